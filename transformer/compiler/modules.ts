import type ts from "typescript";
import type { Referent } from "./adapter.js";

type TS = typeof ts;

/** Finds modules, also those that the program has no types for. */
export interface Modules {
  /** The module that a specifier names, if it is part of the program. */
  named(specifier: ts.StringLiteralLike): Referent | undefined;
  /** The module that a file is, if it is part of the program. */
  at(fileName: string): Referent | undefined;
  /** The file that a specifier names, seen from a file, whether it is part of the program or not. */
  locate(specifier: string, from: string): string | undefined;
}

export function createModules(host: TS, program: ts.Program, toReferent: (symbol: ts.Symbol) => Referent): Modules {
  const checker = program.getTypeChecker();

  const moduleAt = (node: ts.Node): Referent | undefined => {
    const symbol = checker.getSymbolAtLocation(node);
    return symbol === undefined ? undefined : toReferent(symbol);
  };

  return {
    named: moduleAt,
    at(fileName) {
      const file = program.getSourceFile(fileName);
      return file && moduleAt(file);
    },
    locate: (specifier, from) =>
      // The program's own resolutions are internal, and it has none for what it doesn't import itself.
      host.resolveModuleName(specifier, from, program.getCompilerOptions(), host.sys).resolvedModule?.resolvedFileName,
  };
}
