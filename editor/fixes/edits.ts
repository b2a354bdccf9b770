import type ts from "typescript";
import type { Edit } from "./proposal.js";

/** Edits as the compiler's language service gives them: by file, in the order of the text. */
export function toChanges(edits: readonly Edit[]): ts.FileTextChanges[] {
  return [...byFile(edits)].map(([fileName, its]) => ({
    fileName,
    textChanges: its.map(({ start, end, text }) => ({ span: { start, length: end - start }, newText: text })),
  }));
}

/**
 * The edits of several fixes together. Of two that touch the same text the second is left out, to be done another time.
 */
export function together(fixes: readonly (readonly Edit[])[]): Edit[] {
  let all: readonly Edit[] = [];
  for (const edits of fixes) {
    const added = edits.filter((edit) => !all.some((other) => isSame(edit, other)));
    if (!added.some((edit) => all.some((other) => overlap(edit, other)))) all = [...all, ...added];
  }
  return [...all];
}

function byFile(edits: readonly Edit[]): Map<string, Edit[]> {
  const files = new Map<string, Edit[]>();
  for (const edit of [...edits].sort((left, right) => left.start - right.start || left.end - right.end)) {
    files.set(edit.file, [...(files.get(edit.file) ?? []), edit]);
  }
  return files;
}

function isSame(edit: Edit, other: Edit): boolean {
  return edit.file === other.file && edit.start === other.start && edit.end === other.end && edit.text === other.text;
}

/** Whether two edits touch the same text, or put theirs at the same place. */
function overlap(edit: Edit, other: Edit): boolean {
  if (edit.file !== other.file) return false;
  return (edit.start < other.end && other.start < edit.end) || edit.start === other.start;
}
