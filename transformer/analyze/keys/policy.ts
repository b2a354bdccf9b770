import type ts from "typescript";
import type { TypeShape } from "../../compiler/adapter.js";
import type { PluginSettings } from "../../settings.js";

/** What a type is wanted for. */
export type Purpose = "key" | "data";

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
const MATCHES = ["RegExpMatchArray", "RegExpExecArray"] as const;

const TEMPORAL = [
  "Instant",
  "ZonedDateTime",
  "PlainDate",
  "PlainTime",
  "PlainDateTime",
  "PlainYearMonth",
  "PlainMonthDay",
  "Duration",
].map((name) => `Temporal.${name}`);

const ERRORS = [
  ...(["Error", "EvalError", "RangeError", "ReferenceError", "SyntaxError", "TypeError", "URIError"] as const),
  "AggregateError",
];

const PLAIN = ["Date", "RegExp", "URL", "Buffer", ...COLLECTIONS, ...BINARY, ...MATCHES, ...TEMPORAL];

/** The library types that are data. All others are handles, and never fit. */
const LIBRARY: Readonly<Record<Purpose, ReadonlySet<string>>> = {
  key: new Set([...PLAIN, "TemplateStringsArray"]),
  data: new Set([...PLAIN, ...ERRORS]),
};

/** Whether the parameters of a library type are the types of what it holds. */
export function isCollection(name: string): boolean {
  return COLLECTIONS.includes(name);
}

/** What speaks against a type, as far as its outermost layer tells. */
export type Objection =
  | { readonly kind: "dynamic"; readonly name: string }
  | { readonly kind: "instance"; readonly name: string; readonly declaration: ts.Node | undefined }
  | { readonly kind: "never"; readonly reason: string }
  | { readonly kind: "later"; readonly what: string };

/** What counts of a shape for a purpose: a keyed class is one only for keys. */
export function seenAs(shape: TypeShape, purpose: Purpose): TypeShape {
  return shape.kind === "keyed" && purpose === "data" ? shape.otherwise : shape;
}

/**
 * The objection to one layer of a type; undefined if it is fine, as far as its parts are.
 *
 * @param possible whether the type is only one of those that a value may have
 */
export function objectionTo(
  shape: TypeShape,
  purpose: Purpose,
  settings: PluginSettings,
  possible: boolean,
): Objection | undefined {
  // A result is looked at when it is there; a parameter is promised to have a key before the program runs.
  const mayBeOpen = purpose === "data" || settings.dynamic;
  switch (shape.kind) {
    case "symbol":
      return { kind: "never", reason: possible ? "may be a symbol" : "is a symbol" };
    case "function":
      return { kind: "never", reason: "is a function" };
    case "class":
      return purpose === "data" && shape.copied ? undefined : instance(shape);
    case "dynamic":
      return mayBeOpen ? undefined : { kind: "dynamic", name: shape.name };
    case "constrained":
      if (shape.constraint !== undefined || mayBeOpen) return undefined;
      return { kind: "dynamic", name: "unknown, since its type parameters leave it open" };
    case "library":
      return purpose === "data" && shape.copied ? undefined : libraryObjection(shape.name, purpose);
    default:
      return undefined;
  }
}

function instance({ name, declaration }: Extract<TypeShape, { kind: "class" }>): Objection {
  return { kind: "instance", name, declaration };
}

function libraryObjection(name: string, purpose: Purpose): Objection | undefined {
  if (LIBRARY[purpose].has(name)) return undefined;
  if (name === "Function") return { kind: "never", reason: "is a function" };
  return { kind: "never", reason: /^[AEIOU]/.test(name) ? `is an ${name}` : `is a ${name}` };
}
