import type ts from "typescript";
import type { FunctionNode, Syntax } from "../../compiler/adapter.js";
import { catalogue } from "../../diagnostics/catalogue.js";
import type { Message } from "../../diagnostics/diagnostic.js";
import { unwrap } from "./unwrap.js";
import { isReference, walkValues } from "./walk.js";

const INSTEAD = {
  arguments: "Use named parameters or a rest parameter.",
  eval: "Write the code out, or evaluate it outside and pass the result as a parameter.",
  "new.target": "Cached functions are called without new: move this into a class or a function of its own.",
  with: "Name the object where its properties are read.",
} as const;

/** Something in a function that makes its result depend on more than a key can hold. */
export interface ForbiddenConstruct {
  readonly message: Message;
  readonly node: ts.Node;
}

/** The first use of `this`, `super`, `arguments`, `new.target`, `eval` or `with` that belongs to the function itself. */
export function findForbiddenConstruct(syntax: Syntax, fn: FunctionNode): ForbiddenConstruct | undefined {
  let found: ForbiddenConstruct | undefined;
  const dynamic = (node: ts.Node, construct: keyof typeof INSTEAD): void => {
    found ??= {
      node,
      message: catalogue.usesDynamicScope({ construct: `"${construct}"`, instead: INSTEAD[construct] }),
    };
  };

  visitOwn(fn);
  return found;

  /** Code whose `this` and `arguments` are the function's own. */
  function visitOwn(code: ts.Node): void {
    walkValues(syntax, code, (node) => {
      if (node !== fn && hasOwnThis(syntax, node)) {
        visitInner(node);
        return false;
      }
      const { SyntaxKind } = syntax;
      if (node.kind === SyntaxKind.ThisKeyword)
        found ??= { node, message: catalogue.usesThis({ construct: '"this"' }) };
      else if (node.kind === SyntaxKind.SuperKeyword) {
        found ??= { node, message: catalogue.usesThis({ construct: '"super"' }) };
      } else if (syntax.isMetaProperty(node) && node.name.text === "target") dynamic(node, "new.target");
      else if (syntax.isIdentifier(node) && node.text === "arguments" && isReference(syntax, node)) {
        dynamic(node, "arguments");
      } else visitScopeless(node);
      return found === undefined;
    });
  }

  /** A function or class with a `this` of its own; but its computed names and its base class are still evaluated here. */
  function visitInner(inner: ts.Node): void {
    syntax.forEachChild(inner, (child) => {
      const isOuterCode =
        child.kind === syntax.SyntaxKind.ComputedPropertyName || child.kind === syntax.SyntaxKind.HeritageClause;
      if (isOuterCode) visitOwn(child);
      else if (syntax.isClassLike(inner)) visitInner(child);
      walkValues(syntax, child, (node) => {
        visitScopeless(node);
        return found === undefined;
      });
    });
  }

  /** `eval` and `with` reach out of any function that they stand in. */
  function visitScopeless(node: ts.Node): void {
    if (node.kind === syntax.SyntaxKind.WithStatement) dynamic(node, "with");
    if (!syntax.isCallExpression(node)) return;
    const callee = unwrap(syntax, node.expression);
    if (syntax.isIdentifier(callee) && callee.text === "eval") dynamic(callee, "eval");
  }
}

/** Whether a node has a `this` of its own: a function that is no arrow, or a class. */
function hasOwnThis(syntax: Syntax, node: ts.Node): boolean {
  return (syntax.isFunctionLike(node) && !syntax.isArrowFunction(node)) || syntax.isClassLike(node);
}
