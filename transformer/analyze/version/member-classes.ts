import type ts from "typescript";
import type { Compiler, Syntax, TypeRef } from "../../compiler/adapter.js";
import { isWrapper } from "../functions/unwrap.js";
import { isWithin } from "../functions/walk.js";
import type { Resolver } from "./resolver.js";
import { nameOfUnit } from "./unit-name.js";

/** A class that a member is read of. */
export interface MemberClass {
  readonly node: ts.ClassLikeDeclaration;
  /** What it is called, by itself or by the constant that holds it. */
  readonly name: ts.Identifier | undefined;
}

/**
 * Finds the classes of the project and of packages that members belong to, where a property is read or a pattern takes
 * one: with the type that is known of the value, it is their code that runs.
 *
 * @param roots the code that refers to them; its own classes are part of it anyway
 */
export function createMemberClasses(
  compiler: Compiler,
  resolver: Resolver,
  roots: readonly ts.Node[],
): (node: ts.Node) => readonly MemberClass[] {
  const { syntax } = compiler;

  const patterns = new Map<ts.ObjectBindingPattern, TypeRef>();
  const ownsThis = roots.some((root) => syntax.isClassLike(root));

  return (node) => {
    if (ownsThis && isOfThis(node)) return [];
    const members = syntax.isBindingElement(node) ? taken(node) : resolver.member(node as ts.PropertyAccessExpression);
    const classes = new Set<ts.ClassLikeDeclaration>();
    for (const member of members?.declarations ?? []) {
      const around = classAround(member);
      if (around !== undefined) classes.add(around);
    }
    if (classes.size < 2) return [...classes].map((found) => ({ node: found, name: nameOfClass(syntax, found) }));
    // The order in which a union has its members is the checker's own.
    return [...classes]
      .map((found) => [nameOfUnit(compiler, found), found] as const)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([, found]) => ({ node: found, name: nameOfClass(syntax, found) }));
  };

  /** What a class reads of itself is part of it, or of a base class that it names. */
  function isOfThis(node: ts.Node): boolean {
    if (!syntax.isPropertyAccessExpression(node)) return false;
    return node.expression.kind === syntax.SyntaxKind.ThisKeyword;
  }

  /** `const { area } = shape` runs a getter of the class, or takes a method from it. */
  function taken({ parent, propertyName, name }: ts.BindingElement): { declarations: readonly ts.Node[] } | undefined {
    const property = propertyName ?? name;
    if (!syntax.isObjectBindingPattern(parent) || !syntax.isIdentifier(property)) return undefined;
    const type = patterns.get(parent) ?? compiler.typeOf(parent);
    patterns.set(parent, type);
    const { declaration } = compiler.property(type, property.text);
    return declaration && { declarations: [declaration] };
  }

  function classAround(member: ts.Node): ts.ClassLikeDeclaration | undefined {
    if (syntax.isSourceFile(member)) return undefined;
    const around = syntax.isParameter(member) ? member.parent.parent : member.parent;
    if (!syntax.isClassLike(around) || roots.some((root) => isWithin(syntax, around, root))) return undefined;
    return compiler.originOf(around.getSourceFile()) === "library" ? undefined : around;
  }
}

/** What a class is called, by itself or by the constant that holds it. */
export function nameOfClass(syntax: Syntax, node: ts.ClassLikeDeclaration): ts.Identifier | undefined {
  if (node.name !== undefined) return node.name;
  let holder: ts.Node = node.parent;
  while (isWrapper(syntax, holder)) holder = holder.parent;
  return syntax.isVariableDeclaration(holder) && syntax.isIdentifier(holder.name) ? holder.name : undefined;
}
