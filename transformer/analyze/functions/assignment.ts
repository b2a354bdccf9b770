import type ts from "typescript";
import type { Syntax } from "../../compiler/adapter.js";
import { isWrapper } from "./unwrap.js";

/** How a node is written to: `update` if what it holds is read as well. */
export type Assignment = "set" | "update";

/** How an expression is the target of an assignment, alone or inside a destructuring pattern, if it is one. */
export function assignmentTo(syntax: Syntax, target: ts.Node): Assignment | undefined {
  const { SyntaxKind } = syntax;
  let node: ts.Node = target;
  for (;;) {
    const { parent } = node;
    switch (parent.kind) {
      case SyntaxKind.BinaryExpression: {
        const { left, operatorToken } = parent as ts.BinaryExpression;
        const { kind } = operatorToken;
        if (left !== node || kind < SyntaxKind.FirstAssignment || kind > SyntaxKind.LastAssignment) return undefined;
        return kind === SyntaxKind.EqualsToken ? "set" : "update";
      }
      case SyntaxKind.PrefixUnaryExpression:
      case SyntaxKind.PostfixUnaryExpression: {
        const { operator } = parent as ts.PrefixUnaryExpression;
        return operator === SyntaxKind.PlusPlusToken || operator === SyntaxKind.MinusMinusToken ? "update" : undefined;
      }
      case SyntaxKind.DeleteExpression:
        return "set";
      case SyntaxKind.ForOfStatement:
      case SyntaxKind.ForInStatement:
        return (parent as ts.ForOfStatement).initializer === node ? "set" : undefined;
      case SyntaxKind.VariableDeclaration:
        // `var f = …` beside `function f() {}` is one variable.
        return (parent as ts.VariableDeclaration).name === node ? "set" : undefined;
      case SyntaxKind.PropertyAssignment:
        if ((parent as ts.PropertyAssignment).initializer !== node) return undefined;
        node = parent;
        break;
      case SyntaxKind.ShorthandPropertyAssignment:
        if ((parent as ts.ShorthandPropertyAssignment).name !== node) return undefined;
        node = parent;
        break;
      case SyntaxKind.ObjectLiteralExpression:
      case SyntaxKind.ArrayLiteralExpression:
      case SyntaxKind.SpreadElement:
      case SyntaxKind.SpreadAssignment:
        node = parent;
        break;
      default:
        if (!isWrapper(syntax, parent)) return undefined;
        node = parent;
    }
  }
}
