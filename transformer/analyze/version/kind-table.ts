import type ts from "typescript";
import type { Syntax } from "../../compiler/adapter.js";

/** What is known of a node by its kind alone, so that most nodes are asked nothing more. */
export interface KindFacts {
  /** Unlike its number, the same in every version of the compiler. */
  readonly name: string;
  /** Whether it is written node by node, always: it is no type, no wrapper, no name, and nothing that may be left out. */
  readonly isPlain: boolean;
  /** Whether it says more than its kind and its children. */
  readonly saysMore: boolean;
}

type Kind = keyof typeof ts.SyntaxKind;

/** Most nodes of any program are of these kinds. */
const PLAIN: readonly Kind[] = [
  "ArrayLiteralExpression",
  "AwaitExpression",
  "Block",
  "ConditionalExpression",
  "EqualsGreaterThanToken",
  "ColonToken",
  "ExpressionStatement",
  "ForOfStatement",
  "IfStatement",
  "NewExpression",
  "ObjectLiteralExpression",
  "PropertyAssignment",
  "ReturnStatement",
  "SpreadElement",
  "TemplateExpression",
  "TemplateSpan",
  "ThisKeyword",
  "NullKeyword",
  "TrueKeyword",
  "FalseKeyword",
  "ThrowStatement",
  "TypeOfExpression",
  "VariableDeclaration",
  "VariableStatement",
  "WhileStatement",
];

/** Kinds with something that `attributes` in kinds.ts writes. */
const SAYING_MORE: readonly Kind[] = [
  "BigIntLiteral",
  "CallExpression",
  "ElementAccessExpression",
  "HeritageClause",
  "JsxText",
  "MetaProperty",
  "NoSubstitutionTemplateLiteral",
  "NumericLiteral",
  "Parameter",
  "PostfixUnaryExpression",
  "PrefixUnaryExpression",
  "PrivateIdentifier",
  "PropertyAccessExpression",
  "RegularExpressionLiteral",
  "StringLiteral",
  "TemplateHead",
  "TemplateMiddle",
  "TemplateTail",
  "VariableDeclarationList",
];

/** The facts of every kind. The compiler's own table of kinds is slow to read: it is that large. */
export function createKindTable({ SyntaxKind }: Syntax): (kind: ts.SyntaxKind) => KindFacts {
  const facts: KindFacts[] = [];
  // Aliases such as FirstToken come behind the kinds that they stand for.
  for (const [name, kind] of Object.entries(SyntaxKind)) {
    if (typeof kind !== "number" || facts[kind] !== undefined) continue;
    facts[kind] = { name, isPlain: includes(PLAIN, name), saysMore: includes(SAYING_MORE, name) };
  }
  return (kind) => facts[kind] ?? { name: String(kind), isPlain: false, saysMore: true };
}

function includes(names: readonly string[], name: string): boolean {
  return names.includes(name);
}
