import type ts from "typescript";
import type { FunctionNode } from "./adapter.js";

type TS = typeof ts;

/**
 * The type of what a function is called on, as far as it is declared: that of a `this` parameter, or the instances of
 * the class that it is a member of. An arrow function has the receiver of what it stands in.
 */
export function receiverType(host: TS, checker: ts.TypeChecker, fn: FunctionNode): ts.Type | undefined {
  const owner = ownerOfThis(host, fn);
  if (owner === undefined) return undefined;
  const declared = parametersOf(host, owner).find(({ name }) => host.isIdentifier(name) && name.text === "this");
  if (declared !== undefined) return checker.getTypeAtLocation(declared);
  const { parent } = owner;
  if (!host.isClassLike(parent) || host.isClassStaticBlockDeclaration(owner) || isStatic(host, owner)) return undefined;
  const type = checker.getTypeAtLocation(parent);
  // Of a class expression that is the type of the class itself.
  return host.isClassDeclaration(parent) ? type : type.getConstructSignatures()[0]?.getReturnType();
}

/** The node that says what `this` is in a function: itself, or for an arrow what is around it. */
function ownerOfThis(host: TS, fn: FunctionNode): ts.Node | undefined {
  let node: ts.Node = fn;
  while (host.isArrowFunction(node) || !hasOwnThis(host, node)) {
    if (host.isSourceFile(node)) return undefined;
    node = node.parent;
  }
  return node;
}

function hasOwnThis(host: TS, node: ts.Node): boolean {
  return (
    host.isFunctionLike(node) ||
    host.isPropertyDeclaration(node) ||
    host.isClassStaticBlockDeclaration(node) ||
    host.isModuleDeclaration(node)
  );
}

function parametersOf(host: TS, node: ts.Node): readonly ts.ParameterDeclaration[] {
  return host.isFunctionLike(node) ? node.parameters.filter((parameter) => host.isParameter(parameter)) : [];
}

function isStatic(host: TS, node: ts.Node): boolean {
  const { modifiers } = node as ts.MethodDeclaration;
  return modifiers?.some(({ kind }) => kind === host.SyntaxKind.StaticKeyword) === true;
}
