import type ts from "typescript";
import type { Compiler } from "../transformer/compiler/adapter.js";
import type { FileFacts } from "../transformer/hosts/session.js";

/** One file of a program, as the editor's features see it. */
export interface FileView extends FileFacts {
  readonly host: typeof ts;
  readonly program: ts.Program;
  /** The compiler's own language service: without what we add to it. */
  readonly service: ts.LanguageService;
  readonly file: ts.SourceFile;
}

/** One file where completions are asked for: its first tag may be about to be written. */
export type CompletionView = Omit<FileView, keyof FileFacts> & { readonly compiler: () => Compiler };

/** One file where something may be used that has tags elsewhere. */
export type UseView = Pick<FileView, "file" | "compiler" | "factsOf">;
