import { basename } from "node:path";
import ts from "typescript";
import { Reporter } from "../../../transformer/analyze/report.js";
import type { Diagnostic } from "../../../transformer/diagnostics/diagnostic.js";

/** A file with something to report about one function, and nothing about the other. */
export const REPORTED =
  "/** @cacheData */\nexport function f(n: number, g: () => void): number { g(); return n; }\n" +
  "/** @cacheData */\nexport function ok(n: number): number { return n; }\n";

/** Lets the analysis report its errors as something milder, so that no test depends on what it warns of. */
export function reportErrorsAs(category: Diagnostic["category"]): void {
  jest.spyOn(Reporter.prototype, "error").mockImplementation(function (this: Reporter, ...reported) {
    this.warning(...reported);
    const last = this.diagnostics.pop();
    if (last !== undefined) this.diagnostics.push({ ...last, category });
  });
}

/** Diagnostics in short, such as "Warning TS870300 a.ts": a whole one has all of its file in it. */
export function inShort(diagnostics: readonly ts.Diagnostic[]): string[] {
  return diagnostics.map(
    ({ category, code, file }) => `${ts.DiagnosticCategory[category]} TS${code} ${basename(file?.fileName ?? "")}`,
  );
}
