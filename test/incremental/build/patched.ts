import { createRequire } from "node:module";
import type * as typescript from "typescript";

type TypeScript = typeof typescript;

/** What tsc itself calls, and doesn't declare. */
interface Internals {
  emitFilesAndReportErrors(program: typescript.Program, report: typescript.DiagnosticReporter): void;
  createIncrementalCompilerHost(
    options: typescript.CompilerOptions,
    system: typescript.System,
  ): typescript.CompilerHost;
  performIncrementalCompilation(input: {
    readonly rootNames: readonly string[];
    readonly options: typescript.CompilerOptions;
    readonly configFileParsingDiagnostics: readonly typescript.Diagnostic[];
    readonly host: typescript.CompilerHost;
    readonly system: typescript.System;
    readonly reportDiagnostic: typescript.DiagnosticReporter;
  }): typescript.ExitStatus;
}

/** The compiler as tspc runs it: every program that it makes, for whatever command, goes through the plugins. */
export const ts = createRequire(__filename)("ts-patch/compiler/typescript") as TypeScript & Internals;

// The plugin prints its warnings here.
ts.sys.write = () => undefined;

const library = new Map<string, typescript.SourceFile>();

/** Parses and binds the library's files once for all programs of one set of options. */
export function shareLibrary(host: typescript.CompilerHost, options: typescript.CompilerOptions): void {
  const { getSourceFile } = host;
  host.getSourceFile = (path, ...rest) => {
    if (!path.includes("/typescript/lib/")) return getSourceFile.call(host, path, ...rest);
    const key = `${options.module ?? ""} ${path}`;
    const file = library.get(key) ?? getSourceFile.call(host, path, ...rest);
    if (file !== undefined) library.set(key, file);
    return file;
  };
}
