import type ts from "typescript";
import type { OutputFiles } from "../manifest/dependents.js";
import type { PluginSettings } from "../settings.js";
import { createEmit } from "./emit.js";
import { outputFiles } from "./output-files.js";
import { createPublished } from "./published.js";
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
 * Makes a program report our errors with its own, hand on our warnings, compile cached functions when it emits, and write
 * their versions. Works on the program itself: no second program is made, and without tags nothing is analysed.
 *
 * @param compilerHost what the program reads and writes with; the host's own file system if undefined
 */
export function extendProgram(
  host: TS,
  program: ts.Program,
  compilerHost: ts.CompilerHost | undefined,
  settings: PluginSettings,
  warn: Warn = createPrinter(host, program.getCompilerOptions()),
): ts.Program {
  const session = createSession(host, program, settings);
  const files = outputFiles(host, compilerHost);
  /** Where a caller that emits the whole program wants the output. */
  let write: ts.WriteFileCallback | undefined;
  const redirected: OutputFiles = {
    read: (path) => files.read(path),
    write: (path, text) => {
      if (write === undefined) files.write(path, text);
      else write(path, text, false);
    },
  };
  const published = createPublished(host, program, compilerHost, redirected, {
    plansOf: (whole) => (whole === program ? session : createSession(host, whole, settings)).all(),
    // Through the program's own method, that others may have extended too.
    emit: (file, write) => void program.emit(file, write),
  });
  const warnAbout = createWarnings(host, session, warn);
  const ours = createEmit(session, published, warnAbout);
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
      // With this option it replays errors from before a change that does affect the file. What is found twice is
      // reported once.
      const isReplaying = program.getCompilerOptions().assumeChangesOnlyAffectDirectDependencies === true;
      return [...getProgramDiagnostics(file), ...(isReplaying ? session.errors(file) : [])];
    };
  }
  program.emit = (file, writeFile, token, onlyDeclarations, transformers, ...rest: []) => {
    const all = { ...transformers, before: [ours.transform, ...(transformers?.before ?? [])] };
    const isWhole = file === undefined;
    if (isWhole) write = writeFile;
    try {
      const result = emit(file, writeFile, token, onlyDeclarations, all, ...rest);
      // A builder emits file by file, and doesn't say which is the last.
      if (isWhole) ours.done();
      return { ...result, diagnostics: [...result.diagnostics, ...session.emitDiagnostics] };
    } catch (error) {
      ours.failed();
      throw error;
    }
  };
  return program;
}
