import { CacheRecursionError } from "./errors.js";

/** One async computation on its way, which every caller of its key waits for. */
export class Flight {
  private readonly label: string;
  readonly parent: Flight | undefined;
  /** What the computation returned; its owner gets it as it is. */
  readonly result: Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
  /** What waiters get their own copy of, once {@link result} is there. */
  snapshot: unknown = undefined;
  /** How long the computation took, in milliseconds. */
  cost = 0;
  /** Whether the arguments were changed meanwhile, so that the result isn't what their key stands for. */
  strayed = false;
  private waiters = 0;
  /** The flights that this one, or one that it started, waits for. */
  private readonly awaited = new Set<Flight>();

  /**
   * @param label the cached function, for the message of a recursion
   * @param parent the flight whose body started this one
   */
  constructor(label: string, parent: Flight | undefined) {
    this.label = label;
    this.parent = parent;
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
    const chain = lineage(caller);
    if (chain.some((flight) => flight === this || this.waitsFor(flight))) {
      const names = [...chain].reverse().map((flight) => flight.label);
      throw new CacheRecursionError([...names, this.label]);
    }
    this.waiters++;
    for (const flight of chain) flight.awaited.add(this);
    const leave = (): void => {
      this.waiters--;
      for (const flight of chain) flight.awaited.delete(this);
    };
    return this.result.then(leave, (error: unknown) => {
      leave();
      throw error;
    });
  }

  /** Follows who waits for whom, so that two flights never wait for each other. */
  private waitsFor(target: Flight, seen = new Set<Flight>()): boolean {
    if (this.awaited.has(target)) return true;
    seen.add(this);
    for (const flight of this.awaited) {
      if (!seen.has(flight) && flight.waitsFor(target, seen)) return true;
    }
    return false;
  }
}

/** The flight and those that it runs inside, innermost first. */
function lineage(flight: Flight | undefined): Flight[] {
  const chain: Flight[] = [];
  for (let link = flight; link !== undefined; link = link.parent) chain.push(link);
  return chain;
}
