import type { CacheDefinition, CacheLimits } from "./definition.js";

/** How long and how much a function's cache keeps: what its tag says, and for the rest the process' defaults. */
export interface Policy {
  /** Milliseconds from the write until a value has expired; Infinity for never. */
  readonly ttl: number;
  readonly maxEntries: number;
  readonly maxBytes: number;
  /** Milliseconds from the write during which an expired value is served and computed anew meanwhile; 0 for none. */
  readonly servedUntil: number;
  /** Milliseconds from the write during which an expired value stands in for an error; 0 for none. */
  readonly standsInUntil: number;
  /** Milliseconds from the write after which a value is of no use at all. */
  readonly keptUntil: number;
}

export function policyOf(definition: CacheDefinition, defaults: CacheLimits): Policy {
  const limits: CacheLimits = { ...defaults, ...given(definition) };
  const ttl = limits.ttl ?? Infinity;
  const servedUntil = limits.refresh === "background" ? ttl + (limits.staleFor ?? ttl) : 0;
  const standsInUntil = limits.staleIfError === undefined ? 0 : ttl + limits.staleIfError;
  return {
    ttl,
    maxEntries: limits.maxEntries ?? Infinity,
    maxBytes: definition.kind === "data" ? (limits.maxBytes ?? Infinity) : Infinity,
    servedUntil,
    standsInUntil,
    keptUntil: Math.max(ttl, servedUntil, standsInUntil),
  };
}

/** An option that is there but undefined must not hide a default. */
function given(definition: CacheDefinition): CacheLimits {
  return Object.fromEntries(Object.entries(definition).filter(([, value]) => value !== undefined));
}
