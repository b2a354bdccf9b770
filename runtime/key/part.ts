import { encodeObject } from "./encode.js";

/**
 * One element of a key: a primitive that a `Map` tells apart exactly as a function would.
 *
 * Strings that begin with U+0000 are reserved: they stand for what a `Map` can't hold by value (`-0`, objects) or for
 * a real string that begins with U+0000. No two values share a part.
 */
export type KeyPart = string | number | boolean | bigint | null | undefined;

const NEGATIVE_ZERO = "\0-0";
const ESCAPED_STRING = "\0s";

/**
 * The part that stands for `value` in a key.
 *
 * @throws {ValueProblem} when the value, or something inside it, has no exact key.
 */
export function keyPart(value: unknown): KeyPart {
  switch (typeof value) {
    case "string":
      return value.charCodeAt(0) === 0 ? ESCAPED_STRING + value : value;
    case "number":
      // A Map finds 0 under -0; a function can tell them apart.
      return value === 0 && 1 / value < 0 ? NEGATIVE_ZERO : value;
    case "boolean":
    case "bigint":
    case "undefined":
      return value;
    default:
      return value === null ? null : encodeObject(value);
  }
}
