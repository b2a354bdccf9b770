import { join } from "node:path";
import ts from "typescript";
import { analyzeFile } from "../../transformer/analyze/analyze-file.js";
import type { FilePlan } from "../../transformer/analyze/plan.js";
import { CodeVersions } from "../../transformer/analyze/version/code-version.js";
import { loadTextHash } from "../../transformer/analyze/version/hash.js";
import { createTypeScriptCompiler } from "../../transformer/compiler/typescript.js";
import { readSettings } from "../../transformer/settings.js";

const FOLDER = join(__dirname, "virtual");
const hash = loadTextHash();

/** A program of files that are only in memory. */
export function programOf(files: Readonly<Record<string, string>>): {
  program: ts.Program;
  file(name: string): ts.SourceFile;
} {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    strict: true,
    types: [],
    lib: ["lib.es2023.d.ts"],
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, directoryExists } = host;
  const textOf = (path: string): string | undefined => files[path.replace(`${FOLDER}/`, "")];
  host.getSourceFile = (path, ...rest) => {
    const text = textOf(path);
    if (text === undefined) return getSourceFile.call(host, path, ...rest);
    return ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  };
  host.fileExists = (path) => textOf(path) !== undefined || fileExists.call(host, path);
  const names = Object.keys(files).map((name) => join(FOLDER, name));
  host.directoryExists = (path) =>
    names.some((name) => name.startsWith(`${path}/`)) || directoryExists?.call(host, path) === true;
  const program = ts.createProgram(names, options, host);
  return {
    program,
    file(name) {
      const found = program.getSourceFile(join(FOLDER, name));
      if (found === undefined) throw new Error(`${name} is not in the program`);
      return found;
    },
  };
}

/**
 * The plan of one file.
 *
 * @param others the other files of its program
 */
export function planOf(text: string, others: Readonly<Record<string, string>> = {}): FilePlan {
  return plansOf({ "a.ts": text, ...others })("a.ts");
}

/** The plans of the files of one program, by name. */
export function plansOf(files: Readonly<Record<string, string>>): (name: string) => FilePlan {
  const { program, file } = programOf(files);
  const compiler = createTypeScriptCompiler(ts, program);
  const analysis = { compiler, versions: new CodeVersions(compiler, hash), settings: readSettings({}) };
  return (name) => analyzeFile(analysis, file(name));
}

/** The code version of the only cached function of a file. */
export function versionOf(text: string): string {
  const { functions, diagnostics } = planOf(text);
  const [planned, ...others] = functions;
  if (planned === undefined || others.length > 0) {
    throw new Error(
      `one cached function expected, ${functions.length} found: ${diagnostics.map((d) => d.text).join()}`,
    );
  }
  return planned.version.version;
}
