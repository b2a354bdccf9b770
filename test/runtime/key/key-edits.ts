import { types } from "node:util";
import { isHeld } from "./key-classes.js";
import { bytesOf, isObject } from "./key-oracle.js";
import { binaryOf } from "./key-values.js";

/** The same value from new objects, with the properties put in the other way round, and nothing shared. */
export function rebuilt(value: unknown): unknown {
  return edited(value, -1, undefined);
}

/** {@link rebuilt}, with the leaf at `position` (in the order of the copying) replaced. */
export function edited(value: unknown, position: number, replacement: unknown): unknown {
  let count = 0;
  const copies = new Map<object, object>();
  return edit(value);

  function edit(part: unknown): unknown {
    if (isObject(part)) {
      const around = copies.get(part);
      if (around !== undefined) return around;
      const copy = emptyCopy(part);
      if (copy !== undefined) {
        copies.set(part, copy);
        fill(copy, part);
        // What isn't around any more is copied again: nothing stays shared.
        copies.delete(part);
        return copy;
      }
    }
    if (count++ === position) return replacement;
    return isObject(part) ? copyOfLeaf(part) : part;
  }

  function fill(copy: object, part: object): void {
    if (types.isMap(part)) for (const [key, element] of part) (copy as typeof part).set(edit(key), edit(element));
    else if (types.isSet(part)) for (const element of part) (copy as typeof part).add(edit(element));
    else if (isHeld(part)) (copy as typeof part).held = edit(part.held);
    else {
      for (const name of Object.keys(part).reverse()) {
        const property = edit(Reflect.get(part, name));
        Object.defineProperty(copy, name, { value: property, enumerable: true, writable: true, configurable: true });
      }
    }
  }
}

/** Something of the same kind to put copies of the members into; undefined for a leaf. */
function emptyCopy(part: object): object | undefined {
  if (Array.isArray(part)) return new Array<unknown>(part.length);
  if (types.isMap(part)) return new Map();
  if (types.isSet(part)) return new Set();
  if (isHeld(part)) return new (part.constructor as new (held: unknown) => object)(undefined);
  const prototype = Object.getPrototypeOf(part) as object | null;
  return prototype === null || prototype === Object.prototype ? (Object.create(prototype) as object) : undefined;
}

function copyOfLeaf(part: object): object {
  if (types.isDate(part)) return new Date(part.getTime());
  if (types.isRegExp(part)) return Object.assign(new RegExp(part.source, part.flags), { lastIndex: part.lastIndex });
  if (part instanceof URL) return new URL(part.href);
  const bytes = bytesOf(part as ArrayBufferView);
  // In other memory, at another place in it.
  return binaryOf(Buffer.isBuffer(part) ? "Buffer" : part.constructor.name, bytes, 8);
}
