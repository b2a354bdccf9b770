import type { Entry } from "./entry.js";
import { InvalidOptionError } from "./errors.js";

/**
 * Asks the program whether a stored value can still be used; lets go of it if not.
 *
 * @throws {InvalidOptionError} if the answer is neither true nor false: a promise would always pass for true.
 */
export function isValid(entry: Entry): boolean {
  const { cache } = entry;
  const { validate } = cache.hooks;
  if (validate === undefined) return true;
  const { value } = entry.snapshot;
  const answer: unknown = validate(value);
  if (typeof answer !== "boolean") {
    const expected = `a function that returns true or false, not a value of type ${typeof answer}`;
    throw new InvalidOptionError("validate", validate, expected, cache.label);
  }
  // It may have cleared the cache.
  if (!entry.isFilled || entry.snapshot.value !== value) return false;
  if (!answer) cache.retire(entry, "invalid");
  return answer;
}
