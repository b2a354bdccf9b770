import { InvalidOptionError } from "./errors.js";
import type { CacheHooks } from "./hooks.js";
import type { ReleaseCause } from "./events.js";
import { liveCaches, state } from "./state.js";
import { track } from "./pending.js";
import { isObject, isThenable } from "./value-kind.js";

/** Who is told of values that leave a cache, and of what goes wrong then. */
interface Owner {
  readonly hooks: CacheHooks;
  /** The function as messages name it. */
  readonly label: string;
  report(error: unknown, during: "release"): void;
}

/**
 * Knows which values a resource function's entries hold, and gives each to `onRelease` once, when the last entry that
 * holds it goes: several keys may share one connection.
 */
export class Releases {
  private readonly owner: Owner;
  private readonly holders = new WeakMap<object, number>();
  /** Why an entry let go of a value that was still held otherwise. */
  private readonly causes = new WeakMap<object, ReleaseCause>();

  constructor(owner: Owner) {
    this.owner = owner;
  }

  /** An entry holds a value from now on. */
  hold(value: unknown): void {
    if (isObject(value)) this.holders.set(value, (this.holders.get(value) ?? 0) + 1);
  }

  /** An entry holds a value no longer. */
  letGo(value: unknown, cause: ReleaseCause): void {
    if (isObject(value)) {
      const others = (this.holders.get(value) ?? 1) - 1;
      this.causes.set(value, cause);
      if (others > 0) this.holders.set(value, others);
      else this.holders.delete(value);
    }
    this.release(value, cause);
  }

  /** Holds a value that is about to be handed out. */
  async lend(value: unknown, until: Promise<void>): Promise<void> {
    this.hold(value);
    try {
      await until;
    } finally {
      this.deliver(value);
      this.letGo(value, (isObject(value) ? this.causes.get(value) : undefined) ?? "replaced");
    }
  }

  /** Releases a value that no entry holds, once nobody is being given it. */
  release(value: unknown, cause: ReleaseCause): void {
    if (this.owner.hooks.onRelease === undefined || this.isHeld(value)) return;
    const run = (): void => {
      if (!this.isHeld(value)) this.run(value, cause);
    };
    const afterwards = state.delivering.get(value);
    if (afterwards === undefined) run();
    else afterwards.push(run);
  }

  /**
   * Callers who waited for a value are being given it: it isn't released before they have it, which takes them some
   * turns of the microtask queue.
   */
  deliver(value: unknown): void {
    if (this.owner.hooks.onRelease === undefined || state.delivering.has(value)) return;
    const afterwards: (() => void)[] = [];
    state.delivering.set(value, afterwards);
    track(
      new Promise<void>((resolve) => {
        setImmediate(() => {
          state.delivering.delete(value);
          for (const run of afterwards) run();
          resolve();
        });
      }),
    );
  }

  private isHeld(value: unknown): boolean {
    return isObject(value) && this.holders.has(value);
  }

  private run(value: unknown, cause: ReleaseCause): void {
    const { onRelease } = this.owner.hooks;
    try {
      const result: unknown = onRelease === "dispose" ? dispose(value, this.owner.label) : onRelease?.(value, cause);
      if (!isThenable(result)) return;
      track(
        Promise.resolve(result).then(undefined, (error: unknown) => {
          this.owner.report(error, "release");
        }),
      );
    } catch (error) {
      this.owner.report(error, "release");
    }
  }
}

/** Has every resource released before the process ends by itself. */
export function releaseAtExit(): void {
  if (state.releasesAtExit) return;
  state.releasesAtExit = true;
  process.on("beforeExit", () => {
    for (const cache of liveCaches()) if (cache.hooks.onRelease !== undefined) cache.clear("exit");
  });
}

/**
 * Ends a value as `await using` does: async before sync, and nothing to do for null and undefined.
 *
 * @throws {InvalidOptionError} if it has no way to end: it would stay open, and nobody would know.
 */
function dispose(value: unknown, label: string): unknown {
  if (value === null || value === undefined) return undefined;
  for (const name of ["asyncDispose", "dispose"] as const) {
    // Node.js 20 before 20.9 lacks the symbols; compilers put these in their place.
    const symbol = (Symbol as unknown as Record<string, symbol | undefined>)[name] ?? Symbol.for(`Symbol.${name}`);
    const method: unknown = (value as Record<symbol, unknown>)[symbol];
    if (typeof method === "function") return Reflect.apply(method, value, []) as unknown;
  }
  const expected = "a function for values with neither [Symbol.asyncDispose]() nor [Symbol.dispose](), as this one";
  throw new InvalidOptionError("onRelease", "dispose", expected, label);
}
