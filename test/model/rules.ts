/** What a function under test was defined with. Times in milliseconds. */
export interface Rules {
  readonly kind: "data" | "resource";
  readonly style: "async" | "sync";
  readonly ttl: number | undefined;
  readonly maxEntries: number | undefined;
  /** How long a stale value is served while it is refreshed; undefined for no refreshes in the background. */
  readonly staleFor: number | undefined;
  readonly staleIfError: number | undefined;
  /** How many refreshes run at a time. */
  readonly refreshConcurrency: number;
}

/** `tenant` and `id`, by the number of a key. */
export const KEYS = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
] as const;

/** Tags that {@link Model.invalidate} may be given; the last one is nobody's. */
export const TAGS = ["all", "tenant:0", "tenant:1", "id:0", "id:1", "id:2"] as const;
