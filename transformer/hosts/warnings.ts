import type ts from "typescript";
import { isEdited } from "./edited.js";
import type { Session } from "./session.js";

type TS = typeof ts;

/** Takes a warning to where people see it. */
export type Warn = (warning: ts.Diagnostic) => void;

/** Passes on the warnings of files, those of each file once, however often its diagnostics are asked for. */
export function createWarnings(
  host: TS,
  session: Pick<Session, "warnings">,
  warn: Warn,
): (...files: readonly ts.SourceFile[]) => void {
  const seen = new Set<ts.SourceFile>();
  return (...files) => {
    const fresh = files.filter((file) => !seen.has(file));
    for (const file of fresh) seen.add(file);
    const warnings = fresh.flatMap((file) => session.warnings(file));
    for (const warning of host.sortAndDeduplicateDiagnostics(warnings)) warn(warning);
  };
}

/**
 * Prints as tsc prints its diagnostics, past tsc: for it everything that it reports is a reason to fail, whatever the
 * category.
 */
export function createPrinter(host: TS, options: ts.CompilerOptions): Warn {
  const format = createFormatter(host, options);
  return (warning) => {
    if (!isEdited(warning.file)) host.sys.write(format([warning]));
  };
}

/** Writes diagnostics as tsc does. */
export function createFormatter(
  host: TS,
  { pretty }: ts.CompilerOptions,
): (diagnostics: readonly ts.Diagnostic[]) => string {
  const { sys } = host;
  const formatHost: ts.FormatDiagnosticsHost = {
    getCurrentDirectory: () => sys.getCurrentDirectory(),
    getCanonicalFileName: (name) => (sys.useCaseSensitiveFileNames ? name : name.toLowerCase()),
    getNewLine: () => sys.newLine,
  };
  return (diagnostics) =>
    (pretty ?? isPrettyByDefault(sys))
      ? host.formatDiagnosticsWithColorAndContext(diagnostics, formatHost) + sys.newLine
      : host.formatDiagnostics(diagnostics, formatHost);
}

/** As tsc decides it, in a function of its own that it doesn't export. */
function isPrettyByDefault(sys: ts.System): boolean {
  if (process.env["NO_COLOR"]) return false;
  if (process.env["FORCE_COLOR"]) return true;
  return sys.writeOutputIsTTY?.() ?? false;
}
