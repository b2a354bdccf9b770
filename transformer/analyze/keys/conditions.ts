import type ts from "typescript";
import type { Syntax } from "../../compiler/adapter.js";
import { isWrapper, unwrap } from "../functions/unwrap.js";

/** Whether of an expression's value only matters whether it is there, or truthy: an object is as good as any other. */
export function isTested(syntax: Syntax, node: ts.Node): boolean {
  const { SyntaxKind } = syntax;
  const { parent } = node;
  if (isWrapper(syntax, parent)) return isTested(syntax, parent);
  switch (parent.kind) {
    case SyntaxKind.IfStatement:
    case SyntaxKind.WhileStatement:
    case SyntaxKind.DoStatement:
      return (parent as ts.IfStatement).expression === node;
    case SyntaxKind.ForStatement:
      return (parent as ts.ForStatement).condition === node;
    case SyntaxKind.ConditionalExpression:
      return (parent as ts.ConditionalExpression).condition === node || isTested(syntax, parent);
    case SyntaxKind.PrefixUnaryExpression:
      return (parent as ts.PrefixUnaryExpression).operator === SyntaxKind.ExclamationToken;
    case SyntaxKind.BinaryExpression:
      return isTestedBy(syntax, parent as ts.BinaryExpression, node);
    default:
      return false;
  }
}

function isTestedBy(syntax: Syntax, binary: ts.BinaryExpression, node: ts.Node): boolean {
  const { SyntaxKind } = syntax;
  const { left, right, operatorToken } = binary;
  switch (operatorToken.kind) {
    case SyntaxKind.AmpersandAmpersandToken:
      // Its result is the left side only where that one is falsy, and so no object.
      return left === node || isTested(syntax, binary);
    case SyntaxKind.BarBarToken:
    case SyntaxKind.QuestionQuestionToken:
      return isTested(syntax, binary);
    case SyntaxKind.EqualsEqualsToken:
    case SyntaxKind.ExclamationEqualsToken:
    case SyntaxKind.EqualsEqualsEqualsToken:
    case SyntaxKind.ExclamationEqualsEqualsToken:
      return isNothing(syntax, left === node ? right : left);
    default:
      return false;
  }
}

/** `null` or `undefined`. */
function isNothing(syntax: Syntax, expression: ts.Expression): boolean {
  const value = unwrap(syntax, expression);
  return value.kind === syntax.SyntaxKind.NullKeyword || (syntax.isIdentifier(value) && value.text === "undefined");
}
