import type ts from "typescript";
import type { Compiler, Referent } from "../../compiler/adapter.js";
import { isWrapper } from "../functions/unwrap.js";
import { isErased, isReference, isWithin } from "../functions/walk.js";
import type { Resolver } from "./resolver.js";
import type { KindFacts } from "./kind-table.js";
import { attributes, isWithoutEffect, quoted } from "./kinds.js";

/** How code refers to what isn't part of it. */
export interface Outside {
  /** What stands for a name that is declared elsewhere. */
  name(node: ts.Identifier, referent: Referent | undefined): string;
  /** What stands for a whole expression; undefined to write it node by node. */
  instead(node: ts.Node): string | undefined;
  /** What a node depends on beside what its text says. */
  beside(node: ts.Node): string;
}

/** Writes code as a canonical text. */
export interface CodeWriter {
  write(node: ts.Node): void;
  add(text: string): void;
  text(): string;
}

/**
 * Writes code as a canonical text: equal for equal behaviour as far as syntax tells, different otherwise.
 *
 * Types, comments, formatting, quotes and parentheses leave no trace, and what the code itself declares is numbered. It
 * is made from the tree and not from printed code, which changes with formatting and with the compiler's version.
 *
 * @param roots what is taken as one piece of code: what is declared in them is local
 */
export function createCodeWriter(
  { compiler, resolver }: { readonly compiler: Compiler; readonly resolver: Resolver },
  factsOf: (kind: ts.SyntaxKind) => KindFacts,
  roots: readonly ts.Node[],
  outside: Outside,
): CodeWriter {
  const { syntax } = compiler;
  const { SyntaxKind } = syntax;
  const { BinaryExpression, BindingElement, ForStatement, Identifier } = SyntaxKind;
  const kindName = (kind: ts.SyntaxKind): string => factsOf(kind).name;
  const locals = new Map<object, number>();
  const outsiders = new Set<object>();
  const out: string[] = [];
  return { write, add: (text) => void out.push(text), text: () => out.join("") };

  function write(node: ts.Node): void {
    const facts = factsOf(node.kind);
    if (facts.isPlain) {
      out.push("(", facts.name);
      syntax.forEachChild(node, write);
      out.push(")");
    } else if (node.kind === Identifier) writeName(node as ts.Identifier);
    else writeOther(node, facts);
  }

  function writeName(node: ts.Identifier): void {
    if (isPropertyName(node)) out.push(propertyName(node.text));
    else out.push("(Identifier", identifier(node), ")");
  }

  function writeOther(node: ts.Node, facts: KindFacts): void {
    if (isErased(syntax, node) || isWithoutEffect(syntax, node)) return;
    if (isWrapper(syntax, node)) {
      write((node as ts.ParenthesizedExpression).expression);
      return;
    }
    const other = outside.instead(node);
    if (other !== undefined) out.push(other);
    else if (node.kind === BinaryExpression) writeBinary(node as ts.BinaryExpression);
    else if (isPlainShorthand(node)) {
      // { a } does what { a: a } does, which a renamed variable turns it into.
      out.push(`(PropertyAssignment${propertyName(node.name.text)}`);
      write(node.name);
      out.push(")");
    } else if (isPropertyName(node)) out.push(propertyName(node.text));
    else writeNode(node, facts);
  }

  function writeNode(node: ts.Node, { name, saysMore }: KindFacts): void {
    out.push("(", name);
    if (saysMore) out.push(attributes(syntax, kindName, node));
    if (isShorthandBinding(node)) out.push(`propertyName:${propertyName((node.name as ts.Identifier).text)}`);
    syntax.forEachChild(node, (child) => {
      // Only these two have several optional children of like kinds.
      if (node.kind === ForStatement || node.kind === BindingElement) {
        out.push(roleOf(node, child));
      }
      write(child);
    });
    out.push(outside.beside(node), ")");
  }

  /** Operators in a row lean to the left, as many as a text has parts: no stack is deep enough for all of them. */
  function writeBinary(node: ts.BinaryExpression): void {
    const row = [node];
    let { left } = node;
    while (left.kind === BinaryExpression) {
      row.push(left as ts.BinaryExpression);
      ({ left } = left as ts.BinaryExpression);
    }
    out.push("(BinaryExpression".repeat(row.length));
    write(left);
    for (const { operatorToken, right } of row.reverse()) {
      write(operatorToken);
      write(right);
      out.push(")");
    }
  }

  function identifier(node: ts.Identifier): string {
    const declares = isVariableName(node);
    if (!declares && !isReference(syntax, node)) return quoted(node.text);
    const referent = resolver.resolve(node);
    const number = referent && localNumber(referent);
    if (number !== undefined) return `#${number}`;
    return declares ? quoted(node.text) : outside.name(node, referent);
  }

  function localNumber({ identity, declarations }: Referent): number | undefined {
    const known = locals.get(identity);
    if (known !== undefined) return known;
    if (outsiders.has(identity)) return undefined;
    if (!declarations.some((declaration) => roots.some((root) => isWithin(syntax, declaration, root)))) {
      outsiders.add(identity);
      return undefined;
    }
    locals.set(identity, locals.size);
    return locals.size - 1;
  }

  function isVariableName(node: ts.Identifier): boolean {
    const { parent } = node;
    if ((parent as { name?: ts.Node }).name !== node) return false;
    return (
      syntax.isVariableDeclaration(parent) ||
      syntax.isParameter(parent) ||
      syntax.isBindingElement(parent) ||
      syntax.isFunctionDeclaration(parent) ||
      syntax.isFunctionExpression(parent) ||
      syntax.isClassLike(parent) ||
      parent.kind === SyntaxKind.EnumDeclaration
    );
  }

  /** Whether a node names a property: `a`, `"a"` and, for numbers, `1` name it alike. */
  function isPropertyName(node: ts.Node): node is ts.Identifier | ts.StringLiteral | ts.NumericLiteral {
    if (!syntax.isIdentifier(node) && !syntax.isStringLiteral(node) && !syntax.isNumericLiteral(node)) return false;
    const { parent } = node;
    switch (parent.kind) {
      case SyntaxKind.PropertyAssignment:
      case SyntaxKind.PropertyDeclaration:
      case SyntaxKind.MethodDeclaration:
      case SyntaxKind.GetAccessor:
      case SyntaxKind.SetAccessor:
      case SyntaxKind.EnumMember:
        return (parent as ts.PropertyAssignment).name === node;
      case SyntaxKind.BindingElement:
        return (parent as ts.BindingElement).propertyName === node;
      default:
        return false;
    }
  }

  function isPlainShorthand(node: ts.Node): node is ts.ShorthandPropertyAssignment {
    if (node.kind !== SyntaxKind.ShorthandPropertyAssignment) return false;
    return (node as ts.ShorthandPropertyAssignment).objectAssignmentInitializer === undefined;
  }

  function isShorthandBinding(node: ts.Node): node is ts.BindingElement {
    if (!syntax.isBindingElement(node) || !syntax.isIdentifier(node.name)) return false;
    const { propertyName: property, dotDotDotToken } = node;
    return property === undefined && dotDotDotToken === undefined && syntax.isObjectBindingPattern(node.parent);
  }
}

function propertyName(text: string): string {
  return `(Identifier${quoted(text)})`;
}

function roleOf(parent: ts.Node, child: ts.Node): string {
  return `${Object.entries(parent).find(([, value]) => value === child)?.[0] ?? ""}:`;
}
