import { types } from "node:util";

/**
 * Whether a value is plain data, told by its prototype. Objects of another realm (a `vm` context, as under jest) count
 * as plain too: their prototypes are recognised by shape.
 */
export function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || isForeign(prototype, "Object");
}

/** An array that is no instance of a subclass. */
export function isPlainArray(value: object): value is unknown[] {
  return Array.isArray(value) && isIntrinsic(Object.getPrototypeOf(value), Array.prototype, "Array");
}

/** A `Date` that is no instance of a subclass. */
export function isPlainDate(value: object): value is Date {
  return types.isDate(value) && isIntrinsic(Object.getPrototypeOf(value), Date.prototype, "Date");
}

/** Whether `prototype` is this realm's `own` prototype, or the one of that name in another realm. */
export function isIntrinsic(prototype: unknown, own: object, name: string): boolean {
  return prototype === own || isForeign(prototype, name);
}

function isForeign(prototype: unknown, name: string): boolean {
  if (typeof prototype !== "object" || prototype === null) return false;
  if (name === "Object" && Object.getPrototypeOf(prototype) !== null) return false;
  const constructor: unknown = Object.getOwnPropertyDescriptor(prototype, "constructor")?.value;
  // An intrinsic prototype and its constructor name each other, which no other object can take part in.
  return isNativeConstructor(constructor, name) && constructor.prototype === prototype;
}

/** A class of the user's that happens to be called `Date` has a source text of its own; an engine's function hasn't. */
function isNativeConstructor(value: unknown, name: string): value is { readonly prototype: unknown } {
  if (typeof value !== "function" || value.name !== name) return false;
  return Function.prototype.toString.call(value) === `function ${name}() { [native code] }`;
}

/** What a value is, for an error message: "a function", "an instance of class Db". */
export function describeValue(value: unknown): string {
  if (typeof value === "function") return "a function";
  if (typeof value === "symbol") return "a symbol";
  if (typeof value !== "object" || value === null) return `of type ${value === null ? "null" : typeof value}`;
  if (types.isProxy(value)) return "a Proxy";
  if (types.isPromise(value)) return "a Promise";
  const name = constructorName(value);
  return name === undefined ? "an object with a prototype of its own" : `an instance of ${name}`;
}

function constructorName(value: object): string | undefined {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (typeof prototype !== "object" || prototype === null) return undefined;
  const constructor: unknown = Object.getOwnPropertyDescriptor(prototype, "constructor")?.value;
  return typeof constructor === "function" && constructor.name !== "" ? constructor.name : undefined;
}
