import type ts from "typescript";
import type { FilePlan } from "../transformer/analyze/plan.js";
import type { Compiler } from "../transformer/compiler/adapter.js";

/** One file of a program, as the editor's features see it. */
export interface FileView {
  readonly host: typeof ts;
  readonly program: ts.Program;
  /** The compiler's own language service: without what we add to it. */
  readonly service: ts.LanguageService;
  readonly file: ts.SourceFile;
  readonly compiler: Compiler;
  readonly plan: FilePlan;
}

/** One file where completions are asked for: its first tag may be about to be written. */
export type CompletionView = Omit<FileView, "plan" | "compiler"> & { readonly compiler: () => Compiler };
