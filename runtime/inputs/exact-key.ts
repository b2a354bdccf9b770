import { ByteWalk } from "../key/byte-walk.js";
import { isObject } from "../value-kind.js";

/** What tells a value from every other: a primitive value by itself, any other value by the text of its encoding. */
export type ExactKey = string | number | boolean | bigint | null | undefined | Encoded;

interface Encoded {
  readonly encoding: string;
}

/**
 * The exact key of a value.
 *
 * @throws {ValueProblem} naming the path of the first part that has none.
 */
export function exactKey(value: unknown): ExactKey {
  if (!isObject(value) && typeof value !== "symbol") return value as ExactKey;
  const walk = new ByteWalk(true);
  // In an array, which says of anything whether it has a key.
  return { encoding: textOf(walk.encode([value])) };
}

/** The exact key of several values in a row, as a text. */
export function exactText(values: readonly unknown[]): string {
  const [only] = values;
  if (values.length === 0) return "";
  if (values.length === 1 && typeof only === "string") return `s${only}`;
  return `b${textOf(new ByteWalk(true).encode([...values]))}`;
}

export function isSameKey(left: ExactKey, right: ExactKey): boolean {
  if (isEncoded(left)) return isEncoded(right) && left.encoding === right.encoding;
  return Object.is(left, right);
}

/** About how many bytes a key takes in memory. */
export function keySize(key: ExactKey): number {
  if (typeof key === "string") return key.length;
  return isEncoded(key) ? key.encoding.length : 0;
}

function isEncoded(key: ExactKey): key is Encoded {
  return typeof key === "object" && key !== null;
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}
