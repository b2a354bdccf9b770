import type ts from "typescript";
import type { Syntax } from "../../compiler/adapter.js";
import { wholeDeclaration } from "./declarations.js";

/** How a variable of a namespace can be read from outside: `Outer.Inner.counter`. */
export interface QualifiedName {
  /** The name of the outermost namespace. */
  readonly namespace: ts.Identifier;
  readonly members: readonly string[];
}

/** The full name of a variable that namespaces export; undefined if it has none. */
export function qualifiedVariable(syntax: Syntax, declaration: ts.NamedDeclaration): QualifiedName | undefined {
  const { name } = declaration;
  if (name === undefined || !syntax.isIdentifier(name)) return undefined;
  const members = [name.text];
  // A variable, its list, and the statement; then the block of a namespace, and the namespace.
  let exported: ts.Node = wholeDeclaration(syntax, declaration).parent.parent;
  while (!syntax.isSourceFile(exported)) {
    const around: ts.Node =
      exported.parent.kind === syntax.SyntaxKind.ModuleBlock ? exported.parent.parent : exported.parent;
    if (!syntax.isModuleDeclaration(around) || !isExported(syntax, exported)) return undefined;
    if (!syntax.isIdentifier(around.name)) return undefined;
    if (syntax.isSourceFile(around.parent)) return { namespace: around.name, members };
    members.unshift(around.name.text);
    exported = around;
  }
  return undefined;
}

/** Whether a statement of a namespace can be seen from outside. */
function isExported(syntax: Syntax, statement: ts.Node): boolean {
  // `namespace A.B {}`
  if (syntax.isModuleDeclaration(statement.parent)) return true;
  const { modifiers } = statement as ts.VariableStatement;
  return modifiers?.some(({ kind }) => kind === syntax.SyntaxKind.ExportKeyword) === true;
}
