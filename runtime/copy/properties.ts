import { inspect } from "node:util";
import { countRoughly } from "../key/arrays.js";

/** Arrays up to here are asked for all their names. */
const FEW = 64;
const LISTING = { maxArrayLength: 0, showHidden: true, customInspect: false, depth: 0, breakLength: Infinity } as const;
const KNOWN_FORM = /^\[ \.\.\. \d+ more items, \[length\]: \d+ \]$/;
/** Asked once: it is the same for as long as the process. */
let isFormKnown: boolean | undefined;

/** Whether a property name is an array's index. */
export function isIndex(name: string): boolean {
  return String(Number(name) >>> 0) === name && name !== "4294967295";
}

/**
 * Whether an array has properties beside its elements and its length. Its names list every element, which takes half a
 * second for a million; `inspect` lists the others alone, so it is asked for long ones, if it writes them as we know it to.
 */
export function hasNamedProperties(array: readonly unknown[]): boolean {
  if (array.length > FEW && (isFormKnown ??= hasKnownForm(new Array<number>(FEW + 1).fill(0)))) {
    // A prototype of another realm, or none of ours, is written in front.
    if (hasKnownForm(array)) return false;
  }
  // Indexes come first among the names, and then "length".
  return Object.getOwnPropertyNames(array).at(-1) !== "length";
}

function hasKnownForm(array: readonly unknown[]): boolean {
  return KNOWN_FORM.test(inspect(array, LISTING));
}

/** Whether an array is better asked for the names of its elements than for one after the other. */
export function isMostlyHoles(array: readonly unknown[]): boolean {
  return array.length > LONG && countRoughly(array) < array.length / 4;
}

/** Arrays up to here are gone through in any case. */
const LONG = 10_000;
