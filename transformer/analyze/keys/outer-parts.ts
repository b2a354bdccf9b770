import type { Compiler, FunctionNode } from "../../compiler/adapter.js";
import { catalogue } from "../../diagnostics/catalogue.js";
import type { RelatedInformation } from "../../diagnostics/diagnostic.js";
import type { Context } from "../context.js";
import { parameterNames } from "../functions/bindings.js";
import { mayBeUnset } from "../functions/initialised.js";
import type { Escape, OuterUse, OuterVariable } from "../functions/outer.js";
import { qualifiedVariable } from "../functions/qualified.js";
import { pointTo, rangeOf, spanOf } from "../report.js";
import { useContext } from "./parameters.js";
import { toPart, type RankedPart } from "./part.js";
import { declarationNote, reasonOf, useNote } from "./problems.js";
import { slice, type SliceProblem } from "./slices.js";
import { usesOf } from "./uses.js";

/**
 * The parts of a function's key that a variable around it contributes: none if it can't be told what the function reads
 * of it, or if that is not to be in the key; then there was a warning. Undefined if there was an error.
 */
export function planOuter(context: Context, fn: FunctionNode, variable: OuterVariable): RankedPart[] | undefined {
  const { compiler } = context;
  const { syntax } = compiler;
  const { declaration, scope, reads } = variable;
  if (variable.writes.length > 0) return warnOfAssignment(context, variable);
  const readable = reads.filter(({ name }) => name.getSourceFile() === fn.getSourceFile());
  const visible = readable.filter((use) => isVisible(compiler, fn, use));
  const use =
    visible.find(({ name, origin }) => name === origin) ?? visible[0] ?? qualifiedUse(compiler, fn, readable, variable);
  if (use === undefined) return reportHidden(context, fn, variable, readable);

  const types = [compiler.typeOf(declaration.name)];
  const reading = useContext(compiler, { types });
  const uses = reads.flatMap(({ node, name }) =>
    node === undefined ? [{ path: [], how: "value" as const, node: name }] : usesOf(reading, node),
  );
  const { slices, problems } = slice(context, { types, uses });
  const [problem] = problems;
  const label = labelOf(use);
  if (problem === undefined) {
    const base = { name: use.name.text, reference: rangeOf(use.name), members: use.members };
    const guarded = use.members.length > 0 || mayBeUnset(syntax, fn, declaration);
    return slices.map((part) => toPart(compiler, base, part, guarded));
  }
  if (scope === "captured") {
    reportCaptured(context, variable, label, problem);
    return undefined;
  }
  return warnOutside(context, variable, use, label, `it ${reasonOf(problem.objection)}${inside(problem)}`);
}

/** Whether a name means at the start of a function's body what it means where it stands. */
function isVisible(compiler: Compiler, fn: FunctionNode, { name, base, origin }: OuterUse): boolean {
  if (name === origin) return true;
  return !isTaken(compiler, fn, name.text) && compiler.resolveName(name.text, fn.parent)?.identity === base.identity;
}

/** A use of a namespace's variable as if it were one under its full name. */
function qualifiedUse(
  compiler: Compiler,
  fn: FunctionNode,
  [first]: readonly OuterUse[],
  { declaration, scope }: OuterVariable,
): OuterUse | undefined {
  if (first === undefined || scope === "captured") return undefined;
  if (declaration.getSourceFile() !== fn.getSourceFile()) return undefined;
  const full = qualifiedVariable(compiler.syntax, declaration);
  const base = full && compiler.resolve(full.namespace);
  if (full === undefined || base === undefined) return undefined;
  const use = { ...first, name: full.namespace, base, members: full.members };
  return isVisible(compiler, fn, use) ? use : undefined;
}

/** Whether a function has a name for itself, or for something that it is passed. */
function isTaken({ syntax }: Compiler, fn: FunctionNode, name: string): boolean {
  return parameterNames(syntax, fn).includes(name) || (syntax.isFunctionExpression(fn) && fn.name?.text === name);
}

function warnOfAssignment({ reporter }: Context, { declaration, writes }: OuterVariable): RankedPart[] {
  const [first] = writes;
  if (first === undefined) return [];
  const isHelper = first.name !== first.origin;
  const related = isHelper ? [pointTo(first.name, "It is assigned here.")] : [];
  const declared = spanOf(declaration.name);
  reporter.warningAt(
    catalogue.assignsOuterVariable({ name: labelOf(first), isHelper, declared }),
    first.origin,
    related,
  );
  return [];
}

/** A variable that has no name, or another one, where the key is read. */
function reportHidden(
  context: Context,
  fn: FunctionNode,
  variable: OuterVariable,
  readable: readonly OuterUse[],
): RankedPart[] | undefined {
  const { compiler, reporter } = context;
  const [shadowed] = readable.filter(
    ({ name }) => isTaken(compiler, fn, name.text) || compiler.resolveName(name.text, fn.parent) !== undefined,
  );
  if (shadowed !== undefined) {
    const { name, origin } = shadowed;
    const related = [pointTo(name, "It is read here."), declared(variable)];
    reporter.errorAt(catalogue.shadowedVariable({ name: name.text, helper: origin.text }), origin, related);
    return undefined;
  }
  const [first] = variable.reads;
  if (first === undefined) return [];
  const isElsewhere = first.name.getSourceFile() !== fn.getSourceFile();
  const why = isElsewhere ? "it is read in another module" : "it has no name here";
  return warnOutside(context, variable, first, labelOf(first), why);
}

function warnOutside(
  { reporter }: Context,
  { declaration }: OuterVariable,
  { name, origin }: Pick<OuterUse, "name" | "origin">,
  label: string,
  why: string,
): RankedPart[] {
  const related = name === origin ? [] : [pointTo(name, "It is read here.")];
  const message = catalogue.variableNotInKey({ name: label, why, declared: spanOf(declaration.name) });
  reporter.warningAt(message, origin, [...related, pointTo(declaration, "It is declared here.")]);
  return [];
}

/** Warns of a module or namespace that is used as a whole, though variables of it may change. */
export function warnOfEscape({ reporter }: Context, { name, origin, declaration }: Escape): void {
  const isHelper = name !== origin;
  const related = [
    ...(isHelper ? [pointTo(name, "It is used here.")] : []),
    pointTo(declaration, "It is declared here."),
  ];
  const why = `all of "${name.text}" is used, so that it can't be told what is read of it`;
  const message = catalogue.variableNotInKey({ name: declaration.name.getText(), why, declared: undefined });
  reporter.warningAt(message, origin, related);
}

function reportCaptured(
  { compiler, reporter }: Context,
  variable: OuterVariable,
  label: string,
  problem: SliceProblem,
): void {
  const [first] = variable.reads;
  if (first === undefined) return;
  const { name, origin } = first;
  const isOther = name !== origin || problem.use?.getStart() !== name.getStart();
  const related: RelatedInformation[] = [
    ...(isOther ? useNote(problem) : []),
    ...declarationNote(compiler.syntax, problem),
    declared(variable),
  ];
  const reason = reasonOf(problem.objection);
  const at = spanOf(variable.declaration.name);
  const message = catalogue.unhashableVariable({ path: label + problem.path, reason, declared: at });
  reporter.errorAt(message, origin, related);
}

function declared({ declaration }: OuterVariable): RelatedInformation {
  return pointTo(declaration, "It is declared here.");
}

function labelOf({ name, members }: OuterUse): string {
  return [name.text, ...members].join(".");
}

function inside({ path }: SliceProblem): string {
  return path === "" ? "" : ` (at "${path.replace(/^\./, "")}")`;
}
