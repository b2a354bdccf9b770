import type ts from "typescript";
import type { Compiler } from "../transformer/compiler/adapter.js";

/** Tells cheaply whether any code of a program may be out of reach of a code version. */
export interface GapFinder {
  /** False only if there is none: then nobody has to go through all that cached functions reach, to warn of it. */
  mayBeIn(program: ts.Program, compiler: Compiler): boolean;
}

/** A module whose name is written out; anything else in these parentheses is computed. */
const LITERAL_IMPORT = /\bimport\s*\(\s*(["'])[^"'\\\n]*\1\s*[),]/g;
/** What may load a module whose name is computed, or declare one whose code is elsewhere. In comments too: no matter. */
const SUSPICIOUS = /\bimport\s*(?:\(|\/[*/])|\brequire\b|\bmodule\s*["'`]/;

export function createGapFinder(host: typeof ts): GapFinder {
  // A file that nobody edited is the same object in the next program, and names the same files as long as no file comes
  // or goes.
  let known = new WeakMap<ts.SourceFile, boolean>();
  let names: readonly string[] = [];

  return {
    mayBeIn(program, compiler) {
      const files = program.getSourceFiles();
      if (files.length !== names.length || files.some(({ fileName }, index) => fileName !== names[index])) {
        known = new WeakMap();
        names = files.map(({ fileName }) => fileName);
      }
      return files.some((file) => {
        const before = known.get(file);
        if (before !== undefined) return before;
        const found = mayHaveGap(host, program, compiler, file);
        known.set(file, found);
        return found;
      });
    },
  };
}

function mayHaveGap(host: typeof ts, program: ts.Program, compiler: Compiler, file: ts.SourceFile): boolean {
  if (compiler.originOf(file) !== "project" || file.fileName.endsWith(".json")) return false;
  if (file.isDeclarationFile && host.isExternalModule(file)) return true;
  if (SUSPICIOUS.test(file.text.replace(LITERAL_IMPORT, ""))) return true;
  const { imports } = file as { readonly imports?: readonly ts.StringLiteralLike[] };
  // Internal, and there since long before what we serve.
  if (imports === undefined) return true;
  const checker = program.getTypeChecker();
  return imports.some(
    (specifier) => !isForEffect(host, specifier) && checker.getSymbolAtLocation(specifier) === undefined,
  );
}

/** `import "./style.css"` gives the code nothing that it could refer to. */
function isForEffect(host: typeof ts, specifier: ts.StringLiteralLike): boolean {
  // What the compiler adds for JSX or helpers has none.
  const parent = specifier.parent as ts.Node | undefined;
  return parent === undefined || (host.isImportDeclaration(parent) && parent.importClause === undefined);
}
