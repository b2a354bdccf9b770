/** What a count may be, for messages. */
export const COUNT_FORM = "a whole number of at least 1";

/** Reads a count; undefined if it is none. */
export function parseCount(count: unknown): number | undefined {
  return typeof count === "number" && Number.isSafeInteger(count) && count >= 1 ? count : undefined;
}
