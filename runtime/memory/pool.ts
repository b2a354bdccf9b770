import { AsyncResource } from "node:async_hooks";
import { clearInterval, setInterval } from "node:timers";
import { defaultLimit, LARGE_BYTES } from "./limit.js";
import { Prepared, type Ledger } from "./prepared.js";
import { CopyThread } from "./thread.js";

const IDLE_MS = 30_000;
/**
 * How many values may have copies made ahead though nobody has asked for them yet, or ever did. After that only values
 * that were asked for have, until one of those is asked for the first time.
 */
const MOST_UNASKED = 4;
/** After so many threads that ended by themselves no more are started. */
const MOST_LOST = 3;

/**
 * The thread and its timer outlive the call that starts them, and must not hold on to what its async context holds.
 * They are started in that of the module.
 */
const outside = new AsyncResource("tscached.copies");

export interface CopyPoolOptions {
  /** The most bytes of copies made ahead. */
  readonly limit?: number;
  /** How large a buffer must be for its copies to be made ahead, in bytes. */
  readonly largeBytes?: number;
  /** Copies that nobody took for so many milliseconds, and up to twice that, are given back. */
  readonly idleMs?: number;
}

/**
 * Makes copies of large values ahead, on a thread of its own: the cost of a large copy is that of getting memory, which
 * the thread pays while the program does something else.
 *
 * There is one for all copies of the runtime in a process. It is never needed: whatever isn't there is copied at once.
 */
export class CopyPool {
  /** How many buffers were handed out so far: copies made ahead, and copies made while the caller waited. */
  readonly counts = { taken: 0, made: 0 };
  private readonly ledger: Ledger = { reservedBytes: 0 };
  /** Least recently used first. */
  private readonly values = new Map<number, Prepared>();
  private readonly owners = new FinalizationRegistry<Prepared>((value) => {
    this.release(value);
  });
  private thread: CopyThread | undefined;
  private timer: NodeJS.Timeout | undefined;
  private readonly largeBytes: number;
  private readonly idleMs: number;
  private limitBytes: number;
  private lastId = 0;
  private unasked = 0;
  private lost = 0;

  constructor({ limit = defaultLimit(), largeBytes = LARGE_BYTES, idleMs = IDLE_MS }: CopyPoolOptions = {}) {
    this.limitBytes = limit;
    this.largeBytes = largeBytes;
    this.idleMs = idleMs;
  }

  /** How many bytes of copies are there or in the making. */
  get reservedBytes(): number {
    return this.ledger.reservedBytes;
  }

  /** Whether the thread runs. */
  get isRunning(): boolean {
    return this.thread !== undefined;
  }

  /** Whether copies are in the making. */
  get isBusy(): boolean {
    return [...this.values.values()].some((value) => value.isBusy);
  }

  /** The most bytes of copies made ahead. Beyond it there is at most the buffer whose copy is being stopped. */
  get limit(): number {
    return this.limitBytes;
  }

  set limit(bytes: number) {
    this.limitBytes = bytes;
    for (const value of this.values.values()) {
      if (this.reservedBytes <= bytes) break;
      value.drop();
    }
    this.rest();
  }

  /**
   * Takes charge of a value, and has its first copies made.
   *
   * @param masters written once, and never again
   * @param owner the value is let go of when this is collected
   */
  add(masters: readonly SharedArrayBuffer[], owner: object): Prepared {
    const sizes = masters.map(({ byteLength }) => byteLength);
    const value = new Prepared(++this.lastId, sizes, this.ledger);
    this.values.set(value.id, value);
    this.owners.register(owner, value, value);
    if (this.unasked < MOST_UNASKED) {
      this.request(value, masters);
      if (value.isHolding) this.unasked++;
    }
    return value;
  }

  /** Lets go of a value, and of every copy made ahead of it. */
  release(value: Prepared): void {
    if (!this.values.delete(value.id)) return;
    this.owners.unregister(value);
    value.drop();
    // The thread itself stays a while: who clears often computes often.
    this.thread?.forget();
  }

  /** Gives back every copy: memory is needed for something else. */
  dropAll(): void {
    for (const value of this.values.values()) value.drop();
    this.receive();
  }

