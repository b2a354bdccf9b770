import type ts from "typescript";
import { analyzeFile, type Analysis } from "../analyze/analyze-file.js";
import type { FilePlan } from "../analyze/plan.js";
import { mayHaveTags } from "../analyze/tags/names.js";
import { CodeVersions, type Versions } from "../analyze/version/code-version.js";
import { loadTextHash } from "../analyze/version/hash.js";
import type { Unit } from "../analyze/version/unit.js";
import type { Compiler } from "../compiler/adapter.js";
import { toHostDiagnostic } from "../compiler/diagnostics.js";
import { createTypeScriptCompiler } from "../compiler/typescript.js";
import { catalogue } from "../diagnostics/catalogue.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { renderFile } from "../render/factory.js";
import type { PluginSettings } from "../settings.js";
import { isCompiledAlone, refuseAlone } from "./alone.js";
import { lacksLoader, tellDependencies } from "./dependencies.js";
import { isEdited } from "./edited.js";
import { errorAtFirstTag } from "./first-tag.js";
import type { Published } from "./published.js";

type TS = typeof ts;

/** The plans of all files of a program. */
export interface ProgramPlans {
  readonly plans: readonly FilePlan[];
  /** The units that the plans' versions refer to. */
  readonly roots: readonly Unit[];
}

/** What is known of one file, and the compiler that it was asked of. */
export interface FileFacts {
  readonly compiler: Compiler;
  readonly plan: FilePlan;
  /** The units that the plans of the program refer to. */
  readonly roots: readonly Unit[];
  /** The same of another file of the program. */
  readonly factsOf: (file: ts.SourceFile) => FileFacts | undefined;
}

/** Analysis and rendering of one program: each file is analysed once, whoever asks for it. */
export interface Session {
  /** Undefined for a file that is none of our business. */
  facts(file: ts.SourceFile): FileFacts | undefined;
  /** What fails the build in one file. */
  errors(file: ts.SourceFile): readonly ts.Diagnostic[];
  /** What the build prints about one file, and succeeds nevertheless. */
  warnings(file: ts.SourceFile): readonly ts.Diagnostic[];
  /** What only an editor shows. */
  suggestions(file: ts.SourceFile): readonly ts.DiagnosticWithLocation[];
  /** What the analysis asks, for who has questions of its own. */
  compiler(): Compiler;
  /**
   * The file with its cached functions compiled; the very same file if it has none.
   *
   * @throws {BuildError} if there are no types to compile it with
   * @param published where the versions stand; undefined for in the code itself
   */
  transform(
    context: ts.TransformationContext,
    file: ts.SourceFile,
    published: Pick<Published, "versionsOf"> | undefined,
  ): ts.SourceFile;
  /** The plans of all files that have something to do with us. */
  all(): ProgramPlans;
  /** What went wrong while rendering; it is known only once a file is emitted. */
  readonly emitDiagnostics: readonly ts.Diagnostic[];
}

/** @param createVersions who computes the code versions, and when */
export function createSession(
  host: TS,
  program: ts.Program,
  settings: PluginSettings,
  createVersions: (compiler: Compiler) => Versions = versionsAtOnce,
): Session {
  /** Undefined for a file that is none of our business. */
  const plans = new Map<ts.SourceFile, FilePlan | undefined>();
  const emitDiagnostics: ts.Diagnostic[] = [];
  const isAlone = isCompiledAlone(program);
  let analysis: Analysis | undefined;

  function planOf(file: ts.SourceFile): FilePlan | undefined {
    if (!plans.has(file)) plans.set(file, mayHaveFunctions(file) ? guardedPlan(file) : undefined);
    return plans.get(file);
  }

  function factsOf(file: ts.SourceFile): FileFacts | undefined {
    const plan = planOf(file);
    return plan && analysis && { compiler: analysis.compiler, plan, roots: analysis.versions.roots, factsOf };
  }

  function mayHaveFunctions(file: ts.SourceFile): boolean {
    if (isAlone || file.isDeclarationFile || program.isSourceFileFromExternalLibrary(file)) return false;
    // What a parser guessed is no program to judge or to compile; the build fails for it anyway.
    return mayHaveTags(file.text) && program.getSyntacticDiagnostics(file).length === 0;
  }

  function guardedPlan(file: ts.SourceFile): FilePlan {
    try {
      return analyzeFile(analysisOfProgram(), file);
    } catch (error) {
      return {
        file: file.fileName,
        functions: [],
        observed: [],
        diagnostics: [internalError(file, error)],
        format: "esm",
        prefix: "",
      };
    }
  }

  /** Made late: a program without a tag pays for nothing. */
  function analysisOfProgram(): Analysis {
    return (analysis ??= createAnalysis());
  }

  function createAnalysis(): Analysis {
    const compiler = createTypeScriptCompiler(host, program);
    return { compiler, versions: createVersions(compiler), settings };
  }

  function diagnostics(file: ts.SourceFile, category: Diagnostic["category"]): ts.DiagnosticWithLocation[] {
    const ours = planOf(file)?.diagnostics.filter((diagnostic) => diagnostic.category === category);
    return ours?.map((diagnostic) => toHostDiagnostic(host, program, diagnostic)) ?? [];
  }

  function setupErrors(file: ts.SourceFile): ts.Diagnostic[] {
    if (planOf(file) === undefined || !isEdited(file) || !lacksLoader()) return [];
    const error = errorAtFirstTag(host, file, catalogue.loaderMissing);
    return error === undefined ? [] : [error];
  }

  return {
    emitDiagnostics,
    facts: factsOf,
    errors: (file) => [...diagnostics(file, "error"), ...setupErrors(file)],
    warnings: (file) => diagnostics(file, "warning"),
    suggestions: (file) => diagnostics(file, "suggestion"),
    compiler: () => analysisOfProgram().compiler,
    all() {
      const plans = program.getSourceFiles().map(planOf);
      return { plans: plans.filter((plan) => plan !== undefined), roots: analysis?.versions.roots ?? [] };
    },
    transform(context, file, published) {
      // Another transformer may have been here before.
      const original = host.getOriginalNode(file) as ts.SourceFile;
      if (isAlone) refuseAlone(host, original, program.getCompilerOptions());
      const plan = planOf(original);
      if (plan === undefined) return file;
      tellDependencies(program, original);
      try {
        return renderFile(host, context, file, plan, published?.versionsOf(original, plan));
      } catch (error) {
        emitDiagnostics.push(toHostDiagnostic(host, program, internalError(original, error)));
        return file;
      }
    },
  };
}

/** Code versions of a program, each computed when it is asked for. */
export function versionsAtOnce(compiler: Compiler): CodeVersions {
  return new CodeVersions(compiler, loadTextHash());
}

function internalError(file: ts.SourceFile, error: unknown): Diagnostic {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const place = { file: file.fileName, start: 0, length: 1 };
  return { ...catalogue.internalError({ detail }), category: "error", place, related: [] };
}
