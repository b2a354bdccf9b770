import type { Snapshot } from "./copy/index.js";
import { CacheRecursionError } from "./errors.js";

/** One async computation on its way, which every caller of its key waits for. */
export class Flight {
  private readonly label: string;
  /** The computation whose body started this one; one around that, if it has ended. */
  parent: Flight | undefined;
  /** What the computation returned; its owner gets it as it is. */
  readonly result: Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
  /** What waiters get their own copy of, once {@link result} is there. */
  snapshot: Snapshot = { value: undefined, copy: undefined };
  /** How long the computation took, in milliseconds. */
  cost = 0;
  /** Whether the arguments were changed meanwhile, so that the result isn't what their key stands for. */
  strayed = false;
  private waiters = 0;
  hasEnded = false;
  /** The flights whose bodies wait for this one. */
  private readonly waiting = new Set<Flight>();

  /**
   * @param label the cached function, for the message of a recursion
   * @param parent the flight whose body started this one
   */
  constructor(label: string, parent: Flight | undefined) {
    this.label = label;
    this.parent = live(parent);
    let resolve!: (value: unknown) => void;
    let reject!: (reason: unknown) => void;
    this.result = new Promise((onValue, onError) => {
      resolve = onValue;
      reject = onError;
    });
    this.resolve = resolve;
    this.reject = reject;
  }

  /** Whether others than the owner wait for the result. */
  get isAwaited(): boolean {
    return this.waiters > 0;
  }

  /**
   * Waits for the result on behalf of the code that runs in `caller`.
   *
   * @throws {CacheRecursionError} when `caller` is itself what the result waits for.
   */
  join(caller: Flight | undefined): Promise<void> {
    if (caller !== undefined && this.isAround(caller)) {
      const names = [...lineage(caller)].reverse().map((flight) => flight.label);
      throw new CacheRecursionError([...names, this.label]);
    }
    this.waiters++;
    if (caller !== undefined) this.waiting.add(caller);
    const leave = (): void => {
      this.waiters--;
      if (caller !== undefined) this.waiting.delete(caller);
    };
    return this.result.then(leave, (error: unknown) => {
      leave();
      throw error;
    });
  }

  /** The computation is over. What it started may live on, and must not keep what is around it. */
  end(): void {
    this.hasEnded = true;
    this.parent = live(this.parent);
  }

  /** Whether this flight can't end before another does: it is around that one, or waits for one that is. */
  private isAround(inner: Flight): boolean {
    const seen = new Set<Flight>([inner]);
    for (const flight of seen) {
      if (flight === this) return true;
      if (flight.parent !== undefined) seen.add(flight.parent);
      for (const waiting of flight.waiting) seen.add(waiting);
    }
    return false;
  }
}

/** The flight, or the nearest around it that goes on: what a body only started runs in its name when it has ended. */
function live(flight: Flight | undefined): Flight | undefined {
  let found = flight;
  while (found?.hasEnded === true) found = found.parent;
  return found;
}

/** The flight and those that it runs inside, innermost first. */
function lineage(flight: Flight | undefined): Flight[] {
  const chain: Flight[] = [];
  for (let link = flight; link !== undefined; link = link.parent) chain.push(link);
  return chain;
}