  /** A copy of each master, the caller's own. What isn't there is made, by the thread and the caller together. */
  copies(value: Prepared, masters: readonly SharedArrayBuffer[]): ArrayBuffer[] {
    if (!this.values.has(value.id)) return masters.map((master) => this.make(master));
    this.touch(value);
    this.receive();
    const copies = masters.map((_, index) => this.take(value, index));
    // A single one is made here before the thread would have woken up.
    if (copies.filter((copy) => copy === undefined).length > 1) {
      this.request(value, masters, (index) => copies[index] === undefined);
    }
    // From the end, since the thread comes from the front.
    for (const [index, master] of [...masters.entries()].reverse()) {
      if (copies[index] !== undefined) continue;
      if (value.jobs.takeBack(index)) value.unreserve(index);
      else if (value.jobs.isRunning(index)) continue;
      copies[index] = this.takeOrMake(value, index, master);
    }
    const whole = masters.map((master, index) => {
      if (copies[index] !== undefined) return copies[index];
      value.jobs.wait(index);
      return this.takeOrMake(value, index, master);
    });
    this.request(value, masters);
    return whole;
  }

  /** Gives back what nobody took since the last time, and ends the thread if nothing is left. */
  tick(): void {
    this.receive();
    for (const value of this.values.values()) {
      if (!value.isUsed) value.drop();
      value.isUsed = false;
    }
    this.rest();
  }

  private touch(value: Prepared): void {
    value.isUsed = true;
    if (!value.wasHit) this.unasked = Math.max(0, this.unasked - 1);
    value.wasHit = true;
    this.values.delete(value.id);
    this.values.set(value.id, value);
  }

  private takeOrMake(value: Prepared, index: number, master: SharedArrayBuffer): ArrayBuffer {
    this.receive();
    return this.take(value, index) ?? this.make(master);
  }

  private take(value: Prepared, index: number): ArrayBuffer | undefined {
    const copy = value.take(index);
    if (copy !== undefined) this.counts.taken++;
    return copy;
  }

  private make(master: SharedArrayBuffer): ArrayBuffer {
    return this.withRoom(() => {
      const copy = new ArrayBuffer(master.byteLength);
      new Uint8Array(copy).set(new Uint8Array(master));
      this.counts.made++;
      return copy;
    });
  }

  /** Has the copies made that are large, that there are none of, and that there is room for. */
  private request(value: Prepared, masters: readonly SharedArrayBuffer[], isWanted?: (index: number) => boolean): void {
    const jobs = [];
    for (const [index, master] of masters.entries()) {
      if (master.byteLength < this.largeBytes || isWanted?.(index) === false || !value.isLacking(index)) continue;
      if (!this.makeRoom(master.byteLength) || !this.start()) continue;
      value.reserve(index);
      value.jobs.queue(index);
      jobs.push({ index, master });
    }
    if (jobs.length > 0) this.thread?.request({ value: value.id, control: value.jobs.control, jobs });
  }

  /** Copies of a value that is in use aren't given up for another's: two that take turns would never find any. */
  private makeRoom(bytes: number): boolean {
    if (bytes > this.limitBytes) return false;
    for (const value of this.values.values()) {
      if (this.reservedBytes + bytes <= this.limitBytes) return true;
      if (!value.isUsed) value.drop();
    }
    return this.reservedBytes + bytes <= this.limitBytes;
  }

  private receive(): void {
    for (let next = this.thread?.receive(); next !== undefined; next = this.thread?.receive()) {
      this.values.get(next.value)?.accept(next.index, next.copy);
    }
  }

  private start(): boolean {
    if (this.thread === undefined && this.lost < MOST_LOST) {
      outside.runInAsyncScope(() => {
        this.startThread();
      });
    }
    return this.thread !== undefined;
  }

  private startThread(): void {
    const thread = CopyThread.start(() => {
      if (this.thread !== thread) return;
      this.lost++;
      this.stop();
    });
    // Where it can't be started now, it can't be later.
    if (thread === undefined) this.lost = MOST_LOST;
    this.thread = thread;
    this.timer ??= setInterval(() => {
      this.tick();
    }, this.idleMs).unref();
  }

  /** Ends the thread if nothing is made or held. */
  private rest(): void {
    if (this.reservedBytes === 0) this.stop();
  }

  private stop(): void {
    const { thread } = this;
    this.thread = undefined;
    thread?.stop();
    for (const value of this.values.values()) value.renew();
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /** Where there is no memory, copies made ahead are what can be spared. */
  withRoom<T>(allocate: () => T): T {
    try {
      return allocate();
    } catch (error) {
      if (!(error instanceof RangeError) || this.reservedBytes === 0) throw error;
      this.dropAll();
      return allocate();
    }
  }
}
