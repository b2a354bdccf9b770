import type { Snapshot } from "./copy/index.js";
import type { Entry } from "./entry.js";
import { CacheError } from "./errors.js";

/** The stale value that a caller can be given instead of an error, if there is one for it. */
export function standIn(entry: Entry, error: unknown): Snapshot | undefined {
  // Our own errors tell of mistakes in the program, which a stale value would only hide.
  if (!entry.isFilled || error instanceof CacheError) return undefined;
  return entry.age < entry.cache.policy.standsInUntil ? entry.snapshot : undefined;
}

/** {@link standIn} for the call that ran into the error, which nobody else is told of. */
export function hide(entry: Entry, error: unknown): Snapshot | undefined {
  const snapshot = standIn(entry, error);
  if (snapshot !== undefined) entry.cache.report(error, "call");
  return snapshot;
}
