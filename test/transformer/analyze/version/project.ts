import { posix } from "node:path";
import ts from "typescript";
import { analyzeFile, type Analysis } from "../../../../transformer/analyze/analyze-file.js";
import type { CachedFunction } from "../../../../transformer/analyze/plan.js";
import { CodeVersions } from "../../../../transformer/analyze/version/code-version.js";
import { loadTextHash } from "../../../../transformer/analyze/version/hash.js";
import { createTypeScriptCompiler } from "../../../../transformer/compiler/typescript.js";
import type { Diagnostic } from "../../../../transformer/diagnostics/diagnostic.js";
import { readSettings } from "../../../../transformer/settings.js";

/** Files by their paths, in a project that is only in memory. */
export type Files = Readonly<Record<string, string>>;

export interface ProjectOptions {
  readonly compilerOptions?: ts.CompilerOptions;
  /** Where the project is. */
  readonly folder?: string;
  /** The order of the program's files. */
  readonly order?: (names: string[]) => string[];
}

/** What the analysis finds in a project. */
export interface Analysed {
  readonly functions: readonly CachedFunction[];
  readonly warnings: readonly Diagnostic[];
  readonly analysis: Analysis;
  readonly program: ts.Program;
  /** The host, with the project's files. */
  readonly host: typeof ts;
}

const DEFAULTS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  strict: true,
  types: [],
  lib: ["lib.es2023.d.ts"],
  resolveJsonModule: true,
  esModuleInterop: true,
  noEmit: true,
  skipLibCheck: true,
};

const hash = loadTextHash();
/** What is parsed once: the library, and each text that several states of a project share. */
const parsed = new Map<string, ts.SourceFile>();

/** Analyses every file of a project; throws if it is no valid TypeScript, or if a tag is wrong. */
export function analyse(files: Files, { compilerOptions, folder = "/project", order }: ProjectOptions = {}): Analysed {
  const options = { ...DEFAULTS, ...compilerOptions };
  const paths = new Map(Object.entries(files).map(([name, text]) => [posix.join(folder, name), text]));
  const folders = new Set([...paths.keys()].flatMap((path) => foldersOf(path)));
  const sys: ts.System = {
    ...ts.sys,
    readFile: (path) => paths.get(path) ?? (path.startsWith(folder) ? undefined : ts.sys.readFile(path)),
    fileExists: (path) => paths.has(path) || (!path.startsWith(folder) && ts.sys.fileExists(path)),
    directoryExists: (path) => folders.has(path) || (!path.startsWith(folder) && ts.sys.directoryExists(path)),
    realpath: (path) => path,
    getCurrentDirectory: () => folder,
  };
  const host: ts.CompilerHost = {
    ...ts.createCompilerHost(options),
    ...sys,
    getCanonicalFileName: (path) => path,
    getNewLine: () => "\n",
    useCaseSensitiveFileNames: () => true,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    getSourceFile: (path, version) => {
      const text = sys.readFile(path);
      return text === undefined ? undefined : parse(path, text, version, options);
    },
  };
  const roots = [...paths.keys()].filter((path) => /\.[cm]?tsx?$/.test(path) && !path.includes("/node_modules/"));
  const program = ts.createProgram(order === undefined ? roots : order(roots), options, host);
  const wrong = [
    ...program.getOptionsDiagnostics(),
    ...program.getSyntacticDiagnostics(),
    ...program.getSemanticDiagnostics(),
  ];
  if (wrong.length > 0) throw new Error(ts.formatDiagnostics(wrong, host));

  const withFiles = { ...ts, sys };
  const compiler = createTypeScriptCompiler(withFiles, program);
  const analysis = { compiler, versions: new CodeVersions(compiler, hash), settings: readSettings({}) };
  const own = program.getSourceFiles().filter(({ fileName }) => paths.has(fileName) && !fileName.endsWith(".d.ts"));
  const plans = own
    .filter(({ fileName }) => !fileName.includes("/node_modules/"))
    .map((file) => analyzeFile(analysis, file));
  const diagnostics = plans.flatMap((plan) => plan.diagnostics);
  const errors = diagnostics.filter(({ category }) => category === "error");
  if (errors.length > 0) throw new Error(errors.map(({ text }) => text).join("\n"));
  return {
    functions: plans.flatMap((plan) => plan.functions),
    warnings: diagnostics,
    analysis,
    program,
    host: withFiles,
  };
}

/** The version of each cached function of a project, by its name. */
export function versionsOf(files: Files, options?: ProjectOptions): ReadonlyMap<string, string> {
  const { functions } = analyse(files, options);
  const versions = new Map(functions.map(({ name, version }) => [name, version.version]));
  if (versions.size < functions.length) throw new Error("two functions of the project have one name");
  return versions;
}

/** A new state of some files: a text, a replacement in the old one, several of these, or nothing for a file that goes. */
export type Change = Readonly<Record<string, string | Replacement | readonly Replacement[] | undefined>>;
type Replacement = readonly [from: string, to: string];

export function edited(files: Files, change: Change): Files {
  const result: Record<string, string> = { ...files };
  for (const [name, to] of Object.entries(change)) {
    if (to === undefined) Reflect.deleteProperty(result, name);
    else if (typeof to === "string") result[name] = to;
    else {
      for (const [from, by] of isReplacement(to) ? [to] : to) {
        const text = result[name] ?? "";
        if (!text.includes(from)) throw new Error(`${name} has no ${from}`);
        result[name] = text.replaceAll(from, () => by);
      }
    }
  }
  return result;
}

/** One edit: what it is, what it does, and the functions whose versions it changes; no other may change. */
export type Edit = readonly [name: string, change: Change, changes: readonly string[]];

/** A test for each edit of a project. */
export function testEdits(files: Files, edits: readonly Edit[], options?: ProjectOptions): void {
  let before: ReadonlyMap<string, string> | undefined;

  test.each(edits)("%s", (_, change, changes) => {
    before ??= versionsOf(files, options);
    const after = versionsOf(edited(files, change), options);
    expect([...after.keys()].sort()).toEqual([...before.keys()].sort());
    expect(changedBetween(before, after)).toEqual([...changes].sort());
  });
}

export function changedBetween(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  return [...before.keys()].filter((name) => before.get(name) !== after.get(name)).sort();
}

function isReplacement(change: Replacement | readonly Replacement[]): change is Replacement {
  return typeof change[0] === "string";
}

function parse(
  path: string,
  text: string,
  version: ts.ScriptTarget | ts.CreateSourceFileOptions,
  options: ts.CompilerOptions,
): ts.SourceFile {
  const key = JSON.stringify([path, options.module, options.jsx, options.target, text]);
  const file = parsed.get(key) ?? ts.createSourceFile(path, text, version, true);
  parsed.set(key, file);
  return file;
}

function foldersOf(path: string): string[] {
  const folder = posix.dirname(path);
  return folder === path ? [folder] : [folder, ...foldersOf(folder)];
}
