import type ts from "typescript";

/** One proposal, before it has the compiler's form. */
export interface Proposal {
  readonly name: string;
  readonly kind: "tag" | "option" | "value" | "parameter" | "property";
  /** What is written, if that isn't the name. */
  readonly insert?: string;
  /** What it takes the place of. */
  readonly start: number;
  readonly end: number;
}

/** Proposals in their order, as editors take them. */
export function toEntries(host: typeof ts, proposals: readonly Proposal[]): ts.CompletionEntry[] {
  const { keyword, memberVariableElement, string, parameterElement } = host.ScriptElementKind;
  const kinds = {
    tag: keyword,
    option: memberVariableElement,
    value: string,
    parameter: parameterElement,
    property: memberVariableElement,
  };
  return proposals.map(({ name, kind, insert, start, end }, index) => ({
    name,
    kind: kinds[kind],
    kindModifiers: "",
    // Ahead of what the compiler proposes itself, which sorts from "10" up.
    sortText: `0${String(index).padStart(3, "0")}`,
    ...(insert === undefined || insert === name ? {} : { insertText: insert }),
    replacementSpan: { start, length: end - start },
  }));
}
