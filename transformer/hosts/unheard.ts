import type ts from "typescript";
import { isEdited } from "./edited.js";
import { atEndOfBuild } from "./end-of-build.js";
import type { Session } from "./session.js";
import { createPrinter } from "./warnings.js";

type TS = typeof ts;

/**
 * Reports errors for a host that hears of none: prints them as tsc would, and has the process fail. With
 * `noEmitOnError` the program itself reports them, if it is asked before it emits, and writes nothing.
 *
 * @param isEmitting whether the program has begun to emit, and asks for no diagnostics any more
 */
export function reportUnheard(host: TS, program: ts.Program, session: Session, isEmitting: boolean): void {
  const files = program.getSourceFiles();
  if (files.some(isEdited)) return;
  const errors = host.sortAndDeduplicateDiagnostics(files.flatMap((file) => session.errors(file)));
  if (errors.length === 0) return;

  const options = program.getCompilerOptions();
  if (options.noEmitOnError === true && options.noEmit !== true && !isEmitting) {
    const getSemanticDiagnostics = program.getSemanticDiagnostics.bind(program);
    program.getSemanticDiagnostics = (file, ...rest) => [
      ...getSemanticDiagnostics(file, ...rest),
      ...errors.filter((error) => file === undefined || error.file === file),
    ];
    return;
  }
  const print = createPrinter(host, options);
  for (const error of errors) print(error);
  if (!process.listeners("exit").includes(failAtExit)) process.on("exit", failAtExit);
  forget(host, options);
}

/** The compiler ends the process itself, by a status that knows nothing of our errors; this comes after. */
function failAtExit(status: number): void {
  // As tsc's own for errors beside which there is output.
  if (status === 0) process.exitCode = 2;
}

/** What is remembered of an incremental build says that all went well, and the next one would look no more. */
function forget(host: TS, options: ts.CompilerOptions): void {
  // Internal, but in every version that hosts of this kind run.
  const { getTsBuildInfoEmitOutputFilePath: pathOf } = host as {
    getTsBuildInfoEmitOutputFilePath?: (options: ts.CompilerOptions) => string | undefined;
  };
  const info = pathOf?.(options);
  if (info === undefined) return;
  atEndOfBuild(() => {
    if (host.sys.fileExists(info)) host.sys.deleteFile?.(info);
  });
}
