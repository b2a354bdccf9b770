import type { CacheKind } from "./definition.js";
import { NotCachedError } from "./errors.js";
import type { FunctionCache } from "./function-cache.js";
import { checkHooks, type CacheHooks } from "./hooks.js";
import { clearCall, findEntry, NO_RECEIVER, type DescribedCall } from "./probe.js";
import { refreshCall } from "./refresh.js";
import { state } from "./state.js";
import { entryInfo, statsOf, type CacheStats, type EntryInfo } from "./statistics.js";

/** Any function that can be cached. */
export type AnyFunction = (...args: never[]) => unknown;

/**
 * The arguments of a call that is only described: `undefined`, or nothing at the end, is as good as any value of a
 * parameter that starts with `_`. A function that needs arguments has no call without any.
 */
type Described<A extends readonly unknown[]> = A extends readonly [unknown, ...infer Others]
  ? [first: A[0] | undefined, ...others: Partial<Others>]
  : Partial<A>;

/** Controls the cache of one function. */
export interface CacheHandle<F extends AnyFunction> {
  /** The function's id: package, module path and qualified name. */
  readonly id: string;
  /** The hash of the function's code. Code whose build was interrupted has one of its own in each process. */
  readonly version: string;
  readonly kind: CacheKind;
  /**
   * Drops the entry that a call with these arguments would use, or without arguments every entry. Arguments are taken
   * as a call would take them: defaults apply, parameters that start with `_` don't matter. A computation on its way
   * is handed to its callers and not stored.
   *
   * Where each object has a cache of its own, it is for all of them, unless {@link on} names one.
   *
   * @throws {AmbiguousArgumentsError} when a default parameter calls the function itself.
   * @throws {ReceiverNeededError} when it depends on the object that the function is called on, and {@link on} names none;
   *   so do `has` and `refresh`.
   * @throws {UnhashableArgumentError} when an argument has no exact key; so do `has` and `refresh`.
   */
  clear(...args: Partial<Parameters<F>>): void;
  /**
   * Whether there is a value for a call with these arguments that hasn't expired; without arguments, for a call without
   * any. Refreshes no recency, counts nothing and asks no `validate`. No input is asked either: where values are kept for
   * several answers, any of them will do.
   *
   * @throws {AmbiguousArgumentsError} when a default parameter calls the function itself.
   */
  has(...args: Described<Parameters<F>>): boolean;
  /**
   * Runs the function now, stores the new value and returns it, as the call itself would. Meanwhile others get the old
   * value; if it fails, the old value stays.
   *
   * @throws {AmbiguousArgumentsError} when a default parameter calls the function itself.
   */
  refresh(...args: Parameters<F>): ReturnType<F>;
  /** What is kept, in the order of writing. Says nothing of the arguments. */
  entries(): EntryInfo[];
  stats(): CacheStats;
  /**
   * Takes hooks over; those that aren't mentioned stay, and one that is `undefined` goes.
   *
   * @throws {InvalidOptionError} naming what is no object, a hook that there isn't, or one that isn't for this kind of function.
   */
  configure(hooks: CacheHooks<Awaited<ReturnType<F>>>): CacheHandle<F>;
  /**
   * A handle for calls as a method of `receiver`: what `clear`, `has` and `refresh` take as `this`. Where each object has a
   * cache of its own, its `clear()` drops that object's entries and leaves the others'.
   */
  on(receiver: unknown): CacheHandle<F>;
}

/**
 * The handle of a cached function.
 *
 * @param fn the function, as compiled by the transformer or returned by `cacheData` or `cacheResource`
 * @throws {NotCachedError} when the function isn't cached, or was built without the transformer.
 */
export function cacheOf<F extends AnyFunction>(fn: F): CacheHandle<F> {
  const cache = typeof fn === "function" ? state.functions.get(fn) : undefined;
  if (cache === undefined) throw new NotCachedError(typeof fn === "function" ? fn.name || "the function" : String(fn));
  return handleOf(cache, fn, NO_RECEIVER);
}

function handleOf<F extends AnyFunction>(cache: FunctionCache, fn: F, receiver: unknown): CacheHandle<F> {
  const { id, kind } = cache.definition;
  const described = (args: readonly unknown[]): DescribedCall => ({ fn, receiver, args });
  const handle: CacheHandle<F> = {
    id,
    version: cache.version,
    kind,
    clear(...args) {
      if (args.length === 0 && receiver === NO_RECEIVER) cache.clear();
      else if (args.length === 0) cache.clearReceiver(receiver);
      else clearCall(cache, described(args));
    },
    has: (...args) => findEntry(cache, described(args))?.isLiveForSome() ?? false,
    refresh: (...args) => refreshCall(cache, described(args)) as ReturnType<F>,
    entries: () => [...cache.written()].filter((entry) => !entry.isGone()).map(entryInfo),
    stats: () => statsOf(cache),
    configure(hooks) {
      cache.configure(checkHooks(hooks, kind, cache.label));
      return handle;
    },
    on: (other) => handleOf(cache, fn, other),
  };
  return handle;
}
