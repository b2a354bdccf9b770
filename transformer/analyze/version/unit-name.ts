import type ts from "typescript";
import type { Compiler } from "../../compiler/adapter.js";
import { wholeDeclaration } from "../functions/declarations.js";

/** What a unit is called for people: package, path, and the names of what it is and what it is in. */
export function nameOfUnit(compiler: Compiler, declaration: ts.Node | undefined): string {
  if (declaration === undefined) return "";
  const { syntax } = compiler;
  const { packageName, path } = compiler.disk.placeOf(declaration.getSourceFile());
  const names: string[] = [];
  for (let node = declaration; !syntax.isSourceFile(node); node = node.parent) {
    const isProperty = syntax.isPropertyDeclaration(node) || syntax.isPropertyAssignment(node);
    const isNamed =
      isProperty || syntax.isFunctionLike(node) || syntax.isClassLike(node) || syntax.isModuleDeclaration(node);
    const isVariable = node === declaration || (syntax.isVariableDeclaration(node) && !isPatternOf(node, declaration));
    const { name } = node as { name?: ts.Node };
    if (name !== undefined && (isNamed || isVariable)) names.unshift(name.getText());
  }
  if (names.length === 0 && !syntax.isSourceFile(declaration)) names.push("default");
  return [`${packageName}/${path}`, ...(names.length > 0 ? [names.join(".")] : [])].join("#");

  function isPatternOf(node: ts.Node, inner: ts.Node): boolean {
    return node === wholeDeclaration(syntax, inner);
  }
}
