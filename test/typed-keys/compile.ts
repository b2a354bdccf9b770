import { join } from "node:path";
import ts from "typescript";
import * as internal from "../../runtime/internal.js";
import { extendProgram } from "../../transformer/hosts/program.js";
import { readSettings } from "../../transformer/settings.js";

/** Inside the package, so that it is found to belong to one. */
const FILE = join(__dirname, "typed.ts");

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.CommonJS,
  strict: true,
  lib: ["lib.es2023.d.ts"],
  types: [],
};

/**
 * Compiles a module with the transformer and loads it, with the runtime that the tests import.
 *
 * @param globals what the module finds under these names
 * @throws if the compiler reports anything, the transformer's diagnostics among it
 */
export function load(source: string, globals: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const host = ts.createCompilerHost(OPTIONS);
  const { getSourceFile } = host;
  host.getSourceFile = (path, ...rest) =>
    path === FILE
      ? ts.createSourceFile(path, source, ts.ScriptTarget.ES2022, true)
      : getSourceFile.call(host, path, ...rest);
  const program = ts.createProgram([FILE], OPTIONS, host);
  extendProgram(ts, program, host, readSettings({}), (warning) => {
    throw new Error(ts.formatDiagnostic(warning, host));
  });
  const diagnostics = ts.getPreEmitDiagnostics(program);
  if (diagnostics.length > 0) throw new Error(`${ts.formatDiagnostics(diagnostics, host)}\n${source}`);
  let code = "";
  program.emit(undefined, (path, text) => {
    if (path.endsWith("typed.js")) code = text;
  });
  const exports: Record<string, unknown> = {};
  const require = (name: string): unknown => (name === "tscached/internal" ? internal : {});
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
  new Function("exports", "require", ...Object.keys(globals), code)(exports, require, ...Object.values(globals));
  return exports;
}
