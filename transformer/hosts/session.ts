import type ts from "typescript";
import { analyzeFile, type Analysis } from "../analyze/analyze-file.js";
import type { FilePlan } from "../analyze/plan.js";
import { mayHaveTags } from "../analyze/tags/names.js";
import { CodeVersions } from "../analyze/version/code-version.js";
import { loadTextHash } from "../analyze/version/hash.js";
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
import type { ProgramPlans, Published } from "./published.js";

type TS = typeof ts;

/** What is known of one file, and the compiler that it was asked of. */
export interface FileFacts {
  readonly compiler: Compiler;
  readonly plan: FilePlan;
}

/** Analysis and rendering of one program: each file is analysed once, whoever asks for it. */
export interface Session {
  /** Undefined for a file that is none of our business. */
  facts(file: ts.SourceFile): FileFacts | undefined;
  /** What fails the build in one file. */
  errors(file: ts.SourceFile): readonly ts.Diagnostic[];
  /** What the build prints about one file, and succeeds nevertheless. */
  warnings(file: ts.SourceFile): readonly ts.Diagnostic[];
  /**
   * The file with its cached functions compiled; the very same file if it has none.
   *
   * @throws {BuildError} if there are no types to compile it with
   * @param published where the versions stand; undefined for in the code itself
   */
  transform(
    context: ts.TransformationContext,
    file: ts.SourceFile,
    published: Pick<Published, "specifier"> | undefined,
  ): ts.SourceFile;
  /** The plans of all files that have something to do with us. */
  all(): ProgramPlans;
  /** What went wrong while rendering; it is known only once a file is emitted. */
  readonly emitDiagnostics: readonly ts.Diagnostic[];
}

export function createSession(host: TS, program: ts.Program, settings: PluginSettings): Session {
  /** Undefined for a file that is none of our business. */
  const plans = new Map<ts.SourceFile, FilePlan | undefined>();
  const emitDiagnostics: ts.Diagnostic[] = [];
  const isAlone = isCompiledAlone(program);
  let analysis: Analysis | undefined;

  function planOf(file: ts.SourceFile): FilePlan | undefined {
    if (!plans.has(file)) plans.set(file, mayHaveFunctions(file) ? guardedPlan(file) : undefined);
    return plans.get(file);
  }

  function mayHaveFunctions(file: ts.SourceFile): boolean {
    if (isAlone || file.isDeclarationFile || program.isSourceFileFromExternalLibrary(file)) return false;
    // What a parser guessed is no program to judge or to compile; the build fails for it anyway.
    return mayHaveTags(file.text) && program.getSyntacticDiagnostics(file).length === 0;
  }

  function guardedPlan(file: ts.SourceFile): FilePlan {
    try {
      // Made late: a program without a tag pays for nothing.
      analysis ??= createAnalysis();
      return analyzeFile(analysis, file);
    } catch (error) {
      return {
        file: file.fileName,
        functions: [],
        diagnostics: [internalError(file, error)],
        format: "esm",
        prefix: "",
      };
    }
  }

  function createAnalysis(): Analysis {
    const compiler = createTypeScriptCompiler(host, program);
    return { compiler, versions: new CodeVersions(compiler, loadTextHash()), settings };
  }

  function diagnostics(file: ts.SourceFile, category: Diagnostic["category"]): ts.Diagnostic[] {
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
    facts: (file) => {
      const plan = planOf(file);
      return plan && analysis && { compiler: analysis.compiler, plan };
    },
    errors: (file) => [...diagnostics(file, "error"), ...setupErrors(file)],
    warnings: (file) => diagnostics(file, "warning"),
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
        return renderFile(host, context, file, plan, published?.specifier(original, plan.format));
      } catch (error) {
        emitDiagnostics.push(toHostDiagnostic(host, program, internalError(original, error)));
        return file;
      }
    },
  };
}

function internalError(file: ts.SourceFile, error: unknown): Diagnostic {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const place = { file: file.fileName, start: 0, length: 1 };
  return { ...catalogue.internalError({ detail }), category: "error", place, related: [] };
}
