import type { TypeShape } from "../../compiler/adapter.js";

/** What a type is wanted for. */
export type Purpose = "key" | "data";

/** Whether a library type is fine, never will be, or isn't handled yet. */
type Support = "yes" | "later";

const BINARY = [
  "ArrayBuffer",
  "DataView",
  "Int8Array",
  "Uint8Array",
  "Uint8ClampedArray",
  "Int16Array",
  "Uint16Array",
  "Int32Array",
  "Uint32Array",
  "Float32Array",
  "Float64Array",
  "BigInt64Array",
  "BigUint64Array",
] as const;

const COLLECTIONS: readonly string[] = ["Map", "ReadonlyMap", "Set", "ReadonlySet"];

/** Arrays with named properties. */
const ARRAYS = ["RegExpMatchArray", "RegExpExecArray", "TemplateStringsArray"] as const;

const ERRORS = ["Error", "EvalError", "RangeError", "ReferenceError", "SyntaxError", "TypeError", "URIError"] as const;

/** The library types that are data. All others are handles, and never fit. */
const LIBRARY: Readonly<Record<Purpose, ReadonlyMap<string, Support>>> = {
  key: new Map<string, Support>([
    ["Date", "yes"],
    ...[...COLLECTIONS, "RegExp", "URL", "Buffer", ...BINARY, ...ARRAYS].map((name) => [name, "later"] as const),
  ]),
  data: new Map<string, Support>([
    ...["Date", "Buffer", ...COLLECTIONS, ...BINARY].map((name) => [name, "yes"] as const),
    ...["RegExp", "URL", ...ARRAYS, ...ERRORS].map((name) => [name, "later"] as const),
  ]),
};

/** Whether the parameters of a library type are the types of what it holds. */
export function isCollection(name: string): boolean {
  return COLLECTIONS.includes(name);
}

/** What speaks against a type, as far as its outermost layer tells. */
export type Objection =
  | { readonly kind: "dynamic"; readonly name: string }
  | { readonly kind: "instance"; readonly name: string }
  | { readonly kind: "never"; readonly reason: string }
  | { readonly kind: "later"; readonly what: string };

/** The objection to one layer of a type; undefined if it is fine, as far as its parts are. */
export function objectionTo(shape: TypeShape, purpose: Purpose): Objection | undefined {
  switch (shape.kind) {
    case "symbol":
      return { kind: "never", reason: "is a symbol" };
    case "function":
      return { kind: "never", reason: "is a function" };
    case "class":
      return { kind: "instance", name: shape.name };
    case "dynamic":
      // A result is looked at when it is there; a parameter is promised to have a key before the program runs.
      return purpose === "data" ? undefined : { kind: "dynamic", name: shape.name };
    case "constrained":
      if (shape.constraint !== undefined || purpose === "data") return undefined;
      return { kind: "dynamic", name: "unknown, since its type parameters leave it open" };
    case "library":
      return libraryObjection(shape.name, purpose);
    default:
      return undefined;
  }
}

function libraryObjection(name: string, purpose: Purpose): Objection | undefined {
  const support = LIBRARY[purpose].get(name);
  if (support === "yes") return undefined;
  if (support === "later")
    return { kind: "later", what: purpose === "key" ? `${name} in a key` : `${name} in a result` };
  if (name === "Function") return { kind: "never", reason: "is a function" };
  return { kind: "never", reason: /^[AEIOU]/.test(name) ? `is an ${name}` : `is a ${name}` };
}
