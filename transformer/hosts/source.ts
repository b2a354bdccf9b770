import type ts from "typescript";
import type { PluginSettings } from "../settings.js";
import { createEmit, type Emit } from "./emit.js";
import { outputFiles } from "./output-files.js";
import { callError } from "./plugin-line.js";
import { createPublished } from "./published.js";
import { createSession, type Session } from "./session.js";
import { reportUnheard } from "./unheard.js";
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
  /** Prints the warnings of files, those of each file once. */
  readonly warnAbout: (...files: readonly ts.SourceFile[]) => void;
}

/** A program asks for a transformer each time it emits, and a builder emits its files one by one. */
const states = new WeakMap<ts.Program, ProgramState>();

/**
 * The plain form of a transformer: one file after the other, as it is emitted. Most hosts that know only this form lose
 * diagnostics with `--noEmit`, since nothing is emitted then.
 *
 * @throws {Error} if the plugin line has us run on what is compiled already.
 */
export function createSourceTransformer(
  program: ts.Program,
  settings: PluginSettings,
  { ts: host, addDiagnostic }: SourceTransformerExtras,
): ts.TransformerFactory<ts.SourceFile> {
  if (addDiagnostic !== undefined && dropsDiagnostics(program)) {
    return createDeafTransformer(host, program, settings);
  }
  const { session, emit } = stateOf(host, program, settings, addDiagnostic !== undefined);
  return (context) => (file) => {
    const transformed = emit.transform(context)(file);
    for (const diagnostic of [...session.errors(file), ...session.emitDiagnostics]) addDiagnostic?.(diagnostic);
    return transformed;
  };
}

/**
 * The plain form for hosts that hear of no diagnostics.
 *
 * @param isEmitting whether the program has begun to emit
 */
export function createDeafTransformer(
  host: TS,
  program: ts.Program,
  settings: PluginSettings,
  isEmitting = false,
): ts.TransformerFactory<ts.SourceFile> {
  const isNew = !states.has(program);
  const { session, emit, warnAbout } = stateOf(host, program, settings, true);
  if (isNew) {
    reportUnheard(host, program, session, isEmitting);
    // Called before it emits, which with `noEmit` is never.
    if (!isEmitting) warnAbout(...program.getSourceFiles());
  }
  return (context) => (file) => {
    const transformed = emit.transform(context)(file);
    const [broken] = session.emitDiagnostics;
    // A mistake of ours, which must not pass for output.
    if (broken !== undefined) throw new Error(host.flattenDiagnosticMessageText(broken.messageText, host.sys.newLine));
    return transformed;
  };
}

/** Whether the host is ttypescript, which takes diagnostics and forgets them. ts-patch keeps the method it replaces. */
function dropsDiagnostics(program: ts.Program): boolean {
  return program.emit.name === "newEmit" && !("originalEmit" in program);
}

/** @param isCompiler whether the host reports diagnostics; others take the output for themselves */
function stateOf(host: TS, program: ts.Program, settings: PluginSettings, isCompiler: boolean): ProgramState {
  const known = states.get(program);
  if (known !== undefined) return known;
  refuseCompiled(program);
  const session = createSession(host, program, settings);
  const published = isCompiler
    ? createPublished(host, program, undefined, outputFiles(host, undefined), {
        plansOf: (whole) => (whole === program ? session : createSession(host, whole, settings)).all(),
        // The host has put us into the program's own method.
        emit: (file, write) => void program.emit(file, write),
      })
    : undefined;
  const warnAbout = createWarnings(host, session, createPrinter(host, program.getCompilerOptions()));
  const state: ProgramState = { session, emit: createEmit(session, published, warnAbout), warnAbout };
  states.set(program, state);
  return state;
}

/** Hosts don't say when they call: it stands in the plugin line alone. */
function refuseCompiled(program: ts.Program): void {
  const { plugins } = program.getCompilerOptions();
  if (!Array.isArray(plugins)) return;
  for (const line of plugins as readonly unknown[] as readonly Readonly<Record<string, unknown>>[]) {
    const { transform } = line;
    if (typeof transform !== "string" || !transform.includes("tscached/transformer")) continue;
    const late = ["after", "afterDeclarations"].find((key) => line[key]);
    if (late === undefined) continue;
    throw callError(`the plugin line says "${late}", but types and comments are gone then.`);
  }
}
