import type ts from "typescript";
import type { Syntax } from "../../compiler/adapter.js";
import { catalogue } from "../../diagnostics/catalogue.js";
import type { Message, RelatedInformation } from "../../diagnostics/diagnostic.js";
import type { Context } from "../context.js";
import { pointTo, spanOf } from "../report.js";
import type { Objection } from "./policy.js";
import type { SliceProblem } from "./slices.js";

/** Reports a part of a parameter that can't be in a key, at the parameter. */
export function reportParameter({ compiler, reporter }: Context, name: ts.Identifier, problem: SliceProblem): void {
  const how = problem.whole ? "parameter" : "read";
  const advice = { how, parameter: name.text, renamed: leftOut(compiler.syntax, name) } as const;
  const related = [...useNote(problem), ...declarationNote(compiler.syntax, problem)];
  reporter.errorAt(messageFor(name.text, advice, problem), name, related);
}

/** Points at what brings a part into the key. */
export function useNote({ use, whole, changed }: SliceProblem): RelatedInformation[] {
  if (use === undefined) return [];
  return [pointTo(use, changed ? "It is changed here." : whole ? "It is used as a whole here." : "It is read here.")];
}

/** Points at the declaration of what is objected to, unless that is the parameter itself, or nobody's to change. */
export function declarationNote(syntax: Syntax, { declaration, path }: SliceProblem): RelatedInformation[] {
  if (declaration === undefined || path === "" || syntax.isParameter(declaration)) return [];
  return declaration.getSourceFile().isDeclarationFile ? [] : [pointTo(declaration, "It comes in here.")];
}

/** A name as it would be written to be left out of the key. A property keeps its own name in a pattern. */
function leftOut(syntax: Syntax, name: ts.Identifier): string {
  const { parent } = name;
  const renamed = `_${name.text}`;
  const isShorthand = syntax.isBindingElement(parent) && parent.propertyName === undefined && !parent.dotDotDotToken;
  return isShorthand && syntax.isObjectBindingPattern(parent.parent) ? `${name.text}: ${renamed}` : renamed;
}

type Advice = Parameters<typeof catalogue.unhashableParameter>[0]["advice"];

/** What is wrong with a part of a parameter, and what to do about it. */
export function messageFor(base: string, advice: Advice, { objection, path }: SliceProblem): Message {
  const problem = { path: base + path, advice };
  switch (objection.kind) {
    case "dynamic":
      return catalogue.dynamicParameter({ ...problem, type: objection.name });
    case "instance":
      return catalogue.instanceParameter({
        ...problem,
        name: objection.name,
        declared: objection.declaration && spanOf(objection.declaration),
      });
    case "never":
      return catalogue.unhashableParameter({ ...problem, reason: objection.reason });
    case "later":
      return catalogue.notSupportedYet({
        what: `${objection.what} ("${problem.path}")`,
        instead: `Pass plain data in its place, or start the parameter's name with "_" to leave it out of the key.`,
      });
  }
}

/** An objection as the rest of a sentence that begins with what is objected to. */
export function reasonOf(objection: Objection): string {
  switch (objection.kind) {
    case "dynamic":
      return `may hold anything (its type is ${objection.name})`;
    case "instance":
      return `is an instance of class ${objection.name}`;
    case "never":
      return objection.reason;
    case "later":
      return `has ${objection.what}`;
  }
}
