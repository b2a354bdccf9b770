import type { Snapshot } from "./copy/index.js";
import { onFirstAbort } from "./abort.js";
import { Computation, lineage, live, type Frame } from "./computation.js";
import type { Entry } from "./entry.js";
import { CacheRecursionError } from "./errors.js";
import type { ReleaseCause } from "./events.js";
import type { FunctionCache } from "./function-cache.js";

/**
 * What a computation is for:
 * - `miss`: a call whose value isn't there
 * - `refresh`: a call that asks for a new value, whether there is one or not
 * - `renewal`: a stale value that is served meanwhile; nobody waits, unless it expires for good
 */
export type FlightPurpose = "miss" | "refresh" | "renewal";

/** One async computation on its way, which every caller of its key waits for. */
export class Flight extends Computation {
  readonly purpose: FlightPurpose;
  /** What the computation returned; its owner gets it as it is. */
  readonly result: Promise<unknown>;
  /** The same, once it is there. */
  outcome: { readonly value: unknown } | undefined = undefined;
  /** Why there is no result, once that is known. */
  failure: { readonly reason: unknown } | undefined = undefined;
  private readonly fulfil: (value: unknown) => void;
  private readonly fail: (reason: unknown) => void;
  /** What waiters get their own copy of, once {@link result} is there. */
  snapshot: Snapshot | undefined = undefined;
  /** How long the computation took, in milliseconds. */
  cost = 0;
  /** Whether the arguments were changed meanwhile, so that the result isn't what their key stands for. */
  strayed = false;
  /** Whether it failed because its owner gave up; those who wait compute by themselves. */
  isCancelled = false;
  /** Whether a newer computation of the key has begun, so that this one's result is only for who waits for it. */
  isOvertaken = false;
  /** Why the entry was taken out of the cache meanwhile. */
  dropped: ReleaseCause | undefined = undefined;
  /** Whether the body's first part runs, which it does in one go. */
  isStarting = false;
  private readonly waiters = new Set<Waiter>();

  /** @param parent what the call that started it is part of */
  constructor(cache: FunctionCache, parent: Computation | undefined, purpose: FlightPurpose) {
    super(cache, parent, purpose === "renewal");
    this.purpose = purpose;
    let fulfil!: (value: unknown) => void;
    let fail!: (reason: unknown) => void;
    this.result = new Promise((onValue, onError) => {
      fulfil = onValue;
      fail = onError;
    });
    this.fulfil = fulfil;
    this.fail = fail;
  }

  /** Whether others than the owner wait for the result. */
  get isAwaited(): boolean {
    return this.waiters.size > 0;
  }

  /**
   * Waits for the result on behalf of the code that runs in `caller`. Rejects with the reason of the first signal that
   * aborts; the computation goes on for the others.
   *
   * @throws {CacheRecursionError} when `caller` is itself what the result waits for.
   */
  join(caller: Computation | undefined, signals: readonly AbortSignal[]): Promise<void> {
    if (caller !== undefined && this.isAround(caller)) {
      const bodies = lineage(caller).filter(({ isAside }) => !isAside);
      const names = bodies.reverse().map(({ cache }) => cache.label);
      throw new CacheRecursionError([...names, this.cache.label]);
    }
    const aborted = signals.find((signal) => signal.aborted);
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- the reason is the caller's
    if (aborted !== undefined) return Promise.reject(aborted.reason);
    const waiter = new Waiter(caller?.frame, signals, () => this.waiters.delete(waiter));
    this.waiters.add(waiter);
    return waiter.turn;
  }

  /** The result is there: the owner gets it first. */
  resolve(value: unknown): void {
    this.outcome = { value };
    this.fulfil(value);
    for (const waiter of this.waiters) waiter.resolve();
  }

  reject(reason: unknown): void {
    this.failure = { reason };
    this.fail(reason);
    for (const waiter of this.waiters) waiter.reject(reason);
  }

  override *dependents(): Generator<Computation> {
    yield* super.dependents();
    for (const { caller } of this.waiters) {
      const waiting = live(caller);
      if (waiting !== undefined) yield waiting;
    }
  }

  /** Whether this flight can't end before another computation does: it is around that one, or waits for one that is. */
  isAround(inner: Computation): boolean {
    const seen = new Set<Computation>([inner]);
    for (const computation of seen) {
      if (computation === this) return true;
      for (const dependent of computation.dependents()) seen.add(dependent);
    }
    return false;
  }
}

/** A caller who waits for another's computation. Held by the flight alone, so that one who gives up leaves nothing behind. */
class Waiter {
  readonly caller: Frame | undefined;
  /** Resolves when the result is there; the waiter has left by then. */
  readonly turn: Promise<void>;
  resolve!: () => void;
  reject!: (reason: unknown) => void;

  constructor(caller: Frame | undefined, signals: readonly AbortSignal[], leave: () => void) {
    this.caller = caller;
    const result = new Promise<void>((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    const forget = onFirstAbort(signals, (reason) => {
      leave();
      this.reject(reason);
    });
    this.turn = result.finally(() => {
      forget();
      leave();
    });
  }
}

/** What is on its way for a key; first what callers are to wait for unless inputs answer them otherwise. */
export function flightsOf({ flight, variants }: Entry): Flight[] {
  const beside = variants === undefined ? [] : [...variants.flights];
  return flight === undefined ? beside : [flight, ...beside];
}
