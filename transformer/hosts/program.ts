import type ts from "typescript";
import type { PluginSettings } from "../settings.js";
import { createSession } from "./session.js";
import { createPrinter, createWarnings, type Warn } from "./warnings.js";

type TS = typeof ts;

/** What `--incremental`, `--watch` and `-b` ask a program for. Internal to tsc. */
interface BuilderQueries {
  /** Asked for files that changed or may be affected by a change. What it gives is kept, replayed and saved. */
  getBindAndCheckDiagnostics?(file: ts.SourceFile, token?: ts.CancellationToken): readonly ts.Diagnostic[];
  /** Asked for every file, each time. What it gives is not kept. */
  getProgramDiagnostics?(file: ts.SourceFile): readonly ts.Diagnostic[];
}

/**
 * Makes a program report our errors with its own, hand on our warnings, and compile cached functions when it emits.
 * Works on the program itself: no second program is made, and without tags nothing is analysed.
 */
export function extendProgram(
  host: TS,
  program: ts.Program,
  settings: PluginSettings,
  warn: Warn = createPrinter(host, program.getCompilerOptions()),
): ts.Program {
  const session = createSession(host, program, settings);
  const warnAbout = createWarnings(host, session, warn);
  const builder = program as BuilderQueries;
  const emit = program.emit.bind(program);
  const getSemanticDiagnostics = program.getSemanticDiagnostics.bind(program);
  const getBindAndCheckDiagnostics = builder.getBindAndCheckDiagnostics?.bind(program);
  const getProgramDiagnostics = builder.getProgramDiagnostics?.bind(program);

  program.getSemanticDiagnostics = (file, ...rest) => {
    const files = file === undefined ? program.getSourceFiles() : [file];
    const theirs = getSemanticDiagnostics(file, ...rest);
    warnAbout(...files);
    return [...theirs, ...files.flatMap((source) => session.errors(source))];
  };
  if (getBindAndCheckDiagnostics !== undefined) {
    builder.getBindAndCheckDiagnostics = (file, ...rest) => [
      ...getBindAndCheckDiagnostics(file, ...rest),
      ...session.errors(file),
    ];
  }
  if (getProgramDiagnostics !== undefined) {
    // tsc replays the errors of files that no change affects, from memory in --watch and from the build info otherwise;
    // our warnings it never sees. So each program finds all of them again, those of such files too, in about 1 ms a
    // function.
    builder.getProgramDiagnostics = (file) => {
      warnAbout(file);
      return getProgramDiagnostics(file);
    };
  }
  program.emit = (file, writeFile, token, onlyDeclarations, transformers, ...rest: []) => {
    const ours: ts.TransformerFactory<ts.SourceFile> = (context) => (source) => {
      warnAbout(source);
      return session.transform(context, source);
    };
    const all = { ...transformers, before: [ours, ...(transformers?.before ?? [])] };
    const result = emit(file, writeFile, token, onlyDeclarations, all, ...rest);
    return { ...result, diagnostics: [...result.diagnostics, ...session.emitDiagnostics] };
  };
  return program;
}
