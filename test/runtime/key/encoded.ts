import { encodeKey } from "../../../runtime/key/bytes.js";
import { ByteWalk } from "../../../runtime/key/byte-walk.js";
import type { Entry } from "../../../runtime/entry.js";
import { KeyNode } from "../../../runtime/key/node.js";
import { defineCache } from "../compiled.js";

/** An object as bytes, written as a text for comparing. */
export function encodeObject(value: unknown): string {
  return Buffer.from(new ByteWalk(true).encode(value as object)).toString("latin1");
}

const root = KeyNode.root(defineCache());

/** What is found under a value: the same object for one key. */
export function underKey(value: unknown): Entry {
  return root.entry(value);
}

/** The entry of a call below a root. */
export function entryOf(top: KeyNode, values: readonly unknown[]): Entry {
  if (values.length === 0) return top.leaf();
  return values
    .slice(0, -1)
    .reduce<KeyNode>((node, value) => node.next(value), top)
    .entry(values.at(-1));
}

/** The stable bytes of a call's key. */
export function keyBytes(...values: readonly unknown[]): Uint8Array {
  // From a tree of their own, of which nothing stays.
  return encodeKey(entryOf(KeyNode.root(defineCache()), values).key);
}
