import type ts from "typescript";
import type { Compiler } from "../../compiler/adapter.js";
import { isConstant } from "../functions/declarations.js";
import { referencesTo } from "../functions/names.js";

/** Where a local constant is read; none if it is no constant, or isn't read at all. */
export type ReadsOf = (name: ts.Identifier) => readonly ts.Identifier[];

/** Finds the reads of the local constants that stand for a part of a parameter: `const { user } = request`. */
export function readsOfConstants(compiler: Compiler): ReadsOf {
  const { syntax } = compiler;
  return (name) => {
    if (!isConstant(syntax, name.parent)) return [];
    const identity = compiler.resolve(name)?.identity;
    return referencesTo(syntax, name.text, scopeOf(name)).filter(
      (node) => compiler.resolve(node)?.identity === identity,
    );
  };

  function scopeOf(name: ts.Identifier): ts.Node {
    let node: ts.Node = name.parent;
    while (!syntax.isFunctionLike(node) && !syntax.isSourceFile(node)) node = node.parent;
    return node;
  }
}
