import { join } from "node:path";
import ts from "typescript";
import type { FileView } from "../../editor/view.js";
import { createSession } from "../../transformer/hosts/session.js";
import { readSettings } from "../../transformer/settings.js";

const FOLDER = join(__dirname, "virtual");

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  strict: true,
  types: [],
  lib: ["lib.es2023.d.ts"],
};

/** The view of `a.ts` in a language service over files that are only in memory. */
export function viewOf(text: string, others: Readonly<Record<string, string>> = {}): FileView {
  const files = new Map(Object.entries({ "a.ts": text, ...others }).map(([name, its]) => [join(FOLDER, name), its]));
  const service = ts.createLanguageService({
    getCompilationSettings: () => OPTIONS,
    getScriptFileNames: () => [...files.keys()],
    getScriptVersion: () => "1",
    getScriptSnapshot: (path) => {
      const its = files.get(path) ?? ts.sys.readFile(path);
      return its === undefined ? undefined : ts.ScriptSnapshot.fromString(its);
    },
    getCurrentDirectory: () => FOLDER,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (path) => files.has(path) || ts.sys.fileExists(path),
    readFile: (path) => files.get(path) ?? ts.sys.readFile(path),
  });
  const program = service.getProgram();
  const file = program?.getSourceFile(join(FOLDER, "a.ts"));
  const facts = program && file && createSession(ts, program, readSettings({})).facts(file);
  if (program === undefined || file === undefined || facts === undefined) throw new Error("a.ts has no tags");
  return { host: ts, program, service, file, ...facts };
}
