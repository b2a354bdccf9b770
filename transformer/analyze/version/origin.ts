import { isBuiltin } from "node:module";
import type ts from "typescript";
import type { Compiler, Referent } from "../../compiler/adapter.js";
import { holdsCode, isVariable, scopeOf } from "../functions/declarations.js";
import { isErased } from "../functions/walk.js";

/** Where what a name refers to comes from, which decides how it counts. */
export type Origin =
  /** The language's library and what the program finds around itself: it goes by its name. */
  | { readonly kind: "global" }
  /** A variable of an enclosing function, whose value is in the key. */
  | { readonly kind: "captured" }
  | { readonly kind: "project" }
  | { readonly kind: "json"; readonly file: ts.SourceFile }
  /** Declared in a file of the project that only has types. */
  | { readonly kind: "declared"; readonly file: ts.SourceFile }
  | { readonly kind: "package"; readonly file: ts.SourceFile }
  /** `declare module "name"` */
  | { readonly kind: "ambient-module"; readonly name: string; readonly packageFile: ts.SourceFile | undefined };

export function originOf(compiler: Compiler, { declarations }: Referent): Origin {
  const [code] = codeOf(compiler, declarations);
  if (code !== undefined) {
    return isVariable(compiler.syntax, code) && isCaptured(compiler, code) ? { kind: "captured" } : { kind: "project" };
  }
  for (const declaration of declarations) {
    const origin = declaredOrigin(compiler, declaration);
    if (origin !== undefined) return origin;
  }
  return { kind: "global" };
}

/** The declarations that are code of the project: no types, and nothing that is only declared. */
export function codeOf(compiler: Compiler, declarations: readonly ts.Node[]): readonly ts.Node[] {
  const { syntax } = compiler;
  return declarations.filter((declaration) => {
    const file = declaration.getSourceFile();
    if (file.isDeclarationFile || isJson(file) || compiler.originOf(file) !== "project") return false;
    const { PropertySignature, MethodSignature } = syntax.SyntaxKind;
    if (declaration.kind === PropertySignature || declaration.kind === MethodSignature) return false;
    return !isErased(syntax, declaration) && !isDeclareOnly(compiler, declaration);
  });
}

function declaredOrigin(compiler: Compiler, declaration: ts.Node): Origin | undefined {
  const { syntax } = compiler;
  const file = declaration.getSourceFile();
  if (isJson(file)) return { kind: "json", file };
  const origin = compiler.originOf(file);
  if (origin === "library") return undefined;
  for (let node = declaration; !syntax.isSourceFile(node); node = node.parent) {
    if (!syntax.isModuleDeclaration(node)) continue;
    if (syntax.isStringLiteral(node.name)) {
      return { kind: "ambient-module", name: node.name.text, packageFile: origin === "package" ? file : undefined };
    }
    if (node.name.text === "global" && compiler.moduleFormat(file) !== "script") return undefined;
  }
  if (!file.isDeclarationFile || compiler.moduleFormat(file) === "script") return undefined;
  return { kind: origin === "package" ? "package" : "declared", file };
}

function isCaptured(compiler: Compiler, declaration: ts.Node): boolean {
  const { syntax } = compiler;
  if (!isVariable(syntax, declaration) || scopeOf(syntax, declaration) === "module") return false;
  return !holdsCode(syntax, declaration);
}

/** `declare const x`, also inside a namespace that is only declared. */
function isDeclareOnly(compiler: Compiler, declaration: ts.Node): boolean {
  const { syntax } = compiler;
  for (let node = declaration; !syntax.isSourceFile(node); node = node.parent) {
    const { modifiers } = node as ts.VariableStatement;
    if (modifiers?.some(({ kind }) => kind === syntax.SyntaxKind.DeclareKeyword) === true) return true;
  }
  return false;
}

function isJson({ fileName }: ts.SourceFile): boolean {
  return fileName.endsWith(".json");
}

/** The name of a module of Node's own, always with `node:`. */
export function builtinName(specifier: string): string | undefined {
  if (!isBuiltin(specifier)) return undefined;
  return specifier.startsWith("node:") ? specifier : `node:${specifier}`;
}
