import type ts from "typescript";
import type { FunctionNode, TypeRef, TypeShape } from "../../compiler/adapter.js";
import { catalogue } from "../../diagnostics/catalogue.js";
import type { Message } from "../../diagnostics/diagnostic.js";
import type { Context } from "../context.js";
import { bindingNames, holdsFunction } from "../functions/bindings.js";
import type { Constructs } from "../functions/constructs.js";
import { scopeOf } from "../functions/declarations.js";
import type { Target } from "../functions/target.js";
import { reasonOf } from "../keys/problems.js";
import { findTypeProblem, type TypeProblem } from "../keys/type-walk.js";
import type { ObservedFunction } from "../plan.js";
import { rangeOf, type Range, type Reporter } from "../report.js";
import { members, promised, resultTypes, shapeOf } from "../result.js";
import type { TagUse } from "../tags/comment.js";
import type { ObservedTag } from "../tags/names.js";
import { patternReads } from "./defaults.js";

/**
 * What a function with `@cacheReplay` or `@cacheInput` becomes. Undefined if it can't be that, which was reported.
 *
 * It may stand at the top of a module only: what it captured of a function around it would be that of the call that was
 * observed, and nothing would tell it from what another call captures.
 */
export function planObserved(
  context: Context,
  { fn, name }: Target,
  use: TagUse & { readonly tag: ObservedTag },
  { receiver }: Constructs,
): Pick<ObservedFunction, "role" | "isAsync"> | undefined {
  const { compiler, reporter } = context;
  const { tag } = use;
  const at = fn.type ?? name;
  const range = at === undefined ? use : rangeOf(at);
  const wrong = [
    reportOptions(use, reporter),
    reportPlace(context, fn, tag, name === undefined ? use : rangeOf(name)),
    receiver !== undefined && report(catalogue.observedUsesThis({ tag, construct: receiver.construct }), receiver.node),
    tag === "cacheReplay" ? reportResult(context, fn, range) : reportAnswer(context, fn, range),
  ];
  if (wrong.includes(true)) return undefined;
  const isAsync = resultTypes(compiler, fn).every((type) => promised(shapeOf(compiler, type)) !== undefined);
  return { role: tag === "cacheReplay" ? "replay" : "input", isAsync };

  function report(message: Message, node: ts.Node): true {
    reporter.errorAt(message, node);
    return true;
  }
}

/** Reports a function that sees more than its module and its parameters. */
function reportPlace({ compiler, reporter }: Context, fn: FunctionNode, tag: ObservedTag, at: Range): boolean {
  const { syntax } = compiler;
  const isInside = scopeOf(syntax, fn) === "captured";
  if (isInside) reporter.error(catalogue.observedInside({ tag }), at);
  const unfit = fn.parameters.find((parameter) => holdsFunction(syntax, parameter));
  if (unfit !== undefined) reporter.errorAt(catalogue.defaultHoldsFunction({ tag }), unfit);
  const pattern = patternReads(syntax, fn);
  if (pattern !== undefined) {
    const what = "a pattern in the parameters with a default, or a computed name, that is no literal";
    const instead = "Give the parameter a name, and take it apart in the body.";
    reporter.errorAt(catalogue.notSupportedYet({ what, instead }), pattern);
  }
  return isInside || unfit !== undefined || pattern !== undefined;
}

/** These tags have no options. */
function reportOptions({ tag, options }: TagUse, reporter: Reporter): boolean {
  for (const { name: option, nameStart: start, nameEnd: end } of options) {
    reporter.error(catalogue.unknownOption({ tag, option, meant: undefined, known: [] }), { start, end });
  }
  return options.length > 0;
}

/** Reports the result of a replayed function: it can have none that anybody could use. */
function reportResult({ compiler, reporter }: Context, fn: FunctionNode, at: Range): boolean {
  const results = resultTypes(compiler, fn);
  const promises = results.map((type) => promised(shapeOf(compiler, type)));
  const values = results.flatMap((type, index) => members(compiler, promises[index] ?? type));
  const something = values.map((type) => shapeOf(compiler, type)).find((shape) => !isNothing(shape));
  if (something !== undefined) {
    reporter.error(catalogue.replayGivesResult({ type: typeName(something) }), at);
    return true;
  }
  if (promises.includes(undefined) && promises.some((value) => value !== undefined)) {
    const instead = "Make the function async, so that it always returns a promise.";
    reporter.error(catalogue.notSupportedYet({ what: "a result that is a promise only at times", instead }), at);
    return true;
  }
  return false;
}

function isNothing(shape: TypeShape | undefined): boolean {
  if (shape === undefined || shape.kind === "error") return true;
  return shape.kind === "primitive" && (shape.name === "undefined" || shape.name === "never");
}

function typeName(shape: TypeShape): string {
  switch (shape.kind) {
    case "primitive":
      return shape.name === "literal" ? "a literal" : shape.name;
    case "dynamic":
    case "library":
    case "class":
      return shape.name;
    case "array":
    case "tuple":
      return "an array";
    case "symbol":
    case "function":
      return `a ${shape.kind}`;
    case "constrained":
      return "whatever a type parameter stands for";
    default:
      return "an object";
  }
}

/** Reports what of an input's arguments and answer can't be compared with an earlier one. */
function reportAnswer({ compiler, settings, reporter }: Context, fn: FunctionNode, at: Range): boolean {
  const { syntax } = compiler;
  let isWrong = false;
  for (const name of fn.parameters.flatMap((parameter) => [...bindingNames(syntax, parameter.name)])) {
    const problem = name.text === "this" ? undefined : problemOf(compiler.typeOf(name));
    if (problem !== undefined) report(`"${name.text}${problem.path}"`, problem, rangeOf(name));
  }
  for (const type of resultTypes(compiler, fn)) {
    const problem = problemOf(promised(shapeOf(compiler, type)) ?? type);
    if (problem === undefined) continue;
    report(problem.path === "" ? "The answer" : `The answer's "${problem.path.replace(/^\./, "")}"`, problem, at);
    break;
  }
  return isWrong;

  function problemOf(type: TypeRef): TypeProblem | undefined {
    return findTypeProblem(compiler, type, "key", settings);
  }

  function report(path: string, { objection }: TypeProblem, range: Range): void {
    reporter.error(catalogue.unfitForInput({ path, reason: reasonOf(objection) }), range);
    isWrong = true;
  }
}
