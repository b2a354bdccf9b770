import type ts from "typescript";
import type { Syntax } from "../../compiler/adapter.js";

/**
 * The type of a member or parameter that `emitDecoratorMetadata` writes into the compiled code: that of whatever has a
 * decorator, or stands in something that has one.
 */
export function typeSeenByDecorators(syntax: Syntax, node: ts.Node): ts.TypeNode | undefined {
  const { type } = node as ts.ParameterDeclaration;
  if (type === undefined) return undefined;
  return isDecorated(node) || isDecorated(node.parent) || isDecorated(node.parent.parent) ? type : undefined;

  function isDecorated(holder: ts.Node): boolean {
    const { modifiers } = holder as ts.ClassDeclaration;
    return modifiers?.some(({ kind }) => kind === syntax.SyntaxKind.Decorator) === true;
  }
}

/** Every identifier below a node. */
export function namesIn(syntax: Syntax, node: ts.Node): ts.Identifier[] {
  const names: ts.Identifier[] = [];
  const visit = (child: ts.Node): void => {
    if (syntax.isIdentifier(child)) names.push(child);
    syntax.forEachChild(child, visit);
  };
  visit(node);
  return names;
}
