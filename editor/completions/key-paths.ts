import type ts from "typescript";
import { typedNames } from "../../transformer/analyze/keys/parameters.js";
import { isPropertyName, leafOf, stepText, type Path } from "../../transformer/analyze/keys/paths.js";
import { findTypeProblem } from "../../transformer/analyze/keys/type-walk.js";
import { readPath } from "../../transformer/analyze/tags/key-text.js";
import type { Compiler, FunctionNode, TypeRef, TypeShape } from "../../transformer/compiler/adapter.js";
import type { Proposal } from "./entry.js";
import { environmentNames } from "./environment.js";

/**
 * What may go on a path of `@cacheKey`.
 *
 * @param written what stands behind the tag, up to the position
 * @param position where that ends in the file
 * @param end where the name at the position ends
 */
export function keyPaths(
  compiler: Compiler,
  program: ts.Program,
  fn: FunctionNode,
  written: string,
  position: number,
  end: number,
): Proposal[] {
  const last = lastExpression(written);
  const name = /^[\p{ID_Continue}$]*$/u.exec(last);
  if (name !== null) return parameters(compiler, fn, { start: position - last.length, end });
  const [, base = "", dot = "", partial = ""] = /^(.*?)(\??\.)([\p{ID_Continue}$]*)$/su.exec(last) ?? [];
  const path = readPath(base, 0);
  if (path?.end !== base.length) return [];
  const start = position - partial.length;
  const [{ step: root }, ...steps] = path.steps;
  const taken = { start, end };
  const parameter = typedNames(compiler, fn).find((bound) => bound.name.text === root);
  const inner = steps.map(({ step }) => step);
  if (parameter !== undefined) return members(compiler, parameter.types, inner, { ...taken, dot });
  if (root !== "process") return [];
  if (steps.length === 0) return [{ name: "env", kind: "property", insert: "env.", ...taken }];
  if (steps.length > 1 || inner[0] !== "env") return [];
  const names = environmentNames(compiler, program, fn, position);
  return names.map((known) => ({ name: known, kind: "property", ...taken }));
}

interface Taken {
  readonly start: number;
  readonly end: number;
}

function parameters(compiler: Compiler, fn: FunctionNode, taken: Taken): Proposal[] {
  const fitting = typedNames(compiler, fn).flatMap(({ name, types }) => {
    const use = usefulness(compiler, types);
    return use === "none" ? [] : [{ name: name.text, use }];
  });
  const proposed = bestFirst(fitting).map((name): Proposal => ({ name, kind: "parameter", ...taken }));
  return [...proposed, { name: "process.env", kind: "property", insert: "process.env.", ...taken }];
}

function members(
  compiler: Compiler,
  types: readonly TypeRef[],
  path: Path,
  { start, end, dot }: Taken & { readonly dot: string },
): Proposal[] {
  const owners = leafOf(compiler, types, path).types;
  const fitting = propertyNames(compiler, owners).flatMap((name) => {
    const use = usefulness(compiler, leafOf(compiler, owners, [name]).types);
    return use === "none" ? [] : [{ name, use }];
  });
  return bestFirst(fitting).map((name): Proposal => {
    if (isPropertyName(name)) return { name, kind: "property", start, end };
    const insert = (dot === "?." ? dot : "") + stepText(name);
    return { name, kind: "property", insert, start: start - dot.length, end };
  });
}

/** No property of anything is called so. */
const NO_PROPERTY = "\0";

/** The properties that values of some types may have; none of primitives, of which the value itself is what is wanted. */
function propertyNames(compiler: Compiler, types: readonly TypeRef[]): string[] {
  const objects = types.filter((type) => !isPrimitive(compiler, type));
  const names = objects.flatMap((type) => compiler.property(type, NO_PROPERTY).others);
  // What is named by a symbol can't be written as a path.
  return [...new Set(names)].filter((name) => !name.startsWith("__@") && !name.startsWith("#"));
}

function isPrimitive(compiler: Compiler, type: TypeRef): boolean {
  const [shape] = compiler.shapes([type]);
  return (
    shape?.kind === "primitive" ||
    (shape?.kind === "union" && shape.members.every((member) => isPrimitive(compiler, member)))
  );
}

/** Whether values can be in a key, or at least something that they have. */
function usefulness(compiler: Compiler, types: readonly TypeRef[]): "key" | "way" | "none" {
  const problem = types.some((type) => findTypeProblem(compiler, type, "key", { dynamic: false }) !== undefined);
  if (!problem) return types.length === 0 ? "none" : "key";
  return compiler.shapes(types).some((shape) => leadsOn(compiler, shape)) ? "way" : "none";
}

function leadsOn(compiler: Compiler, shape: TypeShape): boolean {
  switch (shape.kind) {
    case "union":
      return compiler.shapes(shape.members).some((member) => leadsOn(compiler, member));
    case "constrained":
      return (
        shape.constraint !== undefined && compiler.shapes([shape.constraint]).some((inner) => leadsOn(compiler, inner))
      );
    default:
      return ["object", "class", "intersection", "array", "tuple", "keyed"].includes(shape.kind);
  }
}

function bestFirst(found: readonly { readonly name: string; readonly use: "key" | "way" }[]): string[] {
  return [...found.filter(({ use }) => use === "key"), ...found.filter(({ use }) => use === "way")].map(
    ({ name }) => name,
  );
}

/** What is behind the last comma that separates two expressions. */
function lastExpression(written: string): string {
  let start = 0;
  let depth = 0;
  for (const { 0: mark, index } of written.matchAll(/[,[\]]/g)) {
    if (mark === "[") depth++;
    else if (mark === "]") depth--;
    else if (depth <= 0) start = index + 1;
  }
  return written.slice(start).trimStart();
}
