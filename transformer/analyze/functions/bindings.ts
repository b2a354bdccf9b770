import type ts from "typescript";
import type { FunctionNode, Syntax } from "../../compiler/adapter.js";

/** Every name that a binding binds, in order: the name itself, or those of a destructuring pattern. */
export function* bindingNames(syntax: Syntax, name: ts.BindingName): Generator<ts.Identifier> {
  if (syntax.isIdentifier(name)) {
    yield name;
    return;
  }
  for (const { name: inner } of bindingsIn(syntax, name.elements)) if (syntax.isIdentifier(inner)) yield inner;
}

/** Every binding in a list of parameters or in a pattern, each before what stands inside of it. */
export function* bindingsIn(
  syntax: Syntax,
  list: readonly (ts.ParameterDeclaration | ts.ArrayBindingElement)[],
): Generator<ts.ParameterDeclaration | ts.BindingElement> {
  for (const binding of list) {
    if (syntax.isOmittedExpression(binding)) continue;
    yield binding;
    if (!syntax.isIdentifier(binding.name)) yield* bindingsIn(syntax, binding.name.elements);
  }
}

/** Every name that a function's parameters bind, in order. A `this` parameter is only a type. */
export function parameterNames(syntax: Syntax, fn: FunctionNode): string[] {
  return fn.parameters
    .flatMap((parameter) => [...bindingNames(syntax, parameter.name)])
    .map((name) => name.text)
    .filter((name) => name !== "this");
}

/** Whether code below a node makes a function or a class, which goes on to see the variables around it. */
export function holdsFunction(syntax: Syntax, node: ts.Node): boolean {
  if (syntax.isTypeNode(node)) return false;
  if (syntax.isFunctionLike(node) || syntax.isClassLike(node)) return true;
  return syntax.forEachChild(node, (child) => holdsFunction(syntax, child)) === true;
}

/** The parameters that a body declares again with `var`; such a variable starts with the parameter's value. */
export function redeclaredParameters(syntax: Syntax, fn: FunctionNode): string[] {
  const declared = varNames(syntax, fn);
  return parameterNames(syntax, fn).filter((name) => declared.has(name));
}

/** The names that a function's own body declares with `var`. */
function varNames(syntax: Syntax, fn: FunctionNode): Set<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (syntax.isFunctionLike(node) || syntax.isClassLike(node)) return;
    if (syntax.isVariableDeclarationList(node) && (node.flags & syntax.NodeFlags.BlockScoped) === 0) {
      for (const { name } of node.declarations) for (const { text } of bindingNames(syntax, name)) names.add(text);
    }
    syntax.forEachChild(node, visit);
  };
  if (fn.body !== undefined) visit(fn.body);
  return names;
}
