import type { Snapshot } from "./copy/index.js";
import type { Entry } from "./entry.js";
import { CacheError } from "./errors.js";
import type { Recording } from "./replay/recording.js";

/** A stored value, and what its computation showed. */
export type StandIn = Snapshot & { readonly recording: Recording | undefined };

/** The stale value that a caller can be given instead of an error, if there is one for it. */
export function standIn(entry: Entry, error: unknown): StandIn | undefined {
  // Our own errors tell of mistakes in the program, which a stale value would only hide.
  if (!entry.isFilled || error instanceof CacheError) return undefined;
  if (entry.age >= entry.cache.policy.standsInUntil) return undefined;
  return { ...entry.snapshot, recording: entry.watch?.recording };
}

/** {@link standIn} for the call that ran into the error, which nobody else is told of. */
export function hide(entry: Entry, error: unknown): StandIn | undefined {
  const snapshot = standIn(entry, error);
  if (snapshot !== undefined) entry.cache.report(error, "call");
  return snapshot;
}
