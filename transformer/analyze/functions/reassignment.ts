import type ts from "typescript";
import type { Compiler, Syntax } from "../../compiler/adapter.js";
import { isWrapper } from "./unwrap.js";

/** An assignment to the variable that a function declaration makes; undefined if it stays what it is. */
export function findReassignment(compiler: Compiler, declaration: ts.FunctionDeclaration): ts.Node | undefined {
  const { syntax } = compiler;
  const { name } = declaration;
  if (name === undefined) return undefined;
  const own = compiler.resolve(name)?.identity;
  return identifiersCalled(syntax, declaration.getSourceFile(), name.text).find(
    (node) => node !== name && assignmentTo(syntax, node) !== undefined && compiler.resolve(node)?.identity === own,
  );
}

/** The identifiers of a file that have a name. Looks the name up in the text first: most of a file isn't about it. */
function identifiersCalled(syntax: Syntax, file: ts.SourceFile, name: string): ts.Identifier[] {
  const found: ts.Identifier[] = [];
  // A name may be written with escapes.
  const isWritten = file.text.includes("\\u") ? () => true : occurrencesOf(file.text, name);
  const visit = (node: ts.Node): void => {
    if (!isWritten(node.pos, node.end)) return;
    if (syntax.isIdentifier(node) && node.text === name) found.push(node);
    syntax.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** Whether a word stands in a stretch of a text. Cheap where stretches are asked for in the order in which they begin. */
function occurrencesOf(text: string, word: string): (start: number, end: number) => boolean {
  let from = 0;
  let next = text.indexOf(word);
  return (start, end) => {
    if (start < from || (next !== -1 && next < start)) next = text.indexOf(word, start);
    from = start;
    return next !== -1 && next < end;
  };
}

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
