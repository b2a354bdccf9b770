import type { Diagnostic } from "../../transformer/diagnostics/diagnostic.js";
import type { TagUse } from "../../transformer/analyze/tags/comment.js";
import type { OptionUse } from "../../transformer/analyze/tags/literal.js";
import type { FileView } from "../view.js";

/** What a fix is asked about. */
export interface FixRequest {
  readonly view: FileView;
  readonly diagnostic: Diagnostic;
  /** What ends a line of the file. */
  readonly newLine: string;
}

/** One way out of a diagnostic, as edits of the text. */
export interface Proposal {
  readonly name: string;
  readonly description: string;
  readonly edits: readonly Edit[];
  /** Present where it may be done to the whole file at once: not where somebody has to choose. */
  readonly all?: FixAll;
  /** The option that it takes away, if that is all: of several in one tag, commas are shared. */
  readonly surplus?: { readonly use: TagUse; readonly option: OptionUse };
}

export interface FixAll {
  readonly id: string;
  readonly description: string;
}

/** A stretch of a file, and what is to stand there. */
export interface Edit {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Offers the ways out of one kind of diagnostic; none where they wouldn't lead out. */
export type Fix = (request: FixRequest) => readonly Proposal[];
