import type ts from "typescript";
import type { Diagnostic, Span } from "../diagnostics/diagnostic.js";

/** Turns plain diagnostics into the host's own, so that they print, sort and suppress nothing like any other. */
export function toHostDiagnostic(
  host: typeof ts,
  program: ts.Program,
  diagnostic: Diagnostic,
): ts.DiagnosticWithLocation {
  const { DiagnosticCategory } = host;
  const category = {
    error: DiagnosticCategory.Error,
    warning: DiagnosticCategory.Warning,
    suggestion: DiagnosticCategory.Suggestion,
  }[diagnostic.category];

  return {
    ...location(program, diagnostic.place),
    category,
    code: diagnostic.code,
    source: "tscached",
    messageText: diagnostic.text,
    relatedInformation: diagnostic.related.map((related) => ({
      ...location(program, related.place),
      category: DiagnosticCategory.Message,
      code: diagnostic.code,
      messageText: related.text,
    })),
  };
}

function location(
  program: ts.Program,
  { file, start, length }: Span,
): Pick<ts.DiagnosticWithLocation, "file" | "start" | "length"> {
  const source = program.getSourceFile(file);
  if (source === undefined) throw new Error(`tscached: a diagnostic points into ${file}, which is not in the program`);
  return { file: source, start, length };
}
