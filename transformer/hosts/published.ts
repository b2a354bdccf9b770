import { posix } from "node:path";
import type ts from "typescript";
import type { FilePlan } from "../analyze/plan.js";
import { loadTextHash } from "../analyze/version/hash.js";
import type { Unit } from "../analyze/version/unit.js";
import { createDisk } from "../compiler/disk.js";
import { referencedProjects } from "../compiler/references.js";
import type { OutputFiles } from "../manifest/dependents.js";
import type { Manifest } from "../manifest/format.js";
import { locate, type Location } from "../manifest/location.js";
import { manifestOf } from "../manifest/of-plans.js";
import { Publication } from "../manifest/publication.js";
import { restamped } from "../manifest/restamp.js";
import { Stamps } from "../manifest/stamps.js";
import type { ModuleFormat } from "../manifest/versions-module.js";
import { isCompiledAlone } from "./alone.js";
import { isEdited } from "./edited.js";

type TS = typeof ts;

/** The plans of all files of a program. */
export interface ProgramPlans {
  readonly plans: readonly FilePlan[];
  /** The units that the plans' versions refer to. */
  readonly roots: readonly Unit[];
}

/** Publishes what a program's plans say of versions. */
export interface Published {
  readonly publication: Publication;
  /** Whether there is something from an earlier build that this one may have to renew. */
  readonly isPublishing: boolean;
  /** What compiled code of a file imports its versions from. */
  specifier(file: ts.SourceFile, format: ModuleFormat): string;
}

/**
 * The publication of a program's versions; undefined where versions must be part of the compiled code: for a language
 * service, whose output goes to its caller, for sources that are only in memory, and for output in a single file.
 *
 * @param plansOf analyses a program
 * @param rewrite has the program emit all of its files
 */
export function createPublished(
  host: TS,
  program: ts.Program,
  compilerHost: ts.CompilerHost | undefined,
  files: OutputFiles,
  plansOf: (program: ts.Program) => ProgramPlans,
  rewrite?: () => void,
): Published | undefined {
  const options = program.getCompilerOptions();
  if (options.outFile !== undefined || isCompiledAlone(program)) return undefined;
  if (program.getSourceFiles().some(isEdited)) return undefined;
  const isOnDisk = (name: string): boolean => host.sys.fileExists(name);
  if (compilerHost === undefined && !program.getRootFileNames().every(isOnDisk)) return undefined;
  const location = locate(withAbsolutePaths(program), homeOf(host, program));
  let known: ProgramPlans | undefined;
  const plans = (): ProgramPlans => (known ??= plansOf(wholeProgram(host, program, compilerHost, files, location)));
  let hash: ReturnType<typeof loadTextHash> | undefined;

  const publication = new Publication({
    files,
    location,
    noEmitOnError: options.noEmitOnError === true,
    manifest: () =>
      manifestOf(
        plans().plans.flatMap(({ functions }) => functions),
        plans().roots,
        location.project,
      ),
    formats: () => new Set(plans().plans.flatMap(({ functions, format }) => (functions.length > 0 ? [format] : []))),
    restamped: (manifest: Manifest, project: string) =>
      // What was found on the disk at the start may have been written again since.
      restamped(manifest, project, createDisk(host, program.getCurrentDirectory()), (hash ??= loadTextHash())),
    referenced: () => referencedProjects(host, program),
    ...(rewrite === undefined ? {} : { rewrite }),
  });
  return {
    publication,
    isPublishing:
      writesScripts(options) &&
      [location.manifest, location.dependents, ...Object.values(location.modules)].some(
        (path) => files.read(path) !== undefined,
      ),
    specifier(file, format) {
      const path = posix.relative(outputFolder(program, file), location.modules[format]);
      return path.startsWith(".") ? path : `./${path}`;
    },
  };
}

/** For single files, the paths in options may be as they were given. */
function withAbsolutePaths(program: ts.Program): ts.CompilerOptions {
  const current = program.getCurrentDirectory().replaceAll("\\", "/");
  const absolute = (path: unknown): string | undefined =>
    typeof path === "string" ? posix.resolve(current, path) : undefined;
  const { configFilePath, outDir } = program.getCompilerOptions();
  const [config, out] = [absolute(configFilePath), absolute(outDir)];
  return { ...(config !== undefined && { configFilePath: config }), ...(out !== undefined && { outDir: out }) };
}

function writesScripts({ noEmit, emitDeclarationOnly }: ts.CompilerOptions): boolean {
  return noEmit !== true && emitDeclarationOnly !== true;
}

/** The folder that a file's JavaScript goes to. */
function outputFolder(program: ts.Program, { fileName }: ts.SourceFile): string {
  const folder = posix.dirname(fileName);
  const { outDir } = program.getCompilerOptions();
  if (outDir === undefined) return folder;
  // Internal, but in every version: with what is left of a path, the compiler itself names its output.
  const { getCommonSourceDirectory } = program as { getCommonSourceDirectory?: () => string };
  const current = program.getCurrentDirectory().replaceAll("\\", "/");
  return posix.resolve(current, outDir, posix.relative(getCommonSourceDirectory?.() ?? "", folder));
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
