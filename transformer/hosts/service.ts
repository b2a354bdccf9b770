import type ts from "typescript";
import type { PluginSettings } from "../settings.js";
import { isCompiledAlone, refuseAlone } from "./alone.js";
import { BuildError } from "./build-error.js";
import { createSession, type Session } from "./session.js";
import { createFormatter, createWarnings } from "./warnings.js";

type TS = typeof ts;

/** What of a tool's program is known, by that program. */
interface ProgramState {
  readonly session: Session;
  readonly warnAbout: (file: ts.SourceFile) => void;
}

/**
 * A transformer for tools that compile file by file for themselves, with a language service: its program changes from
 * file to file, the output goes to the tool, and no diagnostics are taken. So versions are written into the code, what
 * fails a build is thrown, and warnings are printed, where they can't get in between a tool's output and its reader.
 *
 * @param currentProgram the program that a file is emitted from; undefined where the tool has none
 * @param compilerOf finds the compiler that made a transformation's context
 */
export function createServiceTransformer(
  currentProgram: () => ts.Program | undefined,
  compilerOf: (context: ts.TransformationContext) => TS,
  settings: PluginSettings,
): ts.TransformerFactory<ts.SourceFile> {
  const states = new WeakMap<ts.Program, ProgramState>();

  function stateOf(host: TS, program: ts.Program): ProgramState {
    const known = states.get(program);
    if (known !== undefined) return known;
    const session = createSession(host, program, settings);
    const format = createFormatter(host, program.getCompilerOptions());
    const warnAbout = createWarnings(host, session, (warning) => process.stderr.write(format([warning])));
    const state = { session, warnAbout };
    states.set(program, state);
    return state;
  }

  return (context) => (file) => {
    const program = currentProgram();
    const host = compilerOf(context);
    const original = host.getOriginalNode(file) as ts.SourceFile;
    if (program === undefined || isCompiledAlone(program) || program.getSourceFile(original.fileName) !== original) {
      refuseAlone(host, original, context.getCompilerOptions());
      return file;
    }
    const { session, warnAbout } = stateOf(host, program);
    const transformed = session.transform(context, file, undefined);
    warnAbout(original);
    const errors = [...session.errors(original), ...session.emitDiagnostics];
    if (errors.length > 0) throw new BuildError(host, program.getCompilerOptions(), errors);
    return transformed;
  };
}
