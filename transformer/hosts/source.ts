import type ts from "typescript";
import type { PluginSettings } from "../settings.js";
import { createEmit, type Emit } from "./emit.js";
import { outputFiles } from "./output-files.js";
import { createPublished } from "./published.js";
import { createSession, type Session } from "./session.js";
import { createPrinter, createWarnings } from "./warnings.js";

type TS = typeof ts;

/** What hosts pass to a source transformer. */
export interface SourceTransformerExtras {
  readonly ts: TS;
  readonly addDiagnostic?: (diagnostic: ts.Diagnostic) => unknown;
}

interface ProgramState {
  readonly session: Session;
  readonly emit: Emit;
}

/** A program asks for a transformer each time it emits, and a builder emits its files one by one. */
const states = new WeakMap<ts.Program, ProgramState>();

/**
 * The plain form of a transformer: one file after the other, as it is emitted. Hosts that know only this form lose
 * diagnostics with `--noEmit`, since nothing is emitted then.
 */
export function createSourceTransformer(
  program: ts.Program,
  settings: PluginSettings,
  { ts: host, addDiagnostic }: SourceTransformerExtras,
): ts.TransformerFactory<ts.SourceFile> {
  const { session, emit } = stateOf(host, program, settings, addDiagnostic !== undefined);
  return (context) => (file) => {
    const transformed = emit.transform(context)(file);
    for (const diagnostic of [...session.errors(file), ...session.emitDiagnostics]) addDiagnostic?.(diagnostic);
    return transformed;
  };
}

/** @param isCompiler whether the host collects diagnostics; others take the output for themselves */
function stateOf(host: TS, program: ts.Program, settings: PluginSettings, isCompiler: boolean): ProgramState {
  const known = states.get(program);
  if (known !== undefined) return known;
  const session = createSession(host, program, settings);
  const published = isCompiler
    ? createPublished(host, program, undefined, outputFiles(host, undefined), {
        plansOf: (whole) => (whole === program ? session : createSession(host, whole, settings)).all(),
        // The host has put us into the program's own method.
        emit: (file, write) => void program.emit(file, write),
      })
    : undefined;
  const warnAbout = createWarnings(host, session, createPrinter(host, program.getCompilerOptions()));
  const state = { session, emit: createEmit(session, published, warnAbout) };
  states.set(program, state);
  return state;
}
