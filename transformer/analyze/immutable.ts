import type { Compiler, TypeRef } from "../compiler/adapter.js";

/** A type of more parts than this is taken for one that may be changed. */
const MOST_PARTS = 1_000;

/**
 * Whether nobody can change any part of a value of these types, by what they say: primitives, readonly arrays and tuples,
 * objects of readonly properties, all the way down. False for primitives alone, of which there is nothing to share, and
 * where the type leaves open what a value is.
 */
export function isImmutable(compiler: Compiler, types: readonly TypeRef[]): boolean {
  const seen = new Set<TypeRef>(types);
  let isObject = false;
  // A set may grow while it is walked.
  for (const type of seen) {
    const parts = immutableParts(compiler, type);
    if (parts === undefined || seen.size > MOST_PARTS) return false;
    isObject ||= parts.isObject;
    for (const part of parts.types) seen.add(part);
  }
  return isObject;
}

/** What else must be immutable for a type to be; undefined if it isn't. */
function immutableParts(
  compiler: Compiler,
  type: TypeRef,
): { readonly types: readonly TypeRef[]; readonly isObject: boolean } | undefined {
  const [shape] = compiler.shapes([type]);
  switch (shape?.kind) {
    case "primitive":
      return { types: [], isObject: false };
    case "union":
      return { types: shape.members, isObject: false };
    case "intersection": {
      const isPrimitive = compiler.shapes(shape.members).some(({ kind }) => kind === "primitive");
      return { types: isPrimitive ? [] : shape.members, isObject: false };
    }
    case "array":
      return shape.readonly ? { types: [shape.element], isObject: true } : undefined;
    case "tuple":
      return shape.readonly ? { types: shape.elements, isObject: true } : undefined;
    case "object": {
      const types = [...shape.properties.map((property) => property.type), ...shape.index];
      return shape.readonly ? { types, isObject: true } : undefined;
    }
    default:
      return undefined;
  }
}
