import type { Compiler, FunctionNode, TypeRef, TypeShape } from "../compiler/adapter.js";
import { catalogue } from "../diagnostics/catalogue.js";
import type { Message } from "../diagnostics/diagnostic.js";
import { copyShapeOf } from "./copy-shape.js";
import type { Context } from "./context.js";
import { isImmutable } from "./immutable.js";
import { findTypeProblem, type TypeProblem } from "./keys/type-walk.js";
import type { CachedFunction } from "./plan.js";
import { pointTo, type Range } from "./report.js";

type ResultPlan = Pick<CachedFunction, "result" | "immutable" | "copy">;

/**
 * How a function gives its result, and whether that can be stored. Undefined if it can't, which was reported.
 *
 * @param at what to show: the return type, or the name
 */
export function planResult(
  { compiler, settings, reporter }: Context,
  fn: FunctionNode,
  kind: CachedFunction["kind"],
  at: Range,
): ResultPlan | undefined {
  const { SyntaxKind } = compiler.syntax;
  const isAsync = fn.modifiers?.some((modifier) => modifier.kind === SyntaxKind.AsyncKeyword) === true;
  const results = resultTypes(compiler, fn);
  const promises = results.map((type) => promised(shapeOf(compiler, type)));
  const isPromise = promises.every((value) => value !== undefined);
  const isMixed = !isPromise && promises.some((value) => value !== undefined);
  if (isMixed) {
    const instead = "Make the function async, so that it always returns a promise.";
    reporter.error(catalogue.notSupportedYet({ what: "a result that is a promise only at times", instead }), at);
    return undefined;
  }
  const how = isAsync ? "async" : isPromise ? "promise" : "sync";
  if (kind === "resource") return { result: how, immutable: false };
  const values = results.map((type, index) => promises[index] ?? type);
  for (const value of values) {
    const problem = findTypeProblem(compiler, value, "data", settings);
    if (problem !== undefined) {
      const { declaration } = problem;
      const isOurs = declaration !== undefined && !declaration.getSourceFile().isDeclarationFile;
      const related = isOurs ? [pointTo(declaration, "It comes in here.")] : [];
      reporter.error(messageFor(problem), at, related);
      return undefined;
    }
  }
  const copy = copyShapeOf(compiler, values);
  return { result: how, immutable: isImmutable(compiler, values), ...(copy !== undefined && { copy }) };
}

/** The types that a function's result may have, by all signatures that it is called by. */
export function resultTypes(compiler: Compiler, fn: FunctionNode): readonly TypeRef[] {
  return compiler.signatures(fn).flatMap((signature) => members(compiler, signature.result));
}

/** The types that a result may have; one, unless it is a union. */
export function members(compiler: Compiler, type: TypeRef): readonly TypeRef[] {
  const shape = shapeOf(compiler, type);
  return shape?.kind === "union" ? shape.members : [type];
}

/** What a promise promises; undefined for what is none. */
export function promised(shape: TypeShape | undefined): TypeRef | undefined {
  return shape?.kind === "library" && shape.name === "Promise" ? shape.parameters[0] : undefined;
}

export function shapeOf(compiler: Compiler, type: TypeRef): TypeShape | undefined {
  return compiler.shapes([type])[0];
}

function messageFor({ objection, path: inside }: TypeProblem): Message {
  const path = inside === "" ? "The result" : `The result's "${inside.replace(/^\./, "")}"`;
  switch (objection.kind) {
    case "dynamic":
      return catalogue.uncopyableResult({ path, reason: `has type ${objection.name}` });
    case "instance":
      return catalogue.uncopyableResult({ path, reason: `is an instance of class ${objection.name}` });
    case "never":
      return catalogue.uncopyableResult({ path, reason: objection.reason });
    case "later":
      return catalogue.notSupportedYet({
        what: objection.what,
        instead: "Return plain data, or use @cacheResource to share the object itself.",
      });
  }
}
