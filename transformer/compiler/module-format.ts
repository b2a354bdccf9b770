import type ts from "typescript";

type TS = typeof ts;

/**
 * How a file's imports are written. `script` for a file that is no module; `loader` for one in a format whose modules
 * can't import what stands beside the output.
 */
export type ImportFormat = "esm" | "commonjs" | "script" | "loader";

export function importFormat(host: TS, program: ts.Program, file: ts.SourceFile): ImportFormat {
  if (!host.isExternalModule(file)) return "script";
  const { AMD, UMD, System } = host.ModuleKind;
  const { module, outFile } = program.getCompilerOptions();
  if (outFile === undefined && module !== undefined && [AMD, UMD, System].includes(module)) return "loader";
  return isCommonJs(host, program, file) ? "commonjs" : "esm";
}

function isCommonJs(host: TS, program: ts.Program, file: ts.SourceFile): boolean {
  // Since TypeScript 5.6; it knows every combination of file name, package.json and options.
  const { getEmitModuleFormatOfFile } = program as {
    getEmitModuleFormatOfFile?: (file: ts.SourceFile) => ts.ModuleKind;
  };
  if (getEmitModuleFormatOfFile !== undefined) return getEmitModuleFormatOfFile(file) === host.ModuleKind.CommonJS;
  const { target } = program.getCompilerOptions();
  const byTarget = target !== undefined && target >= host.ScriptTarget.ES2015 ? undefined : host.ModuleKind.CommonJS;
  const { module = byTarget } = program.getCompilerOptions();
  if (module === host.ModuleKind.CommonJS) return true;
  const { Node16, NodeNext } = host.ModuleKind;
  const isNodeLike = module !== undefined && module >= Node16 && module <= NodeNext;
  return isNodeLike && file.impliedNodeFormat === host.ModuleKind.CommonJS;
}
