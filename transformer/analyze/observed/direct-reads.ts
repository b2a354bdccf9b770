import type ts from "typescript";
import type { Compiler, FunctionNode } from "../../compiler/adapter.js";
import { catalogue } from "../../diagnostics/catalogue.js";
import type { Context } from "../context.js";
import { isAmbient } from "../functions/initialised.js";
import { assignmentTo } from "../functions/assignment.js";
import { unwrap } from "../functions/unwrap.js";
import { walkValues } from "../functions/walk.js";
import type { TagUse } from "../tags/comment.js";
import { isObservedByHand } from "./observed.js";

/** Something that changes by itself, and that some code reads. */
type DirectRead =
  /** A variable of the environment; all of them if it can't be told which. */
  | { readonly kind: "environment"; readonly name: string | undefined }
  | { readonly kind: "time"; readonly what: "Date.now()" | "new Date()" | "Date()" }
  | { readonly kind: "random" };

/**
 * Warns where a cached function reads the environment, the time or a random number: of these, the key knows nothing. What
 * helpers read is theirs to say; defaults are in the key by the parameter's value, or left out of it on purpose.
 *
 * @param given the tag that may name variables of the environment
 * @param isApart whether a function inside is somebody else's business
 */
export function warnOfDirectReads(
  { compiler, reporter }: Context,
  fn: FunctionNode,
  given: TagUse | undefined,
  isApart: (node: ts.Node) => boolean,
): void {
  const inKey = new Set(given?.key.map(({ steps }) => steps.map(({ step }) => step).join(".")));
  if (fn.body === undefined) return;
  walkValues(compiler.syntax, fn.body, (node) => {
    if (isApart(node)) return false;
    if (compiler.syntax.isCallExpression(node) && isObservedByHand(compiler, node)) return false;
    const read = readAt(compiler, node);
    if (read === undefined) return true;
    if (read.kind === "environment" && read.name !== undefined && inKey.has(`process.env.${read.name}`)) return false;
    reporter.warningAt(messageFor(read), node);
    return false;
  });
}

function messageFor(read: DirectRead): ReturnType<typeof catalogue.readsRandom> {
  switch (read.kind) {
    case "environment":
      return catalogue.readsEnvironment({ name: read.name });
    case "time":
      return catalogue.readsTime({ what: read.what });
    case "random":
      return catalogue.readsRandom({});
  }
}

/** What a node reads directly, by itself. */
function readAt(compiler: Compiler, node: ts.Node): DirectRead | undefined {
  const { syntax } = compiler;
  if (syntax.isCallExpression(node)) {
    const callee = unwrap(syntax, node.expression);
    if (globalName(compiler, callee) === "Date") return { kind: "time", what: "Date()" };
    if (!syntax.isPropertyAccessExpression(callee)) return undefined;
    const of = globalName(compiler, unwrap(syntax, callee.expression));
    if (of === "Date" && callee.name.text === "now") return { kind: "time", what: "Date.now()" };
    return of === "Math" && callee.name.text === "random" ? { kind: "random" } : undefined;
  }
  if (node.kind === syntax.SyntaxKind.NewExpression) {
    const { expression, arguments: given = [] } = node as ts.NewExpression;
    const isNow = given.length === 0 && globalName(compiler, unwrap(syntax, expression)) === "Date";
    return isNow ? { kind: "time", what: "new Date()" } : undefined;
  }
  return environmentAt(compiler, node);
}

function environmentAt(compiler: Compiler, node: ts.Node): DirectRead | undefined {
  const { syntax } = compiler;
  if (isEnvironment(compiler, node)) return isTakenApart(compiler, node) ? undefined : whole(compiler, node);
  if (syntax.isBindingElement(node)) {
    const { initializer } = node.parent.parent;
    if (initializer === undefined || !isEnvironment(compiler, unwrap(syntax, initializer))) return undefined;
    return syntax.isBindingElement(node.parent.parent)
      ? undefined
      : { kind: "environment", name: takenBy(compiler, node) };
  }
  if (!syntax.isPropertyAccessExpression(node) && !syntax.isElementAccessExpression(node)) return undefined;
  if (!isEnvironment(compiler, unwrap(syntax, node.expression))) return undefined;
  // What is only written is nothing that the result depends on.
  if (assignmentTo(syntax, node) === "set") return undefined;
  return { kind: "environment", name: stepOf(compiler, node) };
}

