import type ts from "typescript";
import type { Compiler } from "../compiler/adapter.js";

/**
 * A look at some code that is taken once for each compiler: many functions lead to the same helpers and files, and files
 * outlive a compiler.
 */
export function once<N extends ts.Node, T>(
  look: (compiler: Compiler, code: N) => T & {},
): (compiler: Compiler, code: N) => T & {} {
  const known = new WeakMap<Compiler, WeakMap<N, T & {}>>();
  return (compiler, code) => {
    let ofCompiler = known.get(compiler);
    if (ofCompiler === undefined) known.set(compiler, (ofCompiler = new WeakMap()));
    const found = ofCompiler.get(code) ?? look(compiler, code);
    ofCompiler.set(code, found);
    return found;
  };
}
