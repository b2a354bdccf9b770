import type ts from "typescript";
import type { FunctionNode, Syntax } from "../../compiler/adapter.js";

/** Every name that a binding binds, in order: the name itself, or those of a destructuring pattern. */
export function* bindingNames(syntax: Syntax, name: ts.BindingName): Generator<ts.Identifier> {
  if (syntax.isIdentifier(name)) {
    yield name;
    return;
  }
  for (const element of name.elements) {
    if (!syntax.isOmittedExpression(element)) yield* bindingNames(syntax, element.name);
  }
}

/** The parameters that a body declares again with `var`; such a variable starts with the parameter's value. */
export function redeclaredParameters(syntax: Syntax, fn: FunctionNode): string[] {
  const declared = varNames(syntax, fn);
  const parameters = fn.parameters.flatMap((parameter) => [...bindingNames(syntax, parameter.name)]);
  return parameters.map((name) => name.text).filter((name) => declared.has(name));
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
