import type { Compiler, FunctionNode, TypeRef, TypeShape } from "../compiler/adapter.js";
import { catalogue } from "../diagnostics/catalogue.js";
import type { Message } from "../diagnostics/diagnostic.js";
import { findTypeProblem, type TypeProblem } from "./keys/type-walk.js";
import type { CachedFunction } from "./plan.js";
import { pointTo, type Range, type Reporter } from "./report.js";

type ResultKind = CachedFunction["result"];

/**
 * How a function gives its result, and whether that can be stored. Undefined if it can't, which was reported.
 *
 * @param at what to show: the return type, or the name
 */
export function planResult(
  compiler: Compiler,
  fn: FunctionNode,
  kind: CachedFunction["kind"],
  at: Range,
  reporter: Reporter,
): ResultKind | undefined {
  const { SyntaxKind } = compiler.syntax;
  const isAsync = fn.modifiers?.some((modifier) => modifier.kind === SyntaxKind.AsyncKeyword) === true;
  let result: ResultKind = isAsync ? "async" : "sync";
  for (const signature of compiler.signatures(fn)) {
    const read = readResult(compiler, signature.result);
    if (read === "mixed") {
      const instead = "Make the function async, so that it always returns a promise.";
      reporter.error(catalogue.notSupportedYet({ what: "a result that is a promise only at times", instead }), at);
      return undefined;
    }
    if (read.promised && !isAsync) result = "promise";
    const problem = kind === "data" ? findTypeProblem(compiler, read.value, "data") : undefined;
    if (problem !== undefined) {
      const related = problem.declaration === undefined ? [] : [pointTo(problem.declaration, "It comes in here.")];
      reporter.error(messageFor(problem), at, related);
      return undefined;
    }
  }
  return result;
}

/** What callers get in the end, and whether in a promise. */
function readResult(compiler: Compiler, type: TypeRef): { value: TypeRef; promised: boolean } | "mixed" {
  const shape = shapeOf(compiler, type);
  const value = promised(shape);
  if (value !== undefined) return { value, promised: true };
  const members = shape?.kind === "union" ? shape.members.map((member) => shapeOf(compiler, member)) : [];
  if (members.some((member) => promised(member) !== undefined)) return "mixed";
  return { value: type, promised: false };
}

function promised(shape: TypeShape | undefined): TypeRef | undefined {
  return shape?.kind === "library" && shape.name === "Promise" ? shape.parameters[0] : undefined;
}

function shapeOf(compiler: Compiler, type: TypeRef): TypeShape | undefined {
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
