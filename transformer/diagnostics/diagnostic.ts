/** A diagnostic as plain data: no host has to be there to make, compare or store one. */
export interface Diagnostic extends Message {
  readonly category: "error" | "warning" | "suggestion";
  readonly place: Span;
  readonly related: readonly RelatedInformation[];
}

/** A stretch of a source file, in UTF-16 units. */
export interface Span {
  readonly file: string;
  readonly start: number;
  readonly length: number;
}

/** A catalogue entry with its parameters filled in. */
export interface Message {
  readonly code: number;
  readonly text: string;
  /** What the entry was filled in with: plain facts, for those who offer a way out. */
  readonly parameters: object;
}

export interface RelatedInformation {
  readonly place: Span;
  readonly text: string;
}
