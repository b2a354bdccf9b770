import type { Snapshot } from "./copy/index.js";
import type { Entry } from "./entry.js";
import { CacheError } from "./errors.js";

/** The stale value that a caller gets instead of an error, if there is one for it; the error is told elsewhere. */
export function standIn(entry: Entry, error: unknown): Snapshot | undefined {
  const { cache, isFilled } = entry;
  // Our own errors tell of mistakes in the program, which a stale value would only hide.
  if (!isFilled || error instanceof CacheError || entry.age >= cache.policy.standsInUntil) return undefined;
  const { snapshot } = entry;
  cache.report(error, "call");
  return snapshot;
}
