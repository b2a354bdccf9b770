import type ts from "typescript";
import type { Compiler, FunctionNode, Signature, Syntax, TypeRef, TypeShape } from "../../compiler/adapter.js";
import { catalogue } from "../../diagnostics/catalogue.js";
import type { Message } from "../../diagnostics/diagnostic.js";
import { bindingNames } from "../functions/bindings.js";
import type { KeyPartPlan } from "../plan.js";
import { pointTo, type Reporter } from "../report.js";
import { findTypeProblem, type TypeProblem } from "./type-walk.js";

/**
 * The parts of a function's key: the names that its parameters bind, without those that start with `_`. Undefined if
 * one of them can't be in a key, which was reported.
 */
export function planKey(compiler: Compiler, fn: FunctionNode, reporter: Reporter): KeyPartPlan[] | undefined {
  const { syntax } = compiler;
  const signatures = compiler.signatures(fn);
  const parts: { binding: string; spread: number }[] = [];
  let sound = true;
  for (const [index, parameter] of valueParameters(syntax, fn).entries()) {
    for (const name of keyNames(syntax, parameter)) {
      const types = typesOf(compiler, parameter, name, signatures, index);
      const problem = firstProblem(compiler, types);
      if (problem === undefined) {
        parts.push({ binding: name.text, spread: Math.max(...types.map((type) => spreadOf(compiler, type))) });
      } else {
        report(syntax, reporter, name, problem);
        sound = false;
      }
    }
  }
  if (!sound) return undefined;
  return parts.sort((left, right) => left.spread - right.spread).map(({ binding }) => ({ binding }));
}

/** The parameters that hold an argument: a `this` parameter is only a type. */
function valueParameters(syntax: Syntax, fn: FunctionNode): ts.ParameterDeclaration[] {
  return fn.parameters.filter(({ name }) => !syntax.isIdentifier(name) || name.text !== "this");
}

/** A destructured parameter contributes only what it binds. */
function keyNames(syntax: Syntax, parameter: ts.ParameterDeclaration): ts.Identifier[] {
  return [...bindingNames(syntax, parameter.name)].filter((name) => !name.text.startsWith("_"));
}

/** The types that callers may pass: one for each overload, or the parameter's own. */
function typesOf(
  compiler: Compiler,
  parameter: ts.ParameterDeclaration,
  name: ts.Identifier,
  signatures: readonly Signature[],
  index: number,
): TypeRef[] {
  const own = compiler.typeOf(name);
  // What a pattern or a rest parameter binds corresponds to no single parameter of an overload.
  const comparable = parameter.name === name && parameter.dotDotDotToken === undefined;
  if (!comparable || signatures.length < 2 || signatures.some(({ rest }) => rest)) return [own];
  return signatures.map(({ parameters }) => parameters[index]).filter((type) => type !== undefined);
}

function firstProblem(compiler: Compiler, types: readonly TypeRef[]): TypeProblem | undefined {
  for (const type of types) {
    const problem = findTypeProblem(compiler, type, "key");
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function report(syntax: Syntax, reporter: Reporter, name: ts.Identifier, problem: TypeProblem): void {
  const { declaration } = problem;
  // At the property's own declaration too, unless that is the parameter itself, or nobody's to change.
  const isElsewhere = declaration !== undefined && !syntax.isParameter(declaration) && problem.path !== "";
  const related =
    isElsewhere && !declaration.getSourceFile().isDeclarationFile ? [pointTo(declaration, "It comes in here.")] : [];
  reporter.errorAt(messageFor(name.text, leftOut(syntax, name), problem), name, related);
}

/** A name as it would be written to be left out of the key. A property keeps its own name in a pattern. */
function leftOut(syntax: Syntax, name: ts.Identifier): string {
  const { parent } = name;
  const renamed = `_${name.text}`;
  const isShorthand = syntax.isBindingElement(parent) && parent.propertyName === undefined && !parent.dotDotDotToken;
  return isShorthand && syntax.isObjectBindingPattern(parent.parent) ? `${name.text}: ${renamed}` : renamed;
}

function messageFor(parameter: string, renamed: string, { objection, path: inside }: TypeProblem): Message {
  const problem = { path: parameter + inside, parameter, renamed };
  switch (objection.kind) {
    case "dynamic":
      return catalogue.dynamicParameter({ ...problem, type: objection.name });
    case "instance":
      return catalogue.instanceParameter({ ...problem, name: objection.name });
    case "never":
      return catalogue.unhashableParameter({ ...problem, reason: objection.reason });
    case "later":
      return catalogue.notSupportedYet({
        what: `${objection.what} ("${problem.path}")`,
        instead: `Pass plain data in its place, or start the parameter's name with "_" to leave it out of the key.`,
      });
  }
}

/**
 * How many values a type may have, roughly. Looking up what varies least first keeps the tree of entries small.
 */
function spreadOf(compiler: Compiler, type: TypeRef): number {
  const [shape] = compiler.shapes([type]);
  return shape === undefined ? OBJECTS : shapeSpread(compiler, shape);
}

const OBJECTS = 4;

function shapeSpread(compiler: Compiler, shape: TypeShape): number {
  if (shape.kind === "union") return Math.max(0, ...shape.members.map((member) => spreadOf(compiler, member)));
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
