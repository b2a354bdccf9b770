import type ts from "typescript";
import { createSession } from "./session.js";

type TS = typeof ts;

/** What hosts pass to a source transformer. */
export interface SourceTransformerExtras {
  readonly ts: TS;
  readonly addDiagnostic?: (diagnostic: ts.Diagnostic) => unknown;
}

/**
 * The plain form of a transformer: one file after the other, as it is emitted. Hosts that know only this form lose
 * diagnostics with `--noEmit`, since nothing is emitted then.
 */
export function createSourceTransformer(
  program: ts.Program,
  { ts: host, addDiagnostic }: SourceTransformerExtras,
): ts.TransformerFactory<ts.SourceFile> {
  const session = createSession(host, program);
  return (context) => (file) => {
    const transformed = session.transform(context, file);
    for (const diagnostic of [...session.diagnostics(file), ...session.emitDiagnostics]) addDiagnostic?.(diagnostic);
    return transformed;
  };
}
