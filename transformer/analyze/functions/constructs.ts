import type ts from "typescript";
import type { FunctionNode, Syntax } from "../../compiler/adapter.js";
import { catalogue } from "../../diagnostics/catalogue.js";
import type { Message } from "../../diagnostics/diagnostic.js";
import { isReference, walkValues } from "./walk.js";

/** Something in a function that makes its result depend on more than a key can hold. */
export interface ForbiddenConstruct {
  readonly message: Message;
  readonly node: ts.Node;
}

/** The first use of `this`, `super`, `arguments`, `new.target`, `eval` or `with` that belongs to the function itself. */
export function findForbiddenConstruct(syntax: Syntax, fn: FunctionNode): ForbiddenConstruct | undefined {
  let found: ForbiddenConstruct | undefined;
  const dynamic = (node: ts.Node, construct: string): void => {
    found ??= { node, message: catalogue.usesDynamicScope({ construct }) };
  };

  walkValues(syntax, fn, (node) => {
    const { SyntaxKind } = syntax;
    // These have a `this` and `arguments` of their own; eval and with reach out of them all the same.
    const own = node !== fn && hasOwnThis(syntax, node);
    if (own) findEval(node);
    else if (node.kind === SyntaxKind.ThisKeyword)
      found ??= { node, message: catalogue.usesThis({ construct: '"this"' }) };
    else if (node.kind === SyntaxKind.SuperKeyword)
      found ??= { node, message: catalogue.usesThis({ construct: '"super"' }) };
    else if (syntax.isMetaProperty(node) && node.name.text === "target") dynamic(node, '"new.target"');
    else if (syntax.isIdentifier(node) && node.text === "arguments" && isReference(syntax, node))
      dynamic(node, '"arguments"');
    else visitEval(node);
    return !own && found === undefined;
  });
  return found;

  function findEval(inner: ts.Node): void {
    walkValues(syntax, inner, (node) => {
      visitEval(node);
      return found === undefined;
    });
  }

  function visitEval(node: ts.Node): void {
    if (node.kind === syntax.SyntaxKind.WithStatement) dynamic(node, '"with"');
    if (!syntax.isCallExpression(node) || !syntax.isIdentifier(node.expression)) return;
    if (node.expression.text === "eval") dynamic(node.expression, '"eval"');
  }
}

/** Whether a node has a `this` of its own: a function that is no arrow, or a class. */
function hasOwnThis(syntax: Syntax, node: ts.Node): boolean {
  return (syntax.isFunctionLike(node) && !syntax.isArrowFunction(node)) || syntax.isClassLike(node);
}
