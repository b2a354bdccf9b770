import type ts from "typescript";
import { catalogue } from "../diagnostics/catalogue.js";
import { BuildError } from "./build-error.js";
import { errorAtFirstTag } from "./first-tag.js";

type TS = typeof ts;

/**
 * Whether a compiler sees one file and no types of any other: `ts.transpileModule`, and tools that do the same. These are
 * the options that it sets, all of them together.
 */
export function isCompiledAlone(program: ts.Program): boolean {
  const { isolatedModules, noLib, noResolve } = program.getCompilerOptions();
  return isolatedModules === true && noLib === true && noResolve === true;
}

/**
 * Keys are read off types, so a file with tags can't be compiled alone. Nobody asks such a program for diagnostics other
 * than of the syntax.
 *
 * @throws {BuildError} if the file has one of our tags
 */
export function refuseAlone(host: TS, file: ts.SourceFile, options: ts.CompilerOptions): void {
  const error = errorAtFirstTag(host, file, catalogue.compiledAlone);
  if (error !== undefined) throw new BuildError(host, options, [error]);
}
