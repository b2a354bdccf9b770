import type { Compiler, TypeRef, TypeShape } from "../../compiler/adapter.js";

/**
 * Whether values of some types have no parts that are worth a look of their own: primitives (`yes`), and arrays and
 * tuples (`list` if there is one among them).
 */
export function isFlat(compiler: Compiler, types: readonly TypeRef[]): "yes" | "list" | "no" {
  const layers = compiler.shapes(types).map((shape) => flatness(compiler, shape));
  if (layers.length === 0 || layers.includes("no")) return "no";
  return layers.includes("list") ? "list" : "yes";
}

function flatness(compiler: Compiler, shape: TypeShape): "yes" | "list" | "no" {
  switch (shape.kind) {
    case "primitive":
      return "yes";
    case "array":
    case "tuple":
      return "list";
    case "union":
      return isFlat(compiler, shape.members);
    case "constrained":
      return shape.constraint === undefined ? "no" : isFlat(compiler, [shape.constraint]);
    case "intersection":
      // A primitive with a brand for the type checker.
      return shape.members.some((member) => isFlat(compiler, [member]) === "yes") ? "yes" : "no";
    default:
      return "no";
  }
}

/** Whether values of some types are arrays or tuples and nothing else, null and undefined apart. */
export function areArrays(compiler: Compiler, types: readonly TypeRef[]): boolean {
  return compiler.shapes(types).every((shape) => {
    switch (shape.kind) {
      case "array":
      case "tuple":
        return true;
      case "primitive":
        return shape.name === "null" || shape.name === "undefined";
      case "union":
        return areArrays(compiler, shape.members);
      case "constrained":
        return shape.constraint !== undefined && areArrays(compiler, [shape.constraint]);
      default:
        return false;
    }
  });
}
