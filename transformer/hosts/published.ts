import { posix } from "node:path";
import type ts from "typescript";
import type { FilePlan } from "../analyze/plan.js";
import { loadTextHash, type TextHash } from "../analyze/version/hash.js";
import { createDisk } from "../compiler/disk.js";
import { referencedProjects } from "../compiler/references.js";
import { compiledHash, versionName } from "../manifest/compiled.js";
import type { OutputFiles } from "../manifest/dependents.js";
import type { Manifest } from "../manifest/format.js";
import { locate, type Location } from "../manifest/location.js";
import { manifestOf } from "../manifest/of-plans.js";
import { Publication } from "../manifest/publication.js";
import { restamped } from "../manifest/restamp.js";
import { Stamps } from "../manifest/stamps.js";
import type { ModuleFormat } from "../manifest/versions-module.js";
import type { VersionsImport } from "../render/module.js";
import { isCompiledAlone } from "./alone.js";
import { createCompiledFiles, type PlannedProgram } from "./compiled-files.js";
import { isEdited } from "./edited.js";
import { outputFolder } from "./output-path.js";
import type { ProgramPlans } from "./session.js";

type TS = typeof ts;

/** Publishes what a program's plans say of versions. */
export interface Published {
  readonly publication: Publication;
  /** Whether the program's emit writes JavaScript, so that it may find some that it must renew. */
  readonly writesScripts: boolean;
  /** Where compiled code of a file finds its versions. */
  versionsOf(file: ts.SourceFile, plan: FilePlan): VersionsImport;
  /** To be told of each file that the compiler writes. */
  writes(file: ts.SourceFile): void;
}

/** What a host does with programs. */
export interface Hosting {
  /** Analyses a program. */
  plansOf(program: ts.Program): ProgramPlans;
  /** Has the program emit a file, through whatever extends its emit. */
  emit(file: ts.SourceFile, write?: ts.WriteFileCallback): void;
}

/**
 * The publication of a program's versions; undefined where versions must be part of the compiled code: for a language
 * service, whose output goes to its caller, for sources that are only in memory, and for output in a single file.
 */
export function createPublished(
  host: TS,
  program: ts.Program,
  compilerHost: ts.CompilerHost | undefined,
  files: OutputFiles,
  hosting: Hosting,
): Published | undefined {
  const options = program.getCompilerOptions();
  if (options.outFile !== undefined || isCompiledAlone(program)) return undefined;
  if (program.getSourceFiles().some(isEdited)) return undefined;
  const isOnDisk = (name: string): boolean => host.sys.fileExists(name);
  if (compilerHost === undefined && !program.getRootFileNames().every(isOnDisk)) return undefined;
  const location = locate(withAbsolutePaths(program), homeOf(host, program));
  let known: (PlannedProgram & ProgramPlans) | undefined;
  const planned = (): PlannedProgram & ProgramPlans => {
    if (known === undefined) {
      const whole = wholeProgram(host, program, compilerHost, files, location);
      known = { program: whole, ...hosting.plansOf(whole) };
    }
    return known;
  };
  let loaded: TextHash | undefined;
  const hash: TextHash = (text) => (loaded ??= loadTextHash())(text);
  const specifierOf = (folder: string, format: ModuleFormat): string => {
    const path = posix.relative(folder, location.modules[format]);
    return path.startsWith(".") ? path : `./${path}`;
  };
  const compiled = new Map<FilePlan, string>();
  const compiledOf = (plan: FilePlan): string => {
    const file = compiled.has(plan) ? undefined : planned().program.getSourceFile(plan.file);
    const specifier = file && specifierOf(outputFolder(program, file), plan.format);
    if (specifier !== undefined) compiled.set(plan, compiledHash(plan, specifier, hash));
    return compiled.get(plan) ?? "";
  };
  const manifest = (): Manifest => {
    const { plans, roots } = planned();
    const planOf = new Map(plans.flatMap((plan) => plan.functions.map((fn) => [fn, plan] as const)));
    return manifestOf([...planOf.keys()], roots, location.project, (fn) => {
      const plan = planOf.get(fn);
      return plan === undefined ? "" : compiledOf(plan);
    });
  };
  const written = new Set<string>();

  const publication = new Publication({
    files,
    location,
    noEmitOnError: options.noEmitOnError === true || Number(host.versionMajorMinor) < BUILDS_WITH_ERRORS,
    hasErrors: () => host.getPreEmitDiagnostics(program).length > 0,
    manifest,
    formats: () => new Set(planned().plans.flatMap(({ functions, format }) => (functions.length > 0 ? [format] : []))),
    restamped: (before: Manifest, project: string) =>
      // What was found on the disk at the start may have been written again since.
      restamped(before, project, createDisk(host, program.getCurrentDirectory()), hash),
    referenced: () => referencedProjects(host, program),
    compiled: createCompiledFiles(host, files, planned, isSettled, compiledOf, rewrite),
  });
  return {
    publication,
    writesScripts: options.noEmit !== true && options.emitDeclarationOnly !== true,
    versionsOf: (file, plan) => ({
      module: specifierOf(outputFolder(program, file), plan.format),
      nameOf: ({ id }) => versionName({ id, compiled: compiledOf(plan) }),
    }),
    writes: (file) => void written.add(file.fileName),
  };

  /** Written by this build; or, of single files that are compiled, one that was changed, and that is compiled by itself. */
  function isSettled(source: string, output: string): boolean {
    if (written.has(source)) return true;
    if (program.getSourceFile(source) !== undefined) return false;
    const modified = (path: string): number => host.sys.getModifiedTime?.(path)?.getTime() ?? 0;
    return modified(source) >= modified(output);
  }

  function rewrite(sources?: readonly string[]): void {
    const all = program.getSourceFiles().filter((file) => !file.isDeclarationFile && !written.has(file.fileName));
    const meant = all.filter(({ fileName }) => sources === undefined || sources.includes(fileName));
    // After a build that was killed, declarations may be missing as well; otherwise they are the compiler's business.
    for (const file of meant) hosting.emit(file, sources === undefined ? undefined : writeScript);
  }

  function writeScript(path: string, text: string, ...rest: [boolean]): void {
    if (!/\.[cm]?jsx?(?:\.map)?$/.test(path)) return;
    if (compilerHost === undefined) host.sys.writeFile(path, text, ...rest);
    else compilerHost.writeFile(path, text, ...rest);
  }
}

