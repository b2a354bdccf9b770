import { posix } from "node:path";
import type ts from "typescript";

type TS = typeof ts;

/** The folder that a file's JavaScript goes to. */
export function outputFolder(program: ts.Program, { fileName }: ts.SourceFile): string {
  const folder = posix.dirname(fileName);
  const { outDir } = program.getCompilerOptions();
  if (outDir === undefined) return folder;
  // Internal, but in every version: with what is left of a path, the compiler itself names its output.
  const { getCommonSourceDirectory } = program as { getCommonSourceDirectory?: () => string };
  const current = program.getCurrentDirectory().replaceAll("\\", "/");
  return posix.resolve(current, outDir, posix.relative(getCommonSourceDirectory?.() ?? "", folder));
}

/** The file that a source file's JavaScript goes to; not for a single file that all of it goes to. */
export function outputPath(host: TS, program: ts.Program, file: ts.SourceFile): string {
  const current = program.getCurrentDirectory().replaceAll("\\", "/");
  const name = posix.basename(file.fileName);
  const keepsJsx = program.getCompilerOptions().jsx === host.JsxEmit.Preserve;
  const script = name
    .replace(/\.([cm]?)ts$/, ".$1js")
    .replace(/\.tsx$/, ".jsx")
    .replace(/\.jsx$/, keepsJsx ? ".jsx" : ".js");
  return posix.resolve(current, outputFolder(program, file), script);
}