/** The environment where no one of its variables is read: undefined if a variable is written there. */
function whole({ syntax }: Compiler, node: ts.Node): DirectRead | undefined {
  const { parent } = node;
  const isAccess = syntax.isPropertyAccessExpression(parent) || syntax.isElementAccessExpression(parent);
  const isWritten = isAccess && parent.expression === node && assignmentTo(syntax, parent) === "set";
  return isWritten ? undefined : { kind: "environment", name: undefined };
}

/** The name that an access reads; undefined if that is computed. */
function stepOf(
  { syntax }: Compiler,
  node: ts.PropertyAccessExpression | ts.ElementAccessExpression,
): string | undefined {
  if (syntax.isPropertyAccessExpression(node)) return node.name.text;
  const step = unwrap(syntax, node.argumentExpression);
  return syntax.isStringLiteralLike(step) ? step.text : undefined;
}

/** `const { HOME } = process.env`, of which each name is told by itself. */
function isTakenApart({ syntax }: Compiler, { parent }: ts.Node): boolean {
  return syntax.isVariableDeclaration(parent) && syntax.isObjectBindingPattern(parent.name);
}

/** The property that an element of a pattern takes; undefined if that is computed, or if it takes the rest of them. */
function takenBy({ syntax }: Compiler, { dotDotDotToken, propertyName, name }: ts.BindingElement): string | undefined {
  const property = propertyName ?? name;
  if (dotDotDotToken !== undefined) return undefined;
  const value = syntax.isComputedPropertyName(property) ? unwrap(syntax, property.expression) : property;
  const isNamed = syntax.isStringLiteralLike(value) || (value === property && syntax.isIdentifier(value));
  return isNamed ? value.text : undefined;
}

/** Whether a node is Node's `process.env`: by the global's name, or imported. */
function isEnvironment(compiler: Compiler, node: ts.Node): boolean {
  const { syntax } = compiler;
  if (syntax.isPropertyAccessExpression(node)) {
    return node.name.text === "env" && globalName(compiler, unwrap(syntax, node.expression)) === "process";
  }
  if (!syntax.isIdentifier(node)) return false;
  const [declaration] = importedFromOutside(compiler, node);
  return declaration !== undefined && declaredName(compiler, declaration) === "env" && isOfProcess(declaration);
}

/** `import { env } from "node:process"`: a property of what that module exports. */
function isOfProcess({ parent }: ts.Node): boolean {
  return (parent as { readonly name?: ts.Identifier }).name?.text === "Process";
}

/** The name of what is no part of the project: `Date`, `globalThis.Date`, or what an import brings in. */
function globalName(compiler: Compiler, node: ts.Node): string | undefined {
  const { syntax } = compiler;
  if (syntax.isPropertyAccessExpression(node)) {
    const holder = unwrap(syntax, node.expression);
    return syntax.isIdentifier(holder) && holder.text === "globalThis" ? node.name.text : undefined;
  }
  if (!syntax.isIdentifier(node)) return undefined;
  const declarations = compiler.resolve(node)?.declarations ?? [];
  if (declarations.some((declaration) => isOwn(compiler, declaration))) return undefined;
  const [imported] = importedFromOutside(compiler, node);
  return imported === undefined ? node.text : declaredName(compiler, imported);
}

/** What a project only says of globals is no code of its own. */
function isOwn(compiler: Compiler, declaration: ts.Node): boolean {
  return compiler.isOwnFile(declaration.getSourceFile()) && !isAmbient(compiler.syntax, declaration);
}

function importedFromOutside(compiler: Compiler, name: ts.Identifier): readonly ts.Node[] {
  const referent = compiler.resolve(name);
  if (referent?.imported !== true) return [];
  return referent.declarations.filter((declaration) => !isOwn(compiler, declaration));
}

/** What something is called where it is declared; a module by its name without `node:`. */
function declaredName({ syntax }: Compiler, declaration: ts.Node): string | undefined {
  const { name } = declaration as { readonly name?: ts.Node };
  if (name === undefined) return undefined;
  if (syntax.isStringLiteral(name)) return name.text.replace(/^node:/, "");
  return syntax.isIdentifier(name) ? name.text : undefined;
}
