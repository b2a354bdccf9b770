import type ts from "typescript";
import { createSession } from "./session.js";

type TS = typeof ts;

/** What `--incremental`, `--watch` and `-b` ask for diagnostics, so that they keep and replay ours. Internal to tsc. */
interface BuilderQueries {
  getBindAndCheckDiagnostics?(file: ts.SourceFile, token?: ts.CancellationToken): readonly ts.Diagnostic[];
}

/**
 * Makes a program report our diagnostics with its own and compile cached functions when it emits. Works on the program
 * itself: no second program is made, and without tags nothing is analysed.
 */
export function extendProgram(host: TS, program: ts.Program): ts.Program {
  const session = createSession(host, program);
  const builder = program as BuilderQueries;
  const emit = program.emit.bind(program);
  const getSemanticDiagnostics = program.getSemanticDiagnostics.bind(program);
  const getBindAndCheckDiagnostics = builder.getBindAndCheckDiagnostics?.bind(program);

  program.getSemanticDiagnostics = (file, ...rest) => {
    const files = file === undefined ? program.getSourceFiles() : [file];
    return [...getSemanticDiagnostics(file, ...rest), ...files.flatMap((source) => session.diagnostics(source))];
  };
  if (getBindAndCheckDiagnostics !== undefined) {
    builder.getBindAndCheckDiagnostics = (file, ...rest) => [
      ...getBindAndCheckDiagnostics(file, ...rest),
      ...session.diagnostics(file),
    ];
  }
  program.emit = (file, writeFile, token, onlyDeclarations, transformers, ...rest: []) => {
    const ours: ts.TransformerFactory<ts.SourceFile> = (context) => (source) => session.transform(context, source);
    const all = { ...transformers, before: [ours, ...(transformers?.before ?? [])] };
    const result = emit(file, writeFile, token, onlyDeclarations, all, ...rest);
    return { ...result, diagnostics: [...result.diagnostics, ...session.emitDiagnostics] };
  };
  return program;
}
