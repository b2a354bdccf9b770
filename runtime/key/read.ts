/** How compiled code reads what isn't simply there. */
import { MARK, Marker } from "./part.js";

/** The key of a variable that is read before its declaration has run. */
export const unset = new Marker(MARK.unset);

const PRESENT = new Marker(MARK.present);
const ABSENT: Marker[] = [];

/**
 * What the key takes for `base?.a?.b` where that gave null or undefined: the value itself, or the step that is missing.
 * A function that reads `base.a.b` throws for a missing step, and doesn't for a leaf that is undefined.
 *
 * @param base where the path begins
 * @param steps the properties on the path
 */
export function absent(base: unknown, ...steps: (string | number)[]): unknown {
  let value = base;
  for (const [index, step] of steps.entries()) {
    if (value === null || value === undefined) return (ABSENT[index] ??= new Marker(`${MARK.absent}${index}`));
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}

/** What the key takes for a value that is only tested: a primitive itself, and the same for every object. */
export function presence(value: unknown): unknown {
  if (typeof value === "function") return PRESENT;
  return typeof value !== "object" || value === null || value instanceof Marker ? value : PRESENT;
}
