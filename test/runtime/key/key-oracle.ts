import { types } from "node:util";
import { isHeld } from "./key-classes.js";

type Pair = readonly [object, object];

/** Whether a function could not tell two values apart, by the key table of semantics.md. */
export function sameByKey(left: unknown, right: unknown, around: readonly Pair[] = []): boolean {
  if (!isObject(left) || !isObject(right)) return Object.is(left, right);
  const level = around.findIndex((pair) => pair[0] === left || pair[1] === right);
  if (level !== -1) return around[level]?.[0] === left && around[level][1] === right;
  if (Object.getPrototypeOf(left) !== Object.getPrototypeOf(right)) return false;
  // The innermost first: the same object may only enclose itself as a repetition, which ends above.
  const inside = [[left, right] as const, ...around];
  const same = (one: unknown, other: unknown): boolean => sameByKey(one, other, inside);
  if (isHeld(left)) return same(left.held, (right as typeof left).held);
  const [one, other] = [contentOf(left), contentOf(right)];
  return one.length === other.length && one.every((part, index) => same(part, other[index])) && sameNames(left, right);

  function sameNames(a: object, b: object): boolean {
    if (isBinary(a)) return true;
    const names = Reflect.ownKeys(a);
    if (names.length !== Reflect.ownKeys(b).length) return false;
    return names.every((name) => Object.hasOwn(b, name) && same(Reflect.get(a, name), Reflect.get(b, name)));
  }
}

/** What an object holds beside its properties. */
function contentOf(value: object): readonly unknown[] {
  if (types.isDate(value)) return [value.getTime()];
  if (types.isRegExp(value)) return [value.source, value.flags];
  if (value instanceof URL) return [value.href];
  if (types.isMap(value)) return [...value].flat();
  if (types.isSet(value)) return [...value];
  return isBinary(value) ? [bytesOf(value).toString("latin1")] : [];
}

function isBinary(value: object): value is ArrayBuffer | ArrayBufferView {
  return types.isArrayBuffer(value) || ArrayBuffer.isView(value);
}

/** A copy of the bytes that binary data show. */
export function bytesOf(value: ArrayBuffer | ArrayBufferView): Buffer {
  if (!ArrayBuffer.isView(value)) return Buffer.from(value.slice(0));
  return Buffer.from(value.buffer.slice(value.byteOffset, value.byteOffset + value.byteLength));
}

export function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
