import { MARK } from "./part.js";

/** The names of an object's properties, put in an order that doesn't depend on how the object was made. */
export interface Shape {
  /** By code units. */
  readonly names: readonly string[];
  /** The marker of a plain object with these names. */
  readonly plain: string;
  /** The marker of one without a prototype. */
  readonly bare: string;
}

interface Slot extends Shape {
  /** As the object lists them. */
  readonly listed: readonly string[];
}

/** A power of two. Shapes that share a slot take turns in it. */
const SLOTS = 256;

const slots: (Slot | undefined)[] = new Array<undefined>(SLOTS).fill(undefined);

/** Together, in UTF-16 units. */
const LONGEST_NAMES = 2 ** 28;
/** Larger shapes aren't remembered: they would stay for as long as the process. */
const MOST_REMEMBERED = 4096;

/**
 * The shape of an object whose own names are `listed`; the shapes in use are remembered, so nothing is sorted twice.
 * Undefined if the names are too long to be put into one text.
 */
export function shapeOf(listed: readonly string[]): Shape | undefined {
  const { length } = listed;
  const first = listed[0];
  const at = first === undefined ? 0 : (length * 31 + first.length * 7 + first.charCodeAt(0)) & (SLOTS - 1);
  const known = slots[at];
  if (known !== undefined && isSame(known.listed, listed)) return known;
  if (listed.reduce((total, name) => total + name.length, 0) > LONGEST_NAMES) return undefined;
  const names = listed.toSorted();
  const text = names.map((name) => `${name.length}:${name}`).join("");
  const made = { listed, names, plain: MARK.object + text, bare: MARK.bare + text };
  if (text.length <= MOST_REMEMBERED) slots[at] = made;
  return made;
}

/** The names in the marker of a shape. */
export function namesIn(marker: string): string[] {
  const names: string[] = [];
  for (let at = MARK.object.length; at < marker.length;) {
    const colon = marker.indexOf(":", at);
    const end = colon + 1 + Number(marker.slice(at, colon));
    names.push(marker.slice(colon + 1, end));
    at = end;
  }
  return names;
}

function isSame(left: readonly string[], right: readonly string[]): boolean {
  if (left.length !== right.length) return false;
  for (let index = 0; index < left.length; index++) if (left[index] !== right[index]) return false;
  return true;
}
