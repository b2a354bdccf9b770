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
  "new.target": "It is called without new: move this into a class or a function of its own.",
  with: "Name the object where its properties are read.",
} as const;

/** Something in a function that makes what it does depend on more than its parameters and the names in it. */
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

/** Finds the constructs in a function with a tag that reach out of it other than by names. */
export function findConstructs(syntax: Syntax, fn: FunctionNode, tag: string): Constructs {
  const { SyntaxKind } = syntax;
  let found: ForbiddenConstruct | undefined;
  let receiver: ReceiverUse | undefined;
  const dynamic = (node: ts.Node, construct: keyof typeof INSTEAD): void => {
    found ??= {
      node,
      message: catalogue.usesDynamicScope({ tag, construct: `"${construct}"`, instead: INSTEAD[construct] }),
    };
  };

  // Not its decorators and its computed name, which are evaluated around it.
  for (const parameter of fn.parameters) visit(parameter);
  receiver = undefined;
  if (fn.body !== undefined) visit(fn.body);
  return { forbidden: found, receiver };

  function visit(code: ts.Node): void {
    walkOwn(syntax, code, visitOwn);
    walkValues(syntax, code, (node) => {
      visitScopeless(node);
      return found === undefined;
    });
  }

  function visitOwn(node: ts.Node): void {
    const construct = receiverAt(syntax, node);
    if (construct === "super" && isOfObject(node)) dynamic(node, "super");
    else if (construct !== undefined) receiver ??= { node, construct };
    else if (syntax.isMetaProperty(node) && node.name.text === "target") dynamic(node, "new.target");
    else if (syntax.isIdentifier(node) && node.text === "arguments" && isReference(syntax, node)) {
      dynamic(node, "arguments");
    }
  }

  /** In an object literal, `super` is the prototype of an object that nothing in the key tells from others. */
  function isOfObject(node: ts.Node): boolean {
    let owner = node;
    while (!hasOwnThis(syntax, owner)) owner = owner.parent;
    return syntax.isObjectLiteralExpression(owner.parent);
  }

  /** `eval` and `with` reach out of any function that they stand in. */
  function visitScopeless(node: ts.Node): void {
    if (node.kind === SyntaxKind.WithStatement) dynamic(node, "with");
    if (!syntax.isCallExpression(node)) return;
    const callee = unwrap(syntax, node.expression);
    if (syntax.isIdentifier(callee) && callee.text === "eval") dynamic(callee, "eval");
  }
}

/** The first `this` or `super` in some code that is that of the code around it. */
export function findReceiver(syntax: Syntax, code: ts.Node): ReceiverUse | undefined {
  let found: ReceiverUse | undefined;
  walkOwn(syntax, code, (node) => {
    const construct = receiverAt(syntax, node);
    if (construct !== undefined) found ??= { node, construct };
  });
  return found;
}

function receiverAt({ SyntaxKind }: Syntax, { kind }: ts.Node): ReceiverUse["construct"] | undefined {
  return kind === SyntaxKind.ThisKeyword ? "this" : kind === SyntaxKind.SuperKeyword ? "super" : undefined;
}

/** Visits the code whose `this` and `arguments` are those of the code around. */
function walkOwn(syntax: Syntax, code: ts.Node, visit: (node: ts.Node) => void): void {
  walkValues(syntax, code, (node) => {
    const isInner = hasOwnThis(syntax, node);
    if (isInner) walkInner(syntax, node, visit);
    else visit(node);
    return !isInner;
  });
}

/** Of code with a `this` of its own, only computed names, base classes and decorators are evaluated around it. */
function walkInner(syntax: Syntax, inner: ts.Node, visit: (node: ts.Node) => void): void {
  const { ComputedPropertyName, HeritageClause, Decorator } = syntax.SyntaxKind;
  syntax.forEachChild(inner, (child) => {
    const isOuterCode = [ComputedPropertyName, HeritageClause, Decorator].some((kind) => kind === child.kind);
    if (isOuterCode) walkOwn(syntax, child, visit);
    else if (syntax.isClassLike(inner)) walkInner(syntax, child, visit);
  });
}

/** Whether a node has a `this` of its own: a function that is no arrow, a class, or a part of one. */
function hasOwnThis(syntax: Syntax, node: ts.Node): boolean {
  if (syntax.isFunctionLike(node)) return !syntax.isArrowFunction(node);
  const { ClassStaticBlockDeclaration } = syntax.SyntaxKind;
  return syntax.isClassLike(node) || syntax.isPropertyDeclaration(node) || node.kind === ClassStaticBlockDeclaration;
}
