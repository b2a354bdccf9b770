import type ts from "typescript";
import type { FunctionNode, Syntax } from "../../compiler/adapter.js";
import { catalogue } from "../../diagnostics/catalogue.js";
import type { Message } from "../../diagnostics/diagnostic.js";
import { unwrap } from "./unwrap.js";
import { isReference, walkValues } from "./walk.js";

const INSTEAD = {
  arguments: "Use named parameters or a rest parameter.",
  eval: "Write the code out, or evaluate it outside and pass the result as a parameter.",
  super: "Call the other object's method by the object's name.",
  "new.target": "Cached functions are called without new: move this into a class or a function of its own.",
  with: "Name the object where its properties are read.",
} as const;

/** Something in a function that makes its result depend on more than a key can hold. */
export interface ForbiddenConstruct {
  readonly message: Message;
  readonly node: ts.Node;
}

/** A use of what a function is called on. */
export interface ReceiverUse {
  readonly node: ts.Node;
  readonly construct: "this" | "super";
}

/** What stands in the way of caching a function, or has to be asked for. */
export interface Constructs {
  /** The first use of `arguments`, `new.target`, `eval` or `with` that belongs to the function itself. */
  readonly forbidden: ForbiddenConstruct | undefined;
  /** The first use of `this` or `super` that belongs to the function's body. A default's is in the key by its value. */
  readonly receiver: ReceiverUse | undefined;
}

/** Finds the constructs in a function that reach out of it other than by names. */
export function findConstructs(syntax: Syntax, fn: FunctionNode): Constructs {
  let found: ForbiddenConstruct | undefined;
  let receiver: ReceiverUse | undefined;
  const dynamic = (node: ts.Node, construct: keyof typeof INSTEAD): void => {
    found ??= {
      node,
      message: catalogue.usesDynamicScope({ construct: `"${construct}"`, instead: INSTEAD[construct] }),
    };
  };

  // Not its decorators and its computed name, which are evaluated around it.
  for (const parameter of fn.parameters) visitOwn(parameter);
  receiver = undefined;
  if (fn.body !== undefined) visitOwn(fn.body);
  return { forbidden: found, receiver };

  /** Code whose `this` and `arguments` are the function's own. */
  function visitOwn(code: ts.Node): void {
    walkValues(syntax, code, (node) => {
      if (hasOwnThis(syntax, node)) {
        visitInner(node);
        return false;
      }
      const { SyntaxKind } = syntax;
      if (node.kind === SyntaxKind.ThisKeyword) receiver ??= { node, construct: "this" };
      else if (node.kind === SyntaxKind.SuperKeyword) useSuper(node);
      else if (syntax.isMetaProperty(node) && node.name.text === "target") dynamic(node, "new.target");
      else if (syntax.isIdentifier(node) && node.text === "arguments" && isReference(syntax, node)) {
        dynamic(node, "arguments");
      } else visitScopeless(node);
      return found === undefined;
    });
  }

  /** In an object literal, `super` is the prototype of an object that nothing in the key tells from others. */
  function useSuper(node: ts.Node): void {
    let owner: ts.Node = node;
    while (!hasOwnThis(syntax, owner)) owner = owner.parent;
    if (syntax.isObjectLiteralExpression(owner.parent)) dynamic(node, "super");
    else receiver ??= { node, construct: "super" };
  }

  /** A function or class with a `this` of its own; but its computed names and its base class are still evaluated here. */
  function visitInner(inner: ts.Node): void {
    syntax.forEachChild(inner, (child) => {
      const isOuterCode =
        child.kind === syntax.SyntaxKind.ComputedPropertyName ||
        child.kind === syntax.SyntaxKind.HeritageClause ||
        child.kind === syntax.SyntaxKind.Decorator;
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

/** The first `this` or `super` in some code that is that of the code around it. */
export function findReceiver(syntax: Syntax, code: ts.Node): ReceiverUse | undefined {
  const { ThisKeyword, SuperKeyword } = syntax.SyntaxKind;
  let found: ReceiverUse | undefined;
  walkValues(syntax, code, (node) => {
    if (hasOwnThis(syntax, node)) return false;
    if (node.kind === ThisKeyword) found ??= { node, construct: "this" };
    else if (node.kind === SuperKeyword) found ??= { node, construct: "super" };
    return found === undefined;
  });
  return found;
}

/** Whether a node has a `this` of its own: a function that is no arrow, or a class. */
function hasOwnThis(syntax: Syntax, node: ts.Node): boolean {
  return (syntax.isFunctionLike(node) && !syntax.isArrowFunction(node)) || syntax.isClassLike(node);
}
