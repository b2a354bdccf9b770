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
