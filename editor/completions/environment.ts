import type ts from "typescript";
import type { Compiler, FunctionNode } from "../../transformer/compiler/adapter.js";

const READ = /process\.env(?:\.|\[["'])([A-Za-z_]\w*)/g;

/**
 * The variables of the environment that a project speaks of: those that its code reads, and those that it declares.
 *
 * @param position where one is being written, which doesn't count
 */
export function environmentNames(
  compiler: Compiler,
  program: ts.Program,
  fn: FunctionNode,
  position: number,
): string[] {
  const here = fn.getSourceFile();
  const names = new Set<string>();
  for (const file of program.getSourceFiles()) {
    if (file.isDeclarationFile || !compiler.isOwnFile(file) || !file.text.includes("process.env")) continue;
    for (const { 0: whole, 1: name, index } of file.text.matchAll(READ)) {
      const isHere = file === here && index <= position && position <= index + whole.length;
      if (name !== undefined && !isHere) names.add(name);
    }
  }
  const [process] = compiler.resolveName("process", fn)?.declarations ?? [];
  const environment = process && compiler.property(compiler.typeOf(process), "env").types;
  for (const type of environment ?? []) {
    const [shape] = compiler.shapes([type]);
    for (const property of shape?.kind === "object" ? shape.properties : []) names.add(property.name);
  }
  return [...names].sort();
}
