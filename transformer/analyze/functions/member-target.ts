import type ts from "typescript";
import type { Compiler, FunctionNode, Syntax } from "../../compiler/adapter.js";
import { catalogue } from "../../diagnostics/catalogue.js";
import { taggedAs } from "../../diagnostics/tagged-as.js";
import { isConstant, isVariable } from "./declarations.js";
import type { Rejection, Target } from "./target.js";
import { isFunctionValue, isWrapper, unwrap } from "./unwrap.js";

/**
 * The function that a tag on a member of a class or an object literal is for; undefined if the member holds none, or is
 * none of these.
 */
export function fromMember(compiler: Compiler, owner: ts.Node, tag: string): Target | Rejection | undefined {
  const { syntax } = compiler;
  const target = syntax.isMethodDeclaration(owner)
    ? fromMethod(syntax, owner, tag)
    : syntax.isPropertyDeclaration(owner) || syntax.isPropertyAssignment(owner)
      ? fromProperty(syntax, owner, tag)
      : undefined;
  if (target === undefined || "message" in target) return target;
  const { name } = target;
  if (name === undefined || !syntax.isComputedPropertyName(name) || isFixed(compiler, name.expression)) return target;
  const instead = "Give it a plain name, or put the name into a const of its own.";
  return {
    message: catalogue.notSupportedYet({ what: `${taggedAs(tag).one} whose name is computed`, instead }),
    node: name,
  };
}

function fromMethod(syntax: Syntax, owner: ts.MethodDeclaration, tag: string): Target | Rejection {
  const implementation = owner.body === undefined ? implementationOf(syntax, owner) : owner;
  if (implementation === undefined) return { message: catalogue.noBody({ tag }), node: owner };
  if (implementation === "other") return { message: catalogue.misplacedTag({ tag, to: "above the first signature" }) };
  const { asteriskToken, name } = implementation;
  if (asteriskToken !== undefined) return { message: catalogue.generator({ tag }), node: asteriskToken };
  return { fn: implementation, name, form: "method" };
}

/** The body that belongs to an overload; "other" for an overload that isn't the first, where no tag belongs. */
function implementationOf(syntax: Syntax, overload: ts.MethodDeclaration): ts.MethodDeclaration | "other" | undefined {
  const siblings = methodOverloadsOf(syntax, overload);
  const implementation = siblings.find((member) => member.body !== undefined);
  return implementation === undefined || siblings[0] === overload ? implementation : "other";
}

/** The signatures and bodies of a class that belong together with one of them, in the order of the source. */
export function methodOverloadsOf(syntax: Syntax, overload: ts.MethodDeclaration): ts.MethodDeclaration[] {
  if (!syntax.isClassLike(overload.parent)) return [];
  return overload.parent.members
    .filter((member) => syntax.isMethodDeclaration(member))
    .filter((member) => isStatic(syntax, member) === isStatic(syntax, overload))
    .filter((member) => member.name.getText() === overload.name.getText());
}

function fromProperty(
  syntax: Syntax,
  owner: ts.PropertyDeclaration | ts.PropertyAssignment,
  tag: string,
): Target | Rejection | undefined {
  const fn = owner.initializer === undefined ? undefined : unwrap(syntax, owner.initializer);
  if (fn === undefined || !isFunctionValue(syntax, fn)) return undefined;
  if (hasModifier(owner, syntax.SyntaxKind.AccessorKeyword)) {
    return { message: catalogue.accessor({ tag, what: 'property with the keyword "accessor"' }), node: owner.name };
  }
  if (syntax.isFunctionExpression(fn) && fn.asteriskToken !== undefined) {
    return { message: catalogue.generator({ tag }), node: fn.asteriskToken };
  }
  return { fn, name: owner.name, form: "property" };
}

/**
 * Whether an expression that computes a name gives the same one whenever it is evaluated, without doing anything else:
 * a literal, a constant, or something that is read of what a name stands for that never changes.
 */
function isFixed(compiler: Compiler, expression: ts.Expression): boolean {
  const { syntax } = compiler;
  const node = unwrap(syntax, expression);
  if (syntax.isStringLiteralLike(node) || syntax.isNumericLiteral(node)) return true;
  if (syntax.isPropertyAccessExpression(node)) return isFixed(compiler, node.expression);
  if (!syntax.isIdentifier(node)) return false;
  return (compiler.resolve(node)?.declarations ?? []).every(
    (declaration) =>
      !isVariable(syntax, declaration) ||
      declaration.getSourceFile().isDeclarationFile ||
      isConstant(syntax, declaration),
  );
}

export function isStatic(syntax: Syntax, member: ts.Node): boolean {
  return hasModifier(member, syntax.SyntaxKind.StaticKeyword);
}

function hasModifier(member: ts.Node, kind: ts.SyntaxKind): boolean {
  const { modifiers } = member as ts.PropertyDeclaration;
  return modifiers?.some((modifier) => modifier.kind === kind) === true;
}

/** Whether a function is a member of a class or of an object literal: a method, or what a property holds. */
export function isMember(syntax: Syntax, fn: FunctionNode): boolean {
  if (syntax.isMethodDeclaration(fn)) return true;
  let holder = fn.parent;
  while (isWrapper(syntax, holder)) holder = holder.parent;
  return syntax.isPropertyDeclaration(holder) || syntax.isPropertyAssignment(holder);
}
