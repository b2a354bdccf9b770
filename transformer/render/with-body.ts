import type ts from "typescript";
import type { FunctionNode } from "../compiler/adapter.js";

type TS = typeof ts;

/**
 * A function with another body; the rest of it stays.
 *
 * @param others what else is another: the name of a declaration that has none, if it needs one; the parameters
 */
export function withBody(
  host: TS,
  factory: ts.NodeFactory,
  fn: FunctionNode,
  body: ts.Block,
  others: { readonly name?: ts.Identifier; readonly parameters?: readonly ts.ParameterDeclaration[] } = {},
): FunctionNode {
  const { parameters = fn.parameters } = others;
  if (host.isArrowFunction(fn)) {
    const { modifiers, typeParameters, type, equalsGreaterThanToken } = fn;
    return factory.updateArrowFunction(fn, modifiers, typeParameters, parameters, type, equalsGreaterThanToken, body);
  }
  const { modifiers, asteriskToken, typeParameters, type } = fn;
  if (host.isFunctionExpression(fn)) {
    const own = fn.modifiers;
    return factory.updateFunctionExpression(fn, own, asteriskToken, fn.name, typeParameters, parameters, type, body);
  }
  if (host.isMethodDeclaration(fn)) {
    return factory.updateMethodDeclaration(
      fn,
      modifiers,
      asteriskToken,
      fn.name,
      fn.questionToken,
      typeParameters,
      parameters,
      type,
      body,
    );
  }
  const own = fn.name ?? others.name;
  return factory.updateFunctionDeclaration(fn, modifiers, asteriskToken, own, typeParameters, parameters, type, body);
}

/** Has errors and breakpoints in what we add belong to the function's first line. */
export function atFirstLine<T extends ts.Node>(host: TS, fn: FunctionNode, added: T): T {
  const range = fn.name ?? fn.parameters[0] ?? fn.body;
  return range === undefined ? added : host.setSourceMapRange(added, range);
}
