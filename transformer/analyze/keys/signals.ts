import type { Compiler, FunctionNode, TypeRef } from "../../compiler/adapter.js";
import { typedNames } from "./parameters.js";

/**
 * The names that a function's parameters bind to an AbortSignal and that are left out of the key by their `_`: by these
 * a caller says that it doesn't wait any longer.
 */
export function signalNames(compiler: Compiler, fn: FunctionNode): string[] {
  // Most functions have no such name, and needn't be asked for types.
  if (!fn.parameters.some((parameter) => parameter.getText().includes("_"))) return [];
  return typedNames(compiler, fn)
    .filter(({ name, types }) => name.text.startsWith("_") && kindOf(compiler, types) === "signal")
    .map(({ name }) => name.text);
}

/** Whether values of some types are signals, or null and undefined beside these. */
function kindOf(compiler: Compiler, types: readonly TypeRef[]): "signal" | "nothing" | "other" {
  const kinds = compiler.shapes(types).map((shape) => {
    switch (shape.kind) {
      case "primitive":
        return shape.name === "null" || shape.name === "undefined" ? "nothing" : "other";
      case "union":
        return kindOf(compiler, shape.members);
      case "constrained":
        return shape.constraint === undefined ? "other" : kindOf(compiler, [shape.constraint]);
      case "library":
        return shape.name === "AbortSignal" ? "signal" : "other";
      case "object": {
        const names = shape.properties.map(({ name }) => name);
        return MEMBERS.every((member) => names.includes(member)) ? "signal" : "other";
      }
      default:
        return "other";
    }
  });
  if (kinds.includes("other")) return "other";
  return kinds.includes("signal") ? "signal" : "nothing";
}

/** What tells an interface that extends the global one, or the one that Node's types give a controller's signal. */
const MEMBERS = ["aborted", "reason", "throwIfAborted", "addEventListener"];
