import type ts from "typescript";
import type { Syntax } from "../../compiler/adapter.js";

/** The expression inside parentheses, `as`, `satisfies`, `!` and `<T>`, which change nothing at run time. */
export function unwrap(syntax: Syntax, expression: ts.Expression): ts.Expression {
  let inner = expression;
  while (isWrapper(syntax, inner)) inner = (inner as ts.ParenthesizedExpression).expression;
  return inner;
}

/** The opposite of {@link unwrap}: an expression with all of what is around it that changes nothing at run time. */
export function outermost(syntax: Syntax, expression: ts.Node): ts.Node {
  let outer = expression;
  while (isWrapper(syntax, outer.parent)) outer = outer.parent;
  return outer;
}

/** Whether a node only wraps an expression for the type checker or the parser. */
export function isWrapper(syntax: Syntax, node: ts.Node): boolean {
  const { SyntaxKind } = syntax;
  switch (node.kind) {
    case SyntaxKind.ParenthesizedExpression:
    case SyntaxKind.AsExpression:
    case SyntaxKind.SatisfiesExpression:
    case SyntaxKind.NonNullExpression:
    case SyntaxKind.TypeAssertionExpression:
      return true;
    default:
      return false;
  }
}

/** Whether an expression is a function that is written there. */
export function isFunctionValue(syntax: Syntax, node: ts.Node): node is ts.ArrowFunction | ts.FunctionExpression {
  return syntax.isArrowFunction(node) || syntax.isFunctionExpression(node);
}
