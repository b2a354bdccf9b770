import { inspect, types } from "node:util";
import { isIntrinsic } from "./plain.js";

const TYPED_ARRAYS: readonly (readonly [string, object])[] = [
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
].map((View) => [View.name, View.prototype]);

/**
 * What kind of binary data a value is: "ArrayBuffer", "DataView", "Buffer" or a typed array's name. Undefined for
 * anything else, and for an instance of a subclass.
 */
export function binaryKindOf(value: object): string | undefined {
  if (types.isArrayBufferView(value)) {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (types.isDataView(value)) return isIntrinsic(prototype, DataView.prototype, "DataView") ? "DataView" : undefined;
    if (Buffer.isBuffer(value)) return prototype === Buffer.prototype ? "Buffer" : undefined;
    return TYPED_ARRAYS.find(([name, own]) => isIntrinsic(prototype, own, name))?.[0];
  }
  if (!types.isArrayBuffer(value)) return undefined;
  return isIntrinsic(Object.getPrototypeOf(value), ArrayBuffer.prototype, "ArrayBuffer") ? "ArrayBuffer" : undefined;
}

/** Whether the memory behind binary data may change its size. */
export function isResizable(value: ArrayBuffer | ArrayBufferView): boolean {
  // Node 20 has it, its types do not.
  return (bufferOf(value) as { resizable?: boolean }).resizable === true;
}

/** Whether the memory behind binary data was given to another thread, or to another buffer. */
export function isDetached(value: ArrayBuffer | ArrayBufferView): boolean {
  const buffer = bufferOf(value);
  // No other buffer of no bytes refuses a view.
  if (buffer.byteLength > 0) return false;
  try {
    new Uint8Array(buffer);
    return false;
  } catch {
    return true;
  }
}

/** The memory behind binary data. */
export function bufferOf(value: ArrayBuffer | ArrayBufferView): ArrayBufferLike {
  return ArrayBuffer.isView(value) ? value.buffer : value;
}

/** The bytes that binary data shows, where they are. */
export function bytesIn(value: ArrayBuffer | ArrayBufferView): Uint8Array {
  return ArrayBuffer.isView(value)
    ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
    : new Uint8Array(value);
}

/**
 * Whether a typed array has properties beside its elements. Its names list every element, which takes long for many;
 * `inspect` lists the others alone, so it is asked for larger ones, if it writes them as we know it to.
 */
export function hasNamedProperties(view: NodeJS.TypedArray): boolean {
  if (view.length > FEW && (isFormKnown ??= hasKnownForm(new Uint8Array(FEW + 1)))) return !hasKnownForm(view);
  return Object.getOwnPropertyNames(view).length > view.length;
}

function hasKnownForm(view: NodeJS.TypedArray): boolean {
  return KNOWN_FORM.test(inspect(view, LISTING));
}

/** Asked once: it is the same for as long as the process. */
let isFormKnown: boolean | undefined;

const FEW = 64;
const LISTING = { maxArrayLength: 0, customInspect: false, depth: 0, breakLength: Infinity } as const;
const KNOWN_FORM = /^\w+\(\d+\)(?: \[\w+\])? \[ \.\.\. \d+ more items \]$/;
