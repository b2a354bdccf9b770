import type ts from "typescript";
import type { Compiler, FunctionNode } from "../../compiler/adapter.js";
import { isErased, isReference, isWithin } from "../functions/walk.js";
import { isWrapper } from "../functions/unwrap.js";

/**
 * A function's code as a canonical text: equal for equal behaviour as far as syntax tells, different otherwise.
 *
 * Types, comments, formatting, quotes and parentheses leave no trace, and names of local variables are numbered. It is
 * made from the tree and not from printed code, which changes with formatting and with the compiler's version.
 */
export function erasedTree(compiler: Compiler, fn: FunctionNode): string {
  const { syntax } = compiler;
  const kindName = kindNames(syntax.SyntaxKind);
  const locals = new Map<object, number>();
  const out: string[] = [];
  // Not the whole node: whether the function is exported, or default, is no part of what it does.
  const { modifiers, parameters, body } = fn;
  for (const modifier of modifiers ?? []) if (modifier.kind === syntax.SyntaxKind.AsyncKeyword) write(modifier);
  for (const parameter of parameters) write(parameter);
  if (body !== undefined) write(body);
  return out.join("");

  function write(node: ts.Node): void {
    if (isErased(syntax, node)) return;
    if (isWrapper(syntax, node)) {
      write((node as ts.ParenthesizedExpression).expression);
      return;
    }
    if (isPlainShorthand(node)) {
      // { a } does what { a: a } does, which a renamed variable turns it into.
      out.push(`(PropertyAssignment${propertyName(node.name.text)}`);
      write(node.name);
      out.push(")");
      return;
    }
    out.push("(", kindName(node.kind), attributes(node));
    if (syntax.isIdentifier(node)) out.push(identifier(node));
    if (isShorthandBinding(node)) out.push(`propertyName:${propertyName((node.name as ts.Identifier).text)}`);
    syntax.forEachChild(node, (child) => {
      // Only these two have several optional children of like kinds.
      if (node.kind === syntax.SyntaxKind.ForStatement || node.kind === syntax.SyntaxKind.BindingElement) {
        out.push(roleOf(node, child));
      }
      write(child);
    });
    out.push(")");
  }

  /** What a node says beside its kind and its children. */
  function attributes(node: ts.Node): string {
    const { SyntaxKind } = syntax;
    switch (node.kind) {
      case SyntaxKind.StringLiteral:
      case SyntaxKind.NoSubstitutionTemplateLiteral:
      case SyntaxKind.NumericLiteral:
      case SyntaxKind.BigIntLiteral:
      case SyntaxKind.RegularExpressionLiteral:
      case SyntaxKind.PrivateIdentifier:
      case SyntaxKind.JsxText:
        return quoted((node as ts.LiteralLikeNode).text);
      case SyntaxKind.TemplateHead:
      case SyntaxKind.TemplateMiddle:
      case SyntaxKind.TemplateTail: {
        // A tag function sees the raw text too.
        const { text, rawText } = node as ts.TemplateHead;
        return quoted(text) + (rawText === undefined || rawText === text ? "" : quoted(rawText));
      }
      case SyntaxKind.PrefixUnaryExpression:
      case SyntaxKind.PostfixUnaryExpression:
        return kindName((node as ts.PrefixUnaryExpression).operator);
      case SyntaxKind.MetaProperty:
        return kindName((node as ts.MetaProperty).keywordToken);
      case SyntaxKind.HeritageClause:
        return kindName((node as ts.HeritageClause).token);
      case SyntaxKind.VariableDeclarationList:
        return `:${node.flags & syntax.NodeFlags.BlockScoped}`;
      default:
        return "";
    }
  }

  function propertyName(text: string): string {
    return `(Identifier${quoted(text)})`;
  }

  function identifier(node: ts.Identifier): string {
    const local = isReference(syntax, node) || isVariableName(node) ? localNumber(node) : undefined;
    return local ?? quoted(node.text);
  }

  function localNumber(node: ts.Identifier): string | undefined {
    const referent = compiler.resolve(node);
    const declaration = referent?.declarations[0];
    if (referent === undefined || declaration === undefined) return undefined;
    if (declaration === fn) return "#self";
    if (!isWithin(syntax, declaration, fn)) return undefined;
    const number = locals.get(referent.identity) ?? locals.size;
    locals.set(referent.identity, number);
    return `#${number}`;
  }

  function isVariableName(node: ts.Identifier): boolean {
    const { parent } = node;
    const declares =
      syntax.isVariableDeclaration(parent) ||
      syntax.isParameter(parent) ||
      syntax.isBindingElement(parent) ||
      syntax.isFunctionDeclaration(parent);
    return declares && parent.name === node;
  }

  function isPlainShorthand(node: ts.Node): node is ts.ShorthandPropertyAssignment {
    if (node.kind !== syntax.SyntaxKind.ShorthandPropertyAssignment) return false;
    return (node as ts.ShorthandPropertyAssignment).objectAssignmentInitializer === undefined;
  }

  function isShorthandBinding(node: ts.Node): node is ts.BindingElement {
    if (!syntax.isBindingElement(node) || !syntax.isIdentifier(node.name)) return false;
    const { propertyName: property, dotDotDotToken } = node;
    return property === undefined && dotDotDotToken === undefined && syntax.isObjectBindingPattern(node.parent);
  }
}

function roleOf(parent: ts.Node, child: ts.Node): string {
  return `${Object.entries(parent).find(([, value]) => value === child)?.[0] ?? ""}:`;
}

function quoted(text: string): string {
  return `${text.length}'${text}'`;
}

/** The names of syntax kinds: unlike their numbers, the same in every version. Aliases such as FirstToken don't count. */
function kindNames(kinds: Readonly<Record<string, unknown>>): (kind: ts.SyntaxKind) => string {
  const names = new Map<unknown, string>();
  for (const [name, kind] of Object.entries(kinds)) {
    if (typeof kind === "number" && !names.has(kind)) names.set(kind, name);
  }
  return (kind) => names.get(kind) ?? String(kind);
}
