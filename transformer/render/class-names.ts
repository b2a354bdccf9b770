import type ts from "typescript";
import { isStatic } from "../analyze/functions/member-target.js";
import { outermost } from "../analyze/functions/unwrap.js";
import { definesFields, keepsFields } from "../compiler/emit-options.js";

type TS = typeof ts;

/**
 * The name that a nameless class has while it has no static block. Where the compiler writes these out, it puts the class
 * into a variable of its own first (`_a = class { … }, …, _a`), and that would be the name then.
 *
 * @param node the class, as it is in the source
 * @returns undefined where nothing is lost, and where the name isn't known before the code runs
 */
export function lostName(
  host: TS,
  node: ts.ClassLikeDeclaration,
  options: ts.CompilerOptions,
  format: "esm" | "commonjs",
): string | undefined {
  if (node.name !== undefined || keepsFields(host, options) || isNamedToDecorate(host, node)) return undefined;
  if (node.members.some((member) => decidesName(host, member))) return undefined;
  // Of declarations, the compiler names those in CommonJS, with or without us.
  const ofDeclaration = format === "esm" ? "default" : undefined;
  const name = host.isClassDeclaration(node) ? ofDeclaration : nameHere(host, node, options, format);
  // Without classes in the language, a nameless one is a function with a name.
  const hasClasses = options.target !== undefined && options.target >= host.ScriptTarget.ES2015;
  return name === "" && !hasClasses ? undefined : name;
}

/** The compiler names a nameless class itself to decorate it or something in it. */
export function isNamedToDecorate(host: TS, node: ts.ClassLikeDeclaration): boolean {
  return isDecorated(host, node) || node.members.some((member) => isDecorated(host, member));
}

/** Whether there are decorators on the node itself. */
export function isDecorated(host: TS, node: ts.Node): boolean {
  return host.canHaveDecorators(node) && (host.getDecorators(node)?.length ?? 0) > 0;
}

/** Whether the compiler writes a class with such a member in several steps anyway, or the class says its name itself. */
function decidesName(host: TS, member: ts.ClassElement): boolean {
  if (host.isClassStaticBlockDeclaration(member)) return true;
  if (member.name !== undefined && host.isPrivateIdentifier(member.name)) return true;
  if (!isStatic(host, member)) return false;
  if (host.isPropertyDeclaration(member) && member.initializer !== undefined) return true;
  return member.name === undefined || [undefined, "name"].includes(textOf(host, member.name));
}

/** The name that a class expression gets from where it stands. */
function nameHere(
  host: TS,
  node: ts.ClassExpression,
  options: ts.CompilerOptions,
  format: "esm" | "commonjs",
): string | undefined {
  const value = outermost(host, node);
  const { parent } = value;
  if (host.isVariableDeclaration(parent) || host.isParameter(parent) || host.isBindingElement(parent)) {
    return parent.initializer === value && host.isIdentifier(parent.name) ? parent.name.text : "";
  }
  if (host.isBinaryExpression(parent)) {
    const isNamed =
      parent.right === value && isAssignment(host, parent.operatorToken) && host.isIdentifier(parent.left);
    return isNamed ? parent.left.text : "";
  }
  if (host.isPropertyAssignment(parent)) {
    const isPrototype = !host.isComputedPropertyName(parent.name) && textOf(host, parent.name) === "__proto__";
    return isPrototype ? "" : textOf(host, parent.name);
  }
  if (host.isShorthandPropertyAssignment(parent)) return parent.name.text;
  if (host.isPropertyDeclaration(parent) && parent.initializer === value) {
    // Written out, a field is assigned, or is a descriptor's `value`, as every private one of a class itself.
    const isDescribed = host.isPrivateIdentifier(parent.name) ? isStatic(host, parent) : definesFields(host, options);
    return isDescribed ? "value" : "";
  }
  return host.isExportAssignment(parent) && parent.isExportEquals !== true && format === "esm" ? "default" : "";
}

function isAssignment({ SyntaxKind }: TS, { kind }: ts.BinaryOperatorToken): boolean {
  return [
    SyntaxKind.EqualsToken,
    SyntaxKind.AmpersandAmpersandEqualsToken,
    SyntaxKind.BarBarEqualsToken,
    SyntaxKind.QuestionQuestionEqualsToken,
  ].some((assignment) => assignment === kind);
}

/** What a member's name says; undefined if that is computed. */
function textOf(host: TS, name: ts.PropertyName): string | undefined {
  const literal = host.isComputedPropertyName(name) ? name.expression : name;
  if (host.isIdentifier(literal)) return literal === name ? literal.text : undefined;
  return host.isStringLiteralLike(literal) || host.isNumericLiteral(literal) ? literal.text : undefined;
}
