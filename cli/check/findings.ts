import { dirname, resolve } from "node:path";
import type ts from "typescript";
import type { CachedFunction, FilePlan, ObservedFunction } from "../../transformer/analyze/plan.js";
import { mayHaveTags } from "../../transformer/analyze/tags/names.js";
import { outputFiles } from "../../transformer/hosts/output-files.js";
import { outputPath } from "../../transformer/hosts/output-path.js";
import { createPublished } from "../../transformer/hosts/published.js";
import { createSession } from "../../transformer/hosts/session.js";
import { readSettings } from "../../transformer/settings.js";
import { hasEntry, hasLiteral, readOutput, shortName, type OutputFile } from "./output.js";
import type { CheckedProject } from "./projects.js";

/**
 * - `compiled`: the output has it as the sources say
 * - `uncompiled`: the output was written without the transformer
 * - `stale`: the output was compiled from another state of the sources
 * - `unbuilt`: there is no output of its file
 */
export type Status = "compiled" | "uncompiled" | "stale" | "unbuilt";

/** What was found of one annotated function. */
export interface FunctionFinding {
  readonly id: string;
  readonly name: string;
  /** From the working directory. */
  readonly file: string;
  readonly line: number;
  readonly status: Status;
  /** The file, or the files, in which it was looked for. */
  readonly output: string;
}

/** Why an annotated function can't be compiled at all. */
interface ErrorFinding {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** `TS870300`. */
  readonly code: string;
  readonly message: string;
}

/** What was found in one project. */
export interface ProjectFindings {
  readonly config: string;
  /** Whether it has our plugin line. */
  readonly hasPlugin: boolean;
  readonly functions: readonly FunctionFinding[];
  readonly errors: readonly ErrorFinding[];
}

/**
 * Compares a project's annotations with its output.
 *
 * @param given the output to look at, instead of that which the configuration names
 */
export function findingsIn(
  { config, typescript, program }: CheckedProject,
  cwd: string,
  given: readonly OutputFile[] | undefined,
): ProjectFindings {
  const line = pluginLine(program.getCompilerOptions());
  const session = createSession(typescript, program, readSettings(line));
  const published = createPublished(typescript, program, undefined, outputFiles(typescript, undefined), {
    plansOf: () => session.all(),
    emit: () => undefined,
  });
  const tagged = program
    .getSourceFiles()
    .filter((file) => !file.isDeclarationFile && !program.isSourceFileFromExternalLibrary(file))
    .filter(({ text }) => mayHaveTags(text));
  return {
    config: shortName(cwd, config),
    hasPlugin: line !== undefined,
    functions: tagged.flatMap((file) => {
      const plan = session.facts(file)?.plan;
      if (plan === undefined) return [];
      const { functions, observed } = plan;
      const found = [
        ...functions.map((planned) =>
          functionFinding(file, planned, (outputs) => statusIn(file, plan, planned, outputs)),
        ),
        ...observed.map((planned) => functionFinding(file, planned, (outputs) => compiledIn(planned, outputs))),
      ];
      return found.sort((left, right) => left.line - right.line);
    }),
    errors: tagged.flatMap((file) => errorsIn(file).map((error) => errorFinding(file, error))),
  };

  function functionFinding(
    file: ts.SourceFile,
    { id, name, line }: CachedFunction | ObservedFunction,
    statusOf: (outputs: readonly OutputFile[]) => Status,
  ): FunctionFinding {
    const outputs = given ?? outputOf(file);
    return {
      id,
      name,
      file: shortName(cwd, file.fileName),
      line,
      status: outputs.length === 0 ? "unbuilt" : statusOf(outputs),
      output: given === undefined ? shortName(cwd, pathOf(file)) : given.map((each) => each.name).join(", "),
    };
  }

  /** An observed function has no version: all that is compiled of it is in its own source. */
  function compiledIn({ id }: ObservedFunction, outputs: readonly OutputFile[]): Status {
    return outputs.some(({ text }) => hasLiteral(text, id)) ? "compiled" : "uncompiled";
  }

  function statusIn(
    file: ts.SourceFile,
    plan: FilePlan,
    planned: CachedFunction,
    outputs: readonly OutputFile[],
  ): Status {
    const compiled = outputs.filter(({ text }) => hasLiteral(text, planned.id));
    if (compiled.length === 0) return "uncompiled";
    const { version } = planned.version;
    if (published === undefined) return compiled.every(({ text }) => hasLiteral(text, version)) ? "compiled" : "stale";
    const imported = published.versionsOf(file, plan);
    const name = imported.nameOf(planned);
    if (!compiled.every(({ text }) => hasLiteral(text, name))) return "stale";
    const besides = given === undefined ? readOutput(cwd, resolve(dirname(pathOf(file)), imported.module)) : undefined;
    const versions = besides === undefined ? outputs : [besides];
    return versions.some(({ text }) => hasEntry(text, name, version)) ? "compiled" : "stale";
  }

  function outputOf(file: ts.SourceFile): readonly OutputFile[] {
    const output = readOutput(cwd, pathOf(file));
    return output === undefined ? [] : [output];
  }

  function pathOf(file: ts.SourceFile): string {
    return program.getCompilerOptions().outFile ?? outputPath(typescript, program, file);
  }

  /** A file that can't be parsed isn't analysed; its functions must not go unheard of. */
  function errorsIn(file: ts.SourceFile): readonly ts.Diagnostic[] {
    const syntactic = program.getSyntacticDiagnostics(file);
    return syntactic.length > 0 ? syntactic : session.errors(file);
  }

  function errorFinding(file: ts.SourceFile, { start = 0, code, messageText }: ts.Diagnostic): ErrorFinding {
    const { line, character } = file.getLineAndCharacterOfPosition(start);
    return {
      file: shortName(cwd, file.fileName),
      line: line + 1,
      column: character + 1,
      code: `TS${code}`,
      message: typescript.flattenDiagnosticMessageText(messageText, "\n"),
    };
  }
}

function pluginLine({ plugins }: ts.CompilerOptions): object | undefined {
  const lines: readonly unknown[] = Array.isArray(plugins) ? plugins : [];
  return lines.find((line): line is object => {
    const { transform } = (line ?? {}) as { transform?: unknown };
    return typeof transform === "string" && transform.includes("tscached/transformer");
  });
}
