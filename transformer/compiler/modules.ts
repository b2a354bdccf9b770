import type ts from "typescript";
import type { Referent } from "./adapter.js";

type TS = typeof ts;

/** Finds modules, also those that the program has no types for. */
export interface Modules {
  /** The module that a specifier names, if it is part of the program. */
  named(specifier: ts.StringLiteralLike): Referent | undefined;
  /** The file that a specifier names, seen from a file, whether it is part of the program or not. */
  locate(specifier: string, from: string): LocatedModule | undefined;
  /** The specifiers of the modules that some JavaScript imports. */
  importedBy(javaScript: string): readonly string[];
  readFile(path: string): string | undefined;
}

interface LocatedModule {
  readonly fileName: string;
  /** The module itself, if it is part of the program. */
  readonly module: Referent | undefined;
}

export function createModules(host: TS, program: ts.Program, toReferent: (symbol: ts.Symbol) => Referent): Modules {
  const checker = program.getTypeChecker();

  const moduleAt = (node: ts.Node): Referent | undefined => {
    const symbol = checker.getSymbolAtLocation(node);
    return symbol === undefined ? undefined : toReferent(symbol);
  };

  return {
    named: moduleAt,
    locate(specifier, from) {
      // The program's own resolutions are internal, and it has none for what it doesn't import itself.
      const { resolvedModule } = host.resolveModuleName(specifier, from, program.getCompilerOptions(), host.sys);
      if (resolvedModule === undefined) return undefined;
      const { resolvedFileName } = resolvedModule;
      const file = program.getSourceFile(resolvedFileName);
      return { fileName: resolvedFileName, module: file && moduleAt(file) };
    },
    importedBy: (javaScript) =>
      host.preProcessFile(javaScript, true, true).importedFiles.map(({ fileName }) => fileName),
    readFile: (path) => host.sys.readFile(path),
  };
}
