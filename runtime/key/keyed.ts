import { ValueProblem } from "../problem.js";

/**
 * The name of the method by which a class takes part in keys: what it returns stands for the instance, beside the
 * class itself. The same symbol in every copy of the runtime.
 */
export const cacheKey: unique symbol = Symbol.for("tscached.cacheKey") as never;

/** What a keyed class has: the method, and where keys outlive the process a name on the class itself. */
export interface CacheKeyed {
  [cacheKey](): unknown;
}

/** The method of an instance of a keyed class; undefined for anything else. Reads nothing but prototypes. */
export function keyMethodOf(value: object, prototype: object): (() => unknown) | undefined {
  if (Object.hasOwn(value, cacheKey)) return undefined;
  for (
    let holder: object | null = prototype;
    holder !== null;
    holder = Object.getPrototypeOf(holder) as object | null
  ) {
    const method: unknown = Object.getOwnPropertyDescriptor(holder, cacheKey)?.value;
    if (method !== undefined) return typeof method === "function" ? (method as () => unknown) : undefined;
  }
  return undefined;
}

/**
 * The name by which a class is known outside the process: its own static `[cacheKey]`.
 *
 * @throws {ValueProblem} for a class without one
 */
export function classNameOf(prototype: object): string {
  const constructor: unknown = Object.getOwnPropertyDescriptor(prototype, "constructor")?.value;
  const isClass = typeof constructor === "function";
  const name: unknown = isClass ? Object.getOwnPropertyDescriptor(constructor, cacheKey)?.value : undefined;
  if (typeof name === "string") return name;
  const called = isClass && constructor.name !== "" ? constructor.name : "a class";
  throw new ValueProblem(
    `is an instance of ${called}, which has no static [cacheKey] to name it outside the process`,
    [],
  );
}
