import type ts from "typescript";
import type { Syntax } from "../../compiler/adapter.js";

/** A text from which its end can be told, whatever it holds. */
export function quoted(text: string): string {
  return `${text.length}'${text}'`;
}

/** What a node says beside its kind and its children; kind-table.ts lists the kinds that say something. */
export function attributes(syntax: Syntax, kindName: (kind: ts.SyntaxKind) => string, node: ts.Node): string {
  const { SyntaxKind, NodeFlags } = syntax;
  switch (node.kind) {
    case SyntaxKind.StringLiteral:
    case SyntaxKind.NumericLiteral:
    case SyntaxKind.BigIntLiteral:
    case SyntaxKind.RegularExpressionLiteral:
    case SyntaxKind.PrivateIdentifier:
      return quoted((node as ts.LiteralLikeNode).text);
    case SyntaxKind.JsxText:
      return quoted(jsxText(node as ts.JsxText));
    case SyntaxKind.NoSubstitutionTemplateLiteral:
    case SyntaxKind.TemplateHead:
    case SyntaxKind.TemplateMiddle:
    case SyntaxKind.TemplateTail:
      return quoted((node as ts.TemplateHead).text) + rawText(syntax, node as ts.TemplateHead);
    case SyntaxKind.PrefixUnaryExpression:
    case SyntaxKind.PostfixUnaryExpression:
      return kindName((node as ts.PrefixUnaryExpression).operator);
    case SyntaxKind.MetaProperty:
      return kindName((node as ts.MetaProperty).keywordToken);
    case SyntaxKind.HeritageClause:
      return kindName((node as ts.HeritageClause).token);
    case SyntaxKind.VariableDeclarationList:
      return `:${node.flags & NodeFlags.BlockScoped}`;
    case SyntaxKind.PropertyAccessExpression:
    case SyntaxKind.ElementAccessExpression:
    case SyntaxKind.CallExpression:
      // `(a?.b).c` throws where `a?.b.c` doesn't, and parentheses aren't written.
      return (node.flags & NodeFlags.OptionalChain) === 0 ? "" : "?";
    case SyntaxKind.Parameter:
      return parameterProperty(syntax, node as ts.ParameterDeclaration);
    default:
      return "";
  }
}

/** A tag function sees the raw text too. */
function rawText(syntax: Syntax, node: ts.TemplateHead): string {
  const { SyntaxKind } = syntax;
  let around: ts.Node = node.parent;
  if (around.kind === SyntaxKind.TemplateSpan) around = around.parent;
  if (around.kind === SyntaxKind.TemplateExpression) around = around.parent;
  if (around.kind !== SyntaxKind.TaggedTemplateExpression) return "";
  const raw = node.rawText?.replaceAll(/\r\n?/g, "\n");
  return raw === undefined || raw === node.text ? "" : quoted(raw);
}

/** The name of the property that a constructor's parameter makes. */
function parameterProperty(syntax: Syntax, { modifiers, name }: ts.ParameterDeclaration): string {
  const { SyntaxKind } = syntax;
  const { PublicKeyword, PrivateKeyword, ProtectedKeyword, ReadonlyKeyword, OverrideKeyword } = SyntaxKind;
  const makers = [PublicKeyword, PrivateKeyword, ProtectedKeyword, ReadonlyKeyword, OverrideKeyword];
  const makes = modifiers?.some(({ kind }) => makers.some((maker) => maker === kind)) === true;
  return makes && syntax.isIdentifier(name) ? `:${quoted(name.text)}` : "";
}

/** The text between JSX tags as it comes out: lines are trimmed, empty ones dropped, the rest joined by a space. */
function jsxText({ text }: ts.JsxText): string {
  const lines = text.split(/\r\n?|\n/);
  const trimmed = lines.map((line, index) => {
    const start = index === 0 ? line : line.replace(/^[ \t]+/, "");
    return index === lines.length - 1 ? start : start.replace(/[ \t]+$/, "");
  });
  return trimmed.filter((line) => line !== "").join(" ");
}

/** Whether a node leaves no trace in the compiled code, or none that does anything. */
export function isWithoutEffect(syntax: Syntax, node: ts.Node): boolean {
  const { SyntaxKind } = syntax;
  switch (node.kind) {
    case SyntaxKind.IndexSignature:
    case SyntaxKind.SemicolonClassElement:
      return true;
    case SyntaxKind.HeritageClause:
      return (node as ts.HeritageClause).token === SyntaxKind.ImplementsKeyword;
    case SyntaxKind.EmptyStatement:
      return syntax.isBlock(node.parent) || syntax.isSourceFile(node.parent);
    case SyntaxKind.Constructor:
    case SyntaxKind.GetAccessor:
    case SyntaxKind.SetAccessor:
      return (node as ts.ConstructorDeclaration).body === undefined;
    case SyntaxKind.PropertyDeclaration: {
      const { AbstractKeyword, DeclareKeyword } = SyntaxKind;
      const { modifiers } = node as ts.PropertyDeclaration;
      return modifiers?.some(({ kind }) => kind === AbstractKeyword || kind === DeclareKeyword) === true;
    }
    case SyntaxKind.JsxText:
      return jsxText(node as ts.JsxText) === "";
    default:
      return false;
  }
}
