import type ts from "typescript";
import type { Syntax } from "../compiler/adapter.js";
import { isStatic } from "./functions/member-target.js";
import type { Target } from "./functions/target.js";
import { isWrapper, unwrap } from "./functions/unwrap.js";

/** What goes by no name. */
const NAMELESS = "<anonymous>";

/** The function's name for people: its own, of a member with that of what it is a member of, or `default`. */
export function displayName(syntax: Syntax, target: Target): string {
  const { form } = target;
  const own = ownName(syntax, target);
  if (form !== "method" && form !== "property") return own;
  const member = outermost(syntax, target);
  for (let node: ts.Node = member.parent; !syntax.isSourceFile(node); node = node.parent) {
    const around = scopeName(syntax, node);
    if (around !== undefined) return around === NAMELESS ? own : dotted([around, own]);
    if (syntax.isFunctionLike(node)) break;
  }
  return own;
}

/** The name with those of the functions, classes, objects and namespaces around it: `outer.inner`. */
export function qualifiedName(syntax: Syntax, target: Target): string {
  const member = outermost(syntax, target);
  const names = [ownName(syntax, target)];
  if (isOneOfTwo(syntax, member)) names.unshift("static");
  for (let node = member; !syntax.isSourceFile(node.parent); node = node.parent) {
    const around = scopeName(syntax, node.parent);
    if (around !== undefined) names.unshift(around);
  }
  return dotted(names);
}

/** Tells functions of one name in one file apart, in the order of the source. */
export function createNumbering(): (name: string) => string {
  const uses = new Map<string, number>();
  return (name) => {
    const use = (uses.get(name) ?? 0) + 1;
    uses.set(name, use);
    return use === 1 ? name : `${name}~${use}`;
  };
}

function ownName(syntax: Syntax, { name }: Target): string {
  return name === undefined ? "default" : nameText(syntax, name);
}

/** A name, whatever its quotes and formatting: `load`, `#load`, `[Symbol.iterator]`. */
function nameText(syntax: Syntax, name: ts.Node): string {
  if (!syntax.isComputedPropertyName(name)) return (name as ts.Identifier).text;
  const expression = unwrap(syntax, name.expression);
  const isLiteral = syntax.isStringLiteralLike(expression) || syntax.isNumericLiteral(expression);
  return isLiteral ? expression.text : `[${expression.getText().replaceAll(/\s+/g, " ")}]`;
}

function dotted(names: readonly string[]): string {
  return names.reduce((start, name) => start + (name.startsWith("[") ? name : `.${name}`));
}

/** The whole declaration, whose own name is counted already. */
function outermost(syntax: Syntax, { fn, form }: Target): ts.Node {
  let node: ts.Node = fn;
  if (form === "constant") while (!syntax.isVariableDeclaration(node)) node = node.parent;
  if (form === "property") while (!isProperty(syntax, node)) node = node.parent;
  return node;
}

/** Whether a static member has the name of one of the instances'. */
function isOneOfTwo(syntax: Syntax, member: ts.Node): boolean {
  const { parent, name } = member as ts.MethodDeclaration;
  if (!syntax.isClassLike(parent) || !isStatic(syntax, member)) return false;
  return parent.members.some(
    (other) =>
      other.name !== undefined && !isStatic(syntax, other) && nameText(syntax, other.name) === nameText(syntax, name),
  );
}

function scopeName(syntax: Syntax, node: ts.Node): string | undefined {
  if (syntax.isVariableDeclaration(node)) return syntax.isIdentifier(node.name) ? node.name.text : undefined;
  if (isProperty(syntax, node)) return nameText(syntax, node.name);
  // What a default export holds is known by that.
  if (syntax.isObjectLiteralExpression(node)) return isExported(syntax, node) ? "default" : undefined;
  if (!syntax.isFunctionLike(node) && !syntax.isClassLike(node) && !syntax.isModuleDeclaration(node)) return undefined;
  const { name } = node as { name?: ts.Node };
  if (name !== undefined) return nameText(syntax, name);
  if (syntax.isClassLike(node) && (syntax.isSourceFile(node.parent) || isExported(syntax, node))) return "default";
  // A function that a constant or a property holds goes by the name of that.
  const holder = holderOf(syntax, node);
  return syntax.isVariableDeclaration(holder) || isProperty(syntax, holder) ? undefined : NAMELESS;
}

function isProperty(syntax: Syntax, node: ts.Node): node is ts.PropertyDeclaration | ts.PropertyAssignment {
  return syntax.isPropertyDeclaration(node) || syntax.isPropertyAssignment(node);
}

function isExported(syntax: Syntax, node: ts.Node): boolean {
  return syntax.isExportAssignment(holderOf(syntax, node));
}

function holderOf(syntax: Syntax, node: ts.Node): ts.Node {
  let holder = node.parent;
  while (isWrapper(syntax, holder)) holder = holder.parent;
  return holder;
}
