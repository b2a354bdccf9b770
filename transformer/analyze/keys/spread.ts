import type { Compiler, TypeRef, TypeShape } from "../../compiler/adapter.js";

const OBJECTS = 4;

/**
 * How many values some types may have, roughly. Looking up what varies least first keeps the tree of entries small.
 */
export function spreadOf(compiler: Compiler, types: readonly TypeRef[]): number {
  return Math.max(0, ...compiler.shapes(types).map((shape) => shapeSpread(compiler, shape)));
}

/** Whether every value of some types is a primitive, which is its own key. */
export function isPrimitive(compiler: Compiler, types: readonly TypeRef[]): boolean {
  return spreadOf(compiler, types) < OBJECTS;
}

function shapeSpread(compiler: Compiler, shape: TypeShape): number {
  if (shape.kind === "union") return spreadOf(compiler, shape.members);
  if (shape.kind === "constrained")
    return shape.constraint === undefined ? OBJECTS : spreadOf(compiler, [shape.constraint]);
  // A primitive in an intersection makes the value that primitive, and the rest a brand for the type checker.
  if (shape.kind === "intersection") return Math.min(...shape.members.map((member) => spreadOf(compiler, [member])));
  if (shape.kind !== "primitive") return OBJECTS;
  switch (shape.name) {
    case "boolean":
    case "null":
    case "undefined":
    case "never":
      return 0;
    case "literal":
      return 1;
    case "number":
      return 2;
    case "string":
    case "bigint":
      return 3;
  }
}
