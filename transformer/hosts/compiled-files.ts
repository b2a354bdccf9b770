import type ts from "typescript";
import type { FilePlan } from "../analyze/plan.js";
import type { OutputFiles } from "../manifest/dependents.js";
import type { CompiledFiles } from "../manifest/publication.js";
import { outputPath } from "./output-path.js";

type TS = typeof ts;

/** A program whose output is looked at, and what is planned for it. */
export interface PlannedProgram {
  readonly program: ts.Program;
  readonly plans: readonly FilePlan[];
}

interface PlannedFile {
  readonly source: string;
  readonly plan: FilePlan;
  readonly output: string;
}

/**
 * @param planned the program, asked for when its files have been checked: to make a plan takes a while
 * @param isSettled whether nothing is left to do about a file here
 * @param compiledOf the hash of what is compiled into a file, which stands in its output
 * @param rewrite has the compiler write files, or all
 */
export function createCompiledFiles(
  host: TS,
  files: OutputFiles,
  planned: () => PlannedProgram,
  isSettled: (source: string, output: string) => boolean,
  compiledOf: (plan: FilePlan) => string,
  rewrite: (sources?: readonly string[]) => void,
): CompiledFiles {
  const all = (): PlannedFile[] => {
    const { program, plans } = planned();
    return plans.flatMap((plan) => {
      const file = program.getSourceFile(plan.file);
      const output = file && outputPath(host, program, file);
      // A file that would be written in the place of a source is none of ours; the compiler refuses to write it.
      if (output === undefined || program.getSourceFile(output) !== undefined) return [];
      return [{ source: plan.file, plan, output }];
    });
  };
  // What isn't there was taken away since; nobody runs it.
  const isStale = ({ plan, output }: PlannedFile): boolean => {
    const text = files.read(output);
    return text !== undefined && !isCompiled(plan, text, compiledOf);
  };
  return {
    exist: () => all().some(({ output }) => files.read(output) !== undefined),
    stale: () => {
      const ours = all().filter(({ source, output }) => !isSettled(source, output));
      return ours.filter(isStale).map(({ source }) => source);
    },
    rewrite,
    unwritten: (sources) => unwritten(all().filter(({ source }) => sources.includes(source))),
  };
}

/** Whether a text is what is compiled of a plan, as far as that isn't all in the file's own source. */
function isCompiled(plan: FilePlan, text: string, compiledOf: (plan: FilePlan) => string): boolean {
  if (plan.functions.length > 0) return text.includes(compiledOf(plan));
  if (plan.observed.length > 0) return plan.observed.every(({ id }) => hasLiteral(text, id));
  // Its functions have errors now, and had none when they were compiled.
  return !/["']\S*tscached\.\S*versions\.[cm]js["']/.test(text);
}

/** Whether a text has a string as the compiler writes one out. */
function hasLiteral(text: string, value: string): boolean {
  const literal = JSON.stringify(value);
  const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
  return text.includes(literal) || text.includes(literal.replaceAll(/[^\0-\x7f]/g, escaped));
}

function unwritten(files: readonly PlannedFile[]): Error {
  const list = files.map(({ output, source }) => `  ${output}  (of ${source})`).join("\n");
  const error = new Error(
    "tscached: these files were compiled for types that have changed since, or without tscached, and the compiler " +
      `doesn't write them again:\n${list}\nCompile them too, or delete them and build again.`,
  );
  // People read it off the end of a build, where it is no matter from which of our lines it comes.
  error.stack = error.message;
  return error;
}
