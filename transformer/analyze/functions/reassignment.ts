import type ts from "typescript";
import type { Compiler, Syntax } from "../../compiler/adapter.js";
import { isWrapper } from "./unwrap.js";

/** An assignment to the variable that a function declaration makes; undefined if it stays what it is. */
export function findReassignment(compiler: Compiler, declaration: ts.FunctionDeclaration): ts.Node | undefined {
  const { syntax } = compiler;
  const { name } = declaration;
  if (name === undefined) return undefined;
  const own = compiler.resolve(name)?.identity;
  let found: ts.Node | undefined;
  const visit = (node: ts.Node): void => {
    if (found !== undefined) return;
    if (syntax.isIdentifier(node) && node !== name && node.text === name.text && isAssigned(syntax, node)) {
      if (compiler.resolve(node)?.identity === own) found = node;
    }
    syntax.forEachChild(node, visit);
  };
  visit(declaration.getSourceFile());
  return found;
}

/** Whether a name is the target of an assignment, alone or inside a destructuring pattern. */
function isAssigned(syntax: Syntax, name: ts.Identifier): boolean {
  const { SyntaxKind } = syntax;
  let node: ts.Node = name;
  for (;;) {
    const { parent } = node;
    switch (parent.kind) {
      case SyntaxKind.BinaryExpression: {
        const { left, operatorToken } = parent as ts.BinaryExpression;
        const { kind } = operatorToken;
        return left === node && kind >= SyntaxKind.FirstAssignment && kind <= SyntaxKind.LastAssignment;
      }
      case SyntaxKind.PrefixUnaryExpression:
      case SyntaxKind.PostfixUnaryExpression: {
        const { operator } = parent as ts.PrefixUnaryExpression;
        return operator === SyntaxKind.PlusPlusToken || operator === SyntaxKind.MinusMinusToken;
      }
      case SyntaxKind.ForOfStatement:
      case SyntaxKind.ForInStatement:
        return (parent as ts.ForOfStatement).initializer === node;
      case SyntaxKind.VariableDeclaration:
        // `var f = …` beside `function f() {}` is one variable.
        return (parent as ts.VariableDeclaration).name === node;
      case SyntaxKind.ShorthandPropertyAssignment:
      case SyntaxKind.PropertyAssignment:
      case SyntaxKind.ObjectLiteralExpression:
      case SyntaxKind.ArrayLiteralExpression:
      case SyntaxKind.SpreadElement:
      case SyntaxKind.SpreadAssignment:
        node = parent;
        break;
      default:
        if (!isWrapper(syntax, parent)) return false;
        node = parent;
    }
  }
}
