/** What happened to a function's calls so far, without what the live entries count themselves. */
export interface Counts {
  hits: number;
  misses: number;
  errors: number;
  evictions: number;
  savedMs: number;
}

/** What a stored value was good for. */
export type Worth = Pick<Counts, "hits" | "savedMs">;

export function addWorth(total: Worth, worth: Worth): void {
  total.hits += worth.hits;
  total.savedMs += worth.savedMs;
}
