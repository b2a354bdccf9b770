import { isIntrinsic } from "../plain.js";

const CLASSES = {
  Error,
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
  AggregateError,
} as const;

type ErrorName = keyof typeof CLASSES;
const NAMES = Object.keys(CLASSES) as ErrorName[];

/** The name of the language's own error class that a prototype belongs to; undefined for any other. */
export function errorNameOf(prototype: object): ErrorName | undefined {
  return NAMES.find((name) => isIntrinsic(prototype, CLASSES[name].prototype, name));
}

/**
 * A new error of the class of another, without properties but for `stack`, which comes first as it does in every error:
 * made by its constructor, since only that makes what the language takes for an error.
 */
export function blankError(original: object): object {
  const name = errorNameOf(Object.getPrototypeOf(original) as object) ?? "Error";
  const limit = Error.stackTraceLimit;
  // The trace is thrown away. Reflect, since the property may have been made read-only.
  Reflect.set(Error, "stackTraceLimit", 0);
  const made = name === "AggregateError" ? new AggregateError([]) : new CLASSES[name]();
  Reflect.set(Error, "stackTraceLimit", limit);
  for (const own of Object.getOwnPropertyNames(made)) {
    if (own !== "stack" || !Object.hasOwn(original, "stack")) Reflect.deleteProperty(made, own);
  }
  return made;
}

/**
 * The property of an error, as a data property: newer engines have the stack behind an accessor of their own. Undefined for
 * any other accessor.
 */
export function errorProperty(error: object, name: string): { value: unknown; enumerable: boolean } | undefined {
  const property = Object.getOwnPropertyDescriptor(error, name);
  if (property === undefined) return undefined;
  const isData = property.get === undefined && property.set === undefined;
  if (!isData && !(name === "stack" && isOfEngine(property))) return undefined;
  return { value: isData ? property.value : Reflect.get(error, name), enumerable: property.enumerable === true };
}

/** Whether an accessor is the engine's, of any realm, rather than a program's own, or one that a program has bound. */
function isOfEngine(accessor: PropertyDescriptor): boolean {
  return [Reflect.get(accessor, "get"), Reflect.get(accessor, "set")].every(
    (part: unknown) =>
      typeof part === "function" &&
      !part.name.startsWith("bound ") &&
      Function.prototype.toString.call(part).endsWith("{ [native code] }"),
  );
}
