import { InvalidOptionError } from "./errors.js";
import type { ReleaseCause } from "./events.js";
import type { CacheKind } from "./definition.js";
import { isOptions, noSuch } from "./options.js";

/**
 * What a program lets a function's cache do beside caching. A function's type doesn't tell whether its results are
 * copied, so that hooks of resources aren't for it shows when they are given.
 *
 * @typeParam V what the function gives, promises awaited
 */
export interface CacheHooks<V = unknown> {
  /**
   * Says on every hit whether the stored value can still be used. If not, it is released with the cause `invalid`, and
   * computed anew. What it throws reaches the caller. For `@cacheResource`.
   */
  readonly validate?: ((value: V) => boolean) | undefined;
  /**
   * Gets each value that leaves the cache, once: when the last entry that holds it goes, and not before every caller
   * that waited for it has it. It may be async; `flush()` waits for it. `"dispose"` calls the value's
   * `[Symbol.asyncDispose]()` or `[Symbol.dispose]()`, and tells {@link onError} of one that has neither. For `@cacheResource`.
   */
  readonly onRelease?: ((value: V, cause: ReleaseCause) => unknown) | "dispose" | undefined;
  /**
   * Gets the errors that no caller sees: of a background refresh, of a call that was answered with a stale value
   * (`staleIfError`), of `onRelease`, and of a replayed call that gave a promise to a sync function.
   */
  readonly onError?: ((error: unknown) => void) | undefined;
}

const EXPECTED = {
  validate: "a function that says of a value whether it can still be used",
  onRelease: 'a function of a value and a cause, or "dispose"',
  onError: "a function of an error",
} as const;

const HOOKS = Object.keys(EXPECTED);

const OF_RESOURCES: readonly string[] = ["validate", "onRelease"];

/**
 * Hooks as a program gave them, checked.
 *
 * @param label the cached function, for messages
 * @throws {InvalidOptionError} naming what is no object, a hook that there isn't, one of the wrong type, or one that copies have no use for.
 */
export function checkHooks(hooks: CacheHooks<never>, kind: CacheKind, label: string): CacheHooks {
  if (!isOptions(hooks)) throw new InvalidOptionError("hooks", hooks, `an object with ${HOOKS.join(", ")}`, label);
  for (const [name, hook] of Object.entries(hooks) as [string, unknown][]) {
    if (!Object.hasOwn(EXPECTED, name)) {
      throw new InvalidOptionError(name, hook, noSuch("hook", HOOKS), label);
    }
    const isFitting = typeof hook === "function" || hook === undefined || (name === "onRelease" && hook === "dispose");
    if (!isFitting) throw new InvalidOptionError(name, hook, EXPECTED[name as keyof typeof EXPECTED], label);
    if (kind === "data" && hook !== undefined && OF_RESOURCES.includes(name)) {
      throw new InvalidOptionError(
        name,
        hook,
        "nothing here: every caller has a copy of its own. Use @cacheResource",
        label,
      );
    }
  }
  return hooks as CacheHooks;
}