/** The first version in which `tsc -b` writes a project that has errors. */
const BUILDS_WITH_ERRORS = 5.6;

/** For single files, the paths in options may be as they were given. */
function withAbsolutePaths(program: ts.Program): ts.CompilerOptions {
  const current = program.getCurrentDirectory().replaceAll("\\", "/");
  const absolute = (path: unknown): string | undefined =>
    typeof path === "string" ? posix.resolve(current, path) : undefined;
  const { configFilePath, outDir } = program.getCompilerOptions();
  const [config, out] = [absolute(configFilePath), absolute(outDir)];
  return { ...(config !== undefined && { configFilePath: config }), ...(out !== undefined && { outDir: out }) };
}

/** Where a program without a tsconfig.json is at home: in the package of its first file. */
function homeOf(host: TS, program: ts.Program): string {
  const current = program.getCurrentDirectory().replaceAll("\\", "/");
  const [root] = program.getRootFileNames();
  if (root === undefined) return current;
  for (let folder = posix.dirname(posix.resolve(current, root)); ; folder = posix.dirname(folder)) {
    if (host.sys.fileExists(posix.join(folder, "package.json"))) return folder;
    if (folder === posix.dirname(folder)) return current;
  }
}

/**
 * The program; for one of single files, together with the files that were compiled before: what they cache may reach what
 * is compiled now.
 */
function wholeProgram(
  host: TS,
  program: ts.Program,
  compilerHost: ts.CompilerHost | undefined,
  files: OutputFiles,
  location: Location,
): ts.Program {
  const options = program.getCompilerOptions();
  // Internal: only the compiler itself sets it, for a project as tsconfig.json describes it.
  if ((options as { configFile?: unknown }).configFile !== undefined) return program;
  const before = new Stamps(files, location).read();
  const missing = (typeof before === "string" ? [] : before.functions)
    .map(({ file }) => posix.join(location.project, file))
    .filter((name, index, all) => all.indexOf(name) === index)
    .filter((name) => program.getSourceFile(name) === undefined && host.sys.fileExists(name));
  if (missing.length === 0) return program;
  // ts-patch would call us again for this one, which is never emitted.
  const { originalCreateProgram = host.createProgram } = host as { originalCreateProgram?: TS["createProgram"] };
  return originalCreateProgram([...program.getRootFileNames(), ...missing], options, compilerHost, program);
}
