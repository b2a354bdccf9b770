import type { CacheKind } from "./definition.js";
import { NotCachedError } from "./errors.js";
import type { FunctionCache } from "./function-cache.js";
import { liveCaches, state } from "./state.js";

type AnyFunction = (...args: never[]) => unknown;

/** What a function's cache did so far. */
export interface CacheStats {
  /** Calls answered without running the body. */
  readonly hits: number;
  /** Calls that ran the body. */
  readonly misses: number;
  /** Calls whose body threw, rejected, or returned what can't be stored. */
  readonly errors: number;
  /** Entries dropped to keep within `maxEntries`. */
  readonly evictions: number;
  /** Entries kept now. */
  readonly entries: number;
  /** Computing time in milliseconds that the hits saved. */
  readonly savedMs: number;
}

/** {@link CacheStats} of one function of the process. */
export interface FunctionStats extends CacheStats {
  readonly id: string;
  readonly kind: CacheKind;
}

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
   * @throws {AmbiguousArgumentsError} when a default parameter calls the function itself.
   */
  clear(...args: Partial<Parameters<F>>): void;
  stats(): CacheStats;
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
  const { id, kind } = cache.definition;
  return {
    id,
    version: cache.version,
    kind,
    clear(...args) {
      if (args.length === 0) cache.clear();
      else cache.clearCall(fn, args);
    },
    stats: () => ({ ...cache.statistics }),
  };
}

/** Drops every entry of every `@cacheData` function in the process. */
export function clearAllData(): void {
  clearAll("data");
}

/** Drops every entry of every `@cacheResource` function in the process. */
export function clearAllResources(): void {
  clearAll("resource");
}

/** The statistics of every cached function whose module is loaded, in the order of loading. */
export function stats(): readonly FunctionStats[] {
  return Array.from(liveCaches(), functionStats);
}

function functionStats(cache: FunctionCache): FunctionStats {
  return { id: cache.definition.id, kind: cache.definition.kind, ...cache.statistics };
}

function clearAll(kind: CacheKind): void {
  for (const cache of liveCaches()) {
    if (cache.definition.kind === kind) cache.clear();
  }
}
