import { now } from "./clock.js";
import type { Snapshot } from "./copy/index.js";
import { computeAsync } from "./compute-async.js";
import type { Flight } from "./flight.js";
import type { FunctionCache } from "./function-cache.js";
import type { KeyNode } from "./key/node.js";
import type { KeyPart } from "./key/part.js";
import { verify, type Lookup } from "./reading.js";
import { state } from "./state.js";

/**
 * What is kept under one key of one function: a value, or a computation on its way. Compiled code calls `hit`, `value`,
 * `valueAsync`, `compute` and `computeAsync`; the rest is the runtime's.
 */
export class Entry {
  readonly cache: FunctionCache;
  readonly node: KeyNode;
  readonly part: KeyPart;
  private filled = false;
  /** Filled, and a hit has nothing to check or to note: neither an expiry nor a bound. */
  private settled = false;
  private stored: unknown = undefined;
  /** Makes what a caller may have; undefined where that is the stored value itself. */
  private copier: Snapshot["copy"] = undefined;
  private expiresAt = Infinity;
  /** How long the stored value took to compute, in milliseconds. */
  private cost = 0;
  private hits = 0;
  /** False once the entry was cleared or evicted: what is still being computed for it is not stored. */
  attached = true;
  /** Computations that run now; sync recursion may start a second one on the same key. */
  running = 0;
  /** The async computation that further callers wait for. */
  flight: Flight | undefined = undefined;
  /** The neighbours in the order of writing; `Retention` owns them. */
  older: Entry | undefined = undefined;
  newer: Entry | undefined = undefined;

  /**
   * @param cache the cache of the function
   * @param node where in the cache's tree the entry hangs
   * @param part under which part of the key
   */
  constructor(cache: FunctionCache, node: KeyNode, part: KeyPart) {
    this.cache = cache;
    this.node = node;
    this.part = part;
  }

  /** Whether a live value is here; if so, counts a hit and refreshes recency. */
  hit(): boolean {
    if (!this.settled && !this.isLive()) return false;
    this.hits++;
    return true;
  }

  /** The stored value as a caller may have it: a copy of data, the very object of a resource. */
  value(): unknown {
    return this.copier === undefined ? this.stored : this.copier(this.stored);
  }

  /** {@link value} in a promise, for a function that returns one without being `async`. */
  valueAsync(): Promise<unknown> {
    return Promise.resolve(this.value());
  }

  /**
   * On a miss: runs a sync body, stores its result and returns it. A throw passes through and stores nothing.
   *
   * @param lookup finds the entry again, from another root
   */
  compute(body: () => unknown, lookup?: Lookup): unknown {
    // Written out here: every frame between two levels of a recursive function takes from its depth.
    const { cache } = this;
    if (state.learning > 0) return cache.answerWhileLearning(this, body);
    if (lookup !== undefined) verify(this, lookup);
    const started = cache.start(this);
    try {
      const value = body();
      cache.finish(this, value, started);
      return value;
    } catch (error) {
      cache.abandon(this);
      throw error;
    }
  }

  /**
   * On a miss: runs an async body, or waits for the run on its way. A rejection passes through and stores nothing.
   *
   * @param lookup finds the entry again, from another root. While an async body runs, its caller may change an object
   *   that it passed; then the result isn't stored, and whoever waited for it computes its own.
   */
  computeAsync(body: () => unknown, lookup?: Lookup): Promise<unknown> {
    return computeAsync({ entry: this, body, lookup });
  }

  /** The parts of the key, from the first. */
  get key(): KeyPart[] {
    return [...this.node.path(), this.part];
  }

  /** An entry of the same key that no other call finds, for a computation that is nobody else's business. */
  unfindable(): Entry {
    const entry = new Entry(this.cache, this.node, this.part);
    entry.attached = false;
    return entry;
  }

  get isFilled(): boolean {
    return this.filled;
  }

  /** Whether `value` is what is stored. */
  holds(value: unknown): boolean {
    return this.filled && this.stored === value;
  }

  private isLive(): boolean {
    if (!this.filled || this.isExpired()) return false;
    this.cache.retention.touch(this);
    return true;
  }

  isExpired(): boolean {
    // Reading the clock costs more than the rest of a hit.
    return this.expiresAt !== Infinity && now() >= this.expiresAt;
  }

  /** Puts a value in, which no caller holds a reference to unless it is a resource. */
  fill({ value, copy }: Snapshot, cost: number, expiresAt: number): void {
    this.stored = value;
    this.copier = copy;
    this.cost = cost;
    this.expiresAt = expiresAt;
    this.filled = true;
    this.settled = expiresAt === Infinity && !this.cache.retention.bounded;
  }

  /** Takes the value out and returns what it was good for. */
  empty(): { hits: number; savedMs: number } {
    const worth = this.worth();
    this.filled = this.settled = false;
    this.stored = this.copier = undefined;
    this.expiresAt = Infinity;
    this.hits = 0;
    return worth;
  }

  /** How often the stored value was used, and the computing time in milliseconds that this saved. */
  worth(): { hits: number; savedMs: number } {
    return { hits: this.hits, savedMs: this.hits * this.cost };
  }
}
