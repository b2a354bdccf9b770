import type ts from "typescript";
import type { FunctionNode, Syntax } from "../../compiler/adapter.js";
import { isWrapper } from "../functions/unwrap.js";

/** The class or object literal that `this` in a function is, as far as the code around it tells. */
export function holderOfReceiver(
  syntax: Syntax,
  fn: FunctionNode,
): ts.ClassLikeDeclaration | ts.ObjectLiteralExpression | undefined {
  let member: ts.Node = fn;
  // An arrow function has the receiver of what it stands in.
  while (!ownsReceiver(syntax, member)) {
    if (syntax.isSourceFile(member)) return undefined;
    member = member.parent;
  }
  if (syntax.isFunctionExpression(member)) {
    do member = member.parent;
    while (isWrapper(syntax, member));
    if (syntax.isPropertyAssignment(member)) return member.parent;
  }
  const { parent } = member as { parent?: ts.Node };
  if (parent === undefined) return undefined;
  return syntax.isClassLike(parent) || syntax.isObjectLiteralExpression(parent) ? parent : undefined;
}

function ownsReceiver(syntax: Syntax, node: ts.Node): boolean {
  if (syntax.isFunctionLike(node)) return !syntax.isArrowFunction(node);
  return syntax.isPropertyDeclaration(node) || node.kind === syntax.SyntaxKind.ClassStaticBlockDeclaration;
}
