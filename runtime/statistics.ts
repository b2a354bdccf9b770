import type { CacheKind } from "./definition.js";
import type { Entry } from "./entry.js";
import type { FunctionCache } from "./function-cache.js";
import { liveCaches } from "./state.js";

/** What a function's cache did so far. */
export interface CacheStats {
  /** Calls answered without running the body, stale values and those that waited for another's computation included. */
  readonly hits: number;
  /** Calls that ran the body. */
  readonly misses: number;
  /** Computations, refreshes included, that threw, rejected, or gave what can't be stored. */
  readonly errors: number;
  /** Entries dropped to keep within `maxEntries` and `maxBytes`. */
  readonly evictions: number;
  /** Entries kept now. */
  readonly entries: number;
  /** How much memory they take up, by estimate, in bytes; what resources hold isn't known. */
  readonly bytes: number;
  /** Computing time in milliseconds that the hits saved. */
  readonly savedMs: number;
}

/** {@link CacheStats} of one function of the process. */
export interface FunctionStats extends CacheStats {
  readonly id: string;
  readonly kind: CacheKind;
}

/** One entry of a function's cache, without its arguments and its value. */
export interface EntryInfo {
  /** Milliseconds since it was written. */
  readonly ageMs: number;
  /** Milliseconds until it expires; below 0 if it has, and is served while it is computed anew. Undefined for never. */
  readonly expiresInMs: number | undefined;
  /** How much memory it takes up, by estimate. */
  readonly bytes: number;
  /** How often the value was used. */
  readonly hits: number;
  /** Computing time in milliseconds that this saved. */
  readonly savedMs: number;
  /** What `invalidateTags` finds it by. */
  readonly tags: readonly string[];
}

/** The statistics of every cached function whose module is loaded, in the order of loading. */
export function stats(): readonly FunctionStats[] {
  return Array.from(liveCaches(), (cache) => {
    const { id, kind } = cache.definition;
    return { id, kind, ...statsOf(cache) };
  });
}

export function statsOf(cache: FunctionCache): CacheStats {
  return { ...cache.statistics };
}

export function entryInfo(entry: Entry): EntryInfo {
  const { ttl } = entry.cache.policy;
  const ageMs = entry.age;
  return {
    ageMs,
    expiresInMs: ttl === Infinity ? undefined : ttl - ageMs,
    bytes: entry.bytes,
    ...entry.worth(),
    tags: [...(entry.tags ?? [])],
  };
}
