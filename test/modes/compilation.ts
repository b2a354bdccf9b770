import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type ts from "typescript";
import { CURRENT, Project, type Outcome, type Toolchain } from "../hosts/project.js";

const load = createRequire(__filename);

/** How a project is compiled. */
export interface Mode {
  readonly options: Readonly<Record<string, unknown>>;
  /** The sources, by their paths in `src`. */
  readonly files: Readonly<Record<string, string>>;
  /** Whether package.json says that files are CommonJS modules. */
  readonly commonjs?: boolean;
  readonly toolchain?: Toolchain;
}

export function projectOf({ options, files, commonjs = false, toolchain = CURRENT }: Mode): Project {
  const sources = Object.entries(files).map(([path, text]) => [`src/${path}`, text] as const);
  const project = new Project(Object.fromEntries<string>(sources), { lib: ["esnext"], ...options }, toolchain);
  if (commonjs) project.write("package.json", JSON.stringify({ name: "project", type: "commonjs" }));
  return project;
}

/** What one module's `check` returned, called twice, and how many bodies ran the first and the second time. */
interface Observed {
  readonly first: unknown;
  readonly second: unknown;
  readonly ran: number;
  readonly again: number;
}

/** Compiles projects of one toolchain with the real command, and expects that it succeeds without a word. */
export async function compileAll(projects: readonly Project[]): Promise<void> {
  const [first] = projects;
  const folders = projects.map(({ folder }) => folder);
  expect(await first?.node(first.tspcPath, "-b", ...folders)).toEqual<Outcome>({ code: 0, output: "" });
}

/**
 * Expects that beside our own files a compiled project has those that the compiler writes without us, with the same
 * declarations, and the same code where nothing is tagged; that the program returns the same values; and that no body runs
 * twice.
 */
export async function expectSameProgram(project: Project, { files, toolchain = CURRENT }: Mode): Promise<void> {
  const plain = compilePlain(project, toolchain);
  const written = filesIn(join(project.folder, "out")).map((path) => `out/${path}`);
  const isTheirs = (path: string): boolean => !path.includes("/tscached.") && !path.endsWith(".tsbuildinfo");
  expect(written.filter(isTheirs)).toEqual([...plain.keys()].sort());
  expect(written.some((path) => path.endsWith("/tscached.manifest.json"))).toBe(true);
  const untagged = Object.keys(files).filter((path) => !files[path]?.includes("@cache"));
  for (const [path, text] of plain) {
    const isUntagged = untagged.some((source) => path.startsWith(`out/${stem(source)}.`));
    if (isUntagged || /\.d\.[cm]?ts(?:\.map)?$/.test(path)) expect(project.read(path)).toBe(text);
  }
  const modules = Object.keys(files).filter((path) => files[path]?.includes(" check("));
  await expectSameBehaviour(project, modules.map(jsName));
}

async function expectSameBehaviour(project: Project, modules: readonly string[]): Promise<void> {
  const { code, output } = await project.node(join(__dirname, "runner.mjs"), "plain,out", ...modules);
  expect([code, output]).toEqual([0, expect.stringMatching(/^\[/)]);
  const [original, compiled] = JSON.parse(output) as [Record<string, Observed>, Record<string, Observed>];
  expect(Object.keys(compiled)).toEqual(modules);
  const results = (of: Record<string, Observed>): unknown[] =>
    Object.entries(of).map(([module, { first, second }]) => [module, first, second]);
  expect(results(compiled)).toEqual(results(original));
  for (const module of modules) {
    expect([module, compiled[module]?.again, original[module]?.again]).toEqual([module, 0, original[module]?.ran]);
  }
}

/**
 * Compiles a project in this process as if the plugin line weren't there, writes to `plain` what goes to `out`, and returns
 * all that is written, by its path in the project.
 */
function compilePlain(project: Project, { typescript }: Toolchain): Map<string, string> {
  const compiler = load(typescript) as typeof ts;
  const parseHost = { ...compiler.sys, onUnRecoverableConfigFileDiagnostic: () => undefined };
  const parsed = compiler.getParsedCommandLineOfConfigFile(join(project.folder, "tsconfig.json"), {}, parseHost);
  if (parsed === undefined) throw new Error("tsconfig.json can't be read");
  const written = new Map<string, string>();
  const host = createHost(compiler, parsed.options);
  compiler.createProgram(parsed.fileNames, parsed.options, host).emit(undefined, (name, text, writeMark) => {
    const place = name.slice(project.folder.length + 1);
    const bytes = writeMark ? `\uFEFF${text}` : text;
    written.set(place, bytes);
    const target = join(project.folder, place.replace(/^out\//, "plain/"));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, bytes);
  });
  return written;
}

/** The language's library as compilers have parsed it, once for all modes. */
const library = new Map<string, ts.SourceFile>();

function createHost(compiler: typeof ts, options: ts.CompilerOptions): ts.CompilerHost {
  const host = compiler.createCompilerHost(options);
  const { getSourceFile } = host;
  const folder = dirname(host.getDefaultLibFileName(options));
  host.getSourceFile = (path, parsing, ...rest) => {
    if (!path.startsWith(`${folder}/`)) return getSourceFile(path, parsing, ...rest);
    const key = JSON.stringify([path, parsing]);
    const file = library.get(key) ?? getSourceFile(path, parsing, ...rest);
    if (file !== undefined) library.set(key, file);
    return file;
  };
  return host;
}

/** The files in a folder and those below, by their paths in it. */
export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => statSync(join(folder, path)).isFile())
    .sort();
}

/** The text of every file in a folder, by its path. */
export function textsIn(folder: string): Map<string, string> {
  return new Map(filesIn(folder).map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

function stem(source: string): string {
  return source.replace(/\.[cm]?[jt]sx?$/, "");
}

function jsName(source: string): string {
  return source.replace(/\.([cm]?)tsx?$/, ".$1js");
}
