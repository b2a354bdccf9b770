import { Content } from "./content.js";

/**
 * One step of the path by which an entry is found: what a `Map` tells apart exactly as a function would. Primitives
 * stand for themselves; everything else is taken apart into several parts, the first of which is a marker.
 *
 * Strings that begin with U+0000 are reserved for markers, and for escaped strings that begin so themselves. Objects
 * are parts by identity: a {@link Content}, or the prototype that tells a class from every other.
 */
export type KeyPart = string | number | boolean | bigint | null | undefined | object;

/** The letters behind the U+0000 of a marker; docs/key-encoding.md says what follows each. */
export const MARK = {
  negativeZero: "\0-",
  notANumber: "\0N",
  escaped: "\0s",
  array: "\0a",
  sparse: "\0h",
  template: "\0g",
  object: "\0o",
  bare: "\0O",
  map: "\0m",
  set: "\0e",
  date: "\0d",
  regExp: "\0x",
  url: "\0U",
  temporal: "\0T",
  keyed: "\0k",
  cycle: "\0r",
  absent: "\0?",
  unset: "\0!",
  present: "\0p",
  end: "\0.",
} as const;

/** From here on V8 hashes a string by its length alone; longer ones are found by their content's hash. */
export const LONGEST_TEXT = 16_383;

/** A value that compiled code hands over where the key has no value of the program's, see `read.ts`. */
export class Marker {
  readonly part: string;

  constructor(part: string) {
    this.part = part;
  }
}

/** Whether a value is its own part. Small enough to be inlined: most keys are made of these. */
export function isOwnPart(value: unknown): value is KeyPart {
  if (typeof value === "number") return value !== 0 && value === value;
  if (typeof value === "string") return value.length <= LONGEST_TEXT && value.charCodeAt(0) !== 0;
  return typeof value === "boolean";
}

/** The part of a value that isn't taken apart; {@link NOT_ONE} for one that is. */
export function singlePart(value: unknown, contents: Contents): KeyPart | typeof NOT_ONE {
  switch (typeof value) {
    case "number":
      if (value !== value) return MARK.notANumber;
      // A Map finds 0 under -0; a function can tell them apart.
      return value === 0 && 1 / value < 0 ? MARK.negativeZero : value;
    case "string":
      if (value.length > LONGEST_TEXT) return contents.of("text", value);
      return value.charCodeAt(0) === 0 ? MARK.escaped + value : value;
    case "boolean":
    case "bigint":
    case "undefined":
      return value;
    default:
      if (value === null) return null;
      return value instanceof Marker ? value.part : NOT_ONE;
  }
}

/** No part of any key. */
export const NOT_ONE: unique symbol = Symbol("several parts");

/** Finds the one object that stands for a content. */
export interface Contents {
  of(kind: string, data: string | Uint8Array): Content;
}

/** Whether a part is the prototype that stands for a class. */
export function isClass(part: KeyPart): part is object {
  return typeof part === "object" && part !== null && !(part instanceof Content);
}

/** The text that a template literal would give for a part; undefined for one that is no primitive value's. */
export function textOfPart(part: KeyPart): string | undefined {
  if (part instanceof Content) return typeof part.data === "string" ? part.data : undefined;
  if (typeof part === "object") return part === null ? "null" : undefined;
  if (typeof part !== "string" || part.charCodeAt(0) !== 0) return String(part);
  if (part.startsWith(MARK.escaped)) return part.slice(MARK.escaped.length);
  if (part === MARK.negativeZero) return "0";
  if (part === MARK.notANumber) return "NaN";
  return part.startsWith(MARK.absent) ? "undefined" : undefined;
}
