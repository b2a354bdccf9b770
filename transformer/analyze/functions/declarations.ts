import type ts from "typescript";
import type { Syntax } from "../../compiler/adapter.js";
import { isFunctionValue, unwrap } from "./unwrap.js";

/** Whether a declaration stands at the top of a module or namespace, or inside something that may run many times. */
export function scopeOf(syntax: Syntax, declaration: ts.Node): "module" | "captured" {
  const { SyntaxKind } = syntax;
  for (let node = declaration.parent as ts.Node | undefined; node !== undefined; node = node.parent) {
    if (syntax.isSourceFile(node) || node.kind === SyntaxKind.ModuleBlock) return "module";
    if (syntax.isBlock(node) || syntax.isFunctionLike(node) || node.kind === SyntaxKind.CaseBlock) return "captured";
    if (node.kind === SyntaxKind.ForStatement || node.kind === SyntaxKind.CatchClause) return "captured";
    if (node.kind === SyntaxKind.ForOfStatement || node.kind === SyntaxKind.ForInStatement) return "captured";
  }
  return "module";
}

/** What declares a variable. */
export type VariableNode = ts.VariableDeclaration | ts.BindingElement | ts.ParameterDeclaration;

export function isVariable(syntax: Syntax, node: ts.Node): node is VariableNode {
  return syntax.isVariableDeclaration(node) || syntax.isBindingElement(node) || syntax.isParameter(node);
}

export function isConstant(syntax: Syntax, declaration: ts.Node): boolean {
  const { BlockScoped, Let } = syntax.NodeFlags;
  // `const` and `using`
  return ((listOf(syntax, declaration)?.flags ?? 0) & BlockScoped & ~Let) !== 0;
}

/** The `let …` that a variable is declared by; undefined for a parameter or a caught error. */
export function listOf(syntax: Syntax, declaration: ts.Node): ts.VariableDeclarationList | undefined {
  for (let node = declaration; !syntax.isSourceFile(node); node = node.parent) {
    if (syntax.isVariableDeclarationList(node)) return node;
    if (syntax.isParameter(node) || node.kind === syntax.SyntaxKind.CatchClause) return undefined;
  }
  return undefined;
}

/** Whether a declaration has code that runs when the thing declared is used. */
export function isCode(syntax: Syntax, node: ts.Node): boolean {
  if (syntax.isFunctionDeclaration(node) || syntax.isVariableDeclaration(node) || syntax.isClassLike(node)) return true;
  return isMemberCode(syntax, node);
}

/** Whether a member of a class or an object has code that runs when it is used: not what a field is made from. */
export function isMemberCode(syntax: Syntax, node: ts.Node): boolean {
  const { GetAccessor, SetAccessor } = syntax.SyntaxKind;
  if (syntax.isMethodDeclaration(node) || node.kind === GetAccessor || node.kind === SetAccessor) return true;
  if (!syntax.isPropertyDeclaration(node) && !syntax.isPropertyAssignment(node)) return false;
  return node.initializer !== undefined && isFunctionValue(syntax, unwrap(syntax, node.initializer));
}

/** Whether a constant holds a function or a class that is written there, and so is code like a declaration's. */
export function holdsCode(syntax: Syntax, declaration: VariableNode): boolean {
  if (!syntax.isVariableDeclaration(declaration) || !isConstant(syntax, declaration)) return false;
  if (declaration.initializer === undefined) return false;
  const value = unwrap(syntax, declaration.initializer);
  return syntax.isArrowFunction(value) || syntax.isFunctionExpression(value) || syntax.isClassLike(value);
}

/** The whole declaration that a name in a pattern is part of. */
export function wholeDeclaration(syntax: Syntax, declaration: ts.Node): ts.Node {
  let node = declaration;
  while (syntax.isBindingElement(node)) node = node.parent.parent;
  return node;
}

/** Whether something is nothing but a module or a namespace. */
export function isModule(syntax: Syntax, declarations: readonly ts.Node[]): boolean {
  return declarations.every((node) => syntax.isSourceFile(node) || syntax.isModuleDeclaration(node));
}
