import type ts from "typescript";
import type { FunctionNode, Syntax } from "../../compiler/adapter.js";
import { listOf, wholeDeclaration, type VariableNode } from "./declarations.js";
import { isWithin } from "./walk.js";

/**
 * Whether a function may be called before the declaration of a variable that it sees has run, so that reading the
 * variable throws. It can't if it comes into being later than the variable.
 */
export function mayBeUnset(syntax: Syntax, fn: FunctionNode, declaration: VariableNode): boolean {
  if (declaration.getSourceFile() !== fn.getSourceFile()) return true;
  const list = listOf(syntax, declaration);
  if (list === undefined) {
    const whole = wholeDeclaration(syntax, declaration);
    // Of parameters, the defaults of the earlier ones run before the later ones have a value.
    return syntax.isParameter(whole) && whole.parent.parameters.some((parameter) => isWithin(syntax, fn, parameter));
  }
  const statement = list.parent;
  if (syntax.isVariableStatement(statement) && isAmbient(syntax, statement)) return true;
  if ((list.flags & syntax.NodeFlags.BlockScoped) === 0) return false;
  if (!syntax.isVariableStatement(statement)) return !isWithin(syntax, fn, statement.statement);
  return !isCreatedAfter(syntax, fn, statement);
}

/** Whether a function comes into being after a statement has run. Function declarations are there from their block's start. */
function isCreatedAfter(syntax: Syntax, fn: FunctionNode, statement: ts.Statement): boolean {
  let node: ts.Node = fn;
  // In the same clause, where the scope is that of a `switch`: another clause may be entered without this one.
  while (node.parent !== statement.parent) {
    if (syntax.isSourceFile(node.parent)) return false;
    node = node.parent;
  }
  return !syntax.isFunctionDeclaration(node) && node.pos >= statement.end;
}

/** Whether a declaration says only that something is there, and what is read is what the host has. */
export function isAmbient(syntax: Syntax, declaration: ts.Node): boolean {
  const { DeclareKeyword } = syntax.SyntaxKind;
  for (let node = declaration; !syntax.isSourceFile(node); node = node.parent) {
    const { modifiers } = node as ts.VariableStatement;
    if (modifiers?.some(({ kind }) => kind === DeclareKeyword) === true) return true;
  }
  return declaration.getSourceFile().isDeclarationFile;
}
