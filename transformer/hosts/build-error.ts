import type ts from "typescript";
import { createFormatter } from "./warnings.js";

type TS = typeof ts;

/** Diagnostics, for hosts that take none from a transformer: thrown while a file is emitted, they fail the build. */
export class BuildError extends Error {
  constructor(host: TS, options: ts.CompilerOptions, diagnostics: readonly ts.Diagnostic[]) {
    super(createFormatter(host, options)(diagnostics).trimEnd());
    // Tools print the stack, in which our own lines tell nobody anything.
    this.stack = this.message;
  }
}
