import { types } from "node:util";
import { InvalidOptionError } from "./errors.js";

/**
 * Refuses to wrap a generator, async or not: a call of it runs nothing yet, and what it gives is used up by the first who
 * reads it.
 *
 * @param source where it is wrapped
 * @throws {InvalidOptionError}
 */
export function refuseGenerator(fn: unknown, source: string | undefined): void {
  if (!types.isGeneratorFunction(fn)) return;
  throw new InvalidOptionError("fn", fn, "a function that is no generator, and gives an array, say", source);
}
