import type ts from "typescript";
import type { Compiler, Referent } from "../../compiler/adapter.js";
import { isReference, isWithin, walkValues } from "./walk.js";

/** A name in some code that stands for something declared in the project, outside that code. */
export interface Reference {
  readonly name: ts.Identifier;
  readonly referent: Referent;
  readonly declaration: ts.Node;
}

/** Helpers are reached from many functions, in many files; each is looked through once a compiler. */
const known = new WeakMap<Compiler, WeakMap<ts.Node, readonly Reference[]>>();

/** Every name in some code that refers out of it, in the order of the source. */
export function referencesIn(compiler: Compiler, code: ts.Node): readonly Reference[] {
  let ofCompiler = known.get(compiler);
  if (ofCompiler === undefined) known.set(compiler, (ofCompiler = new WeakMap()));
  const found = ofCompiler.get(code) ?? find(compiler, code);
  ofCompiler.set(code, found);
  return found;
}

function find(compiler: Compiler, code: ts.Node): Reference[] {
  const { syntax } = compiler;
  const references: Reference[] = [];
  walkValues(syntax, code, (node) => {
    if (!syntax.isIdentifier(node) || !isReference(syntax, node)) return true;
    const referent = compiler.resolve(node);
    const declaration = referent?.declarations[0];
    if (referent === undefined || declaration === undefined) return true;
    if (isWithin(syntax, declaration, code) || !compiler.isOwnFile(declaration.getSourceFile())) return true;
    references.push({ name: node, referent, declaration });
    return true;
  });
  return references;
}
