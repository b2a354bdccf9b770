import type ts from "typescript";
import type { TaggedComment, TagUse } from "../../transformer/analyze/tags/comment.js";
import type { FileView } from "../view.js";
import type { Edit } from "./proposal.js";
import type { TagPlace } from "./tagged.js";

/** Where a tag ends, with its options or its expressions. */
export function endOfUse(source: string, use: TagUse): number {
  return use.key.at(-1)?.end ?? bracesOf(source, use)?.end ?? use.end;
}

/** Where the options of a tag stand, with their braces. */
export function bracesOf(source: string, use: TagUse): { readonly start: number; readonly end: number } | undefined {
  if (use.problem !== undefined) return undefined;
  // A line of a comment may begin with a star.
  const start = match(/[\s*]*\{/y, source, use.end);
  const inside = use.options.at(-1)?.valueEnd ?? start;
  const end = inside && match(/[\s*]*,?[\s*]*\}/y, source, inside);
  return start === undefined || end === undefined ? undefined : { start: start - 1, end };
}

function match(form: RegExp, source: string, from: number): number | undefined {
  form.lastIndex = from;
  return form.test(source) ? form.lastIndex : undefined;
}

/** What stands at the start of the line of a position, before the text of a comment: ` * `. */
export function lineStart(source: string, position: number): string {
  const start = source.lastIndexOf("\n", position - 1) + 1;
  return /^[^\S\n]*(?:\*(?!\/)[^\S\n]*)?/.exec(source.slice(start, position))?.[0] ?? "";
}

/** Whether nothing stands on the line of a position before it, but what a comment's lines begin with. */
export function beginsLine(source: string, position: number): boolean {
  const start = source.lastIndexOf("\n", position - 1) + 1;
  return start + lineStart(source, position).length === position;
}

/** Puts a tag behind another one, on a line of its own where that one has one. */
export function tagBehind({ file }: FileView, { use }: TagPlace, tag: string, newLine: string): Edit {
  const { text } = file;
  const end = endOfUse(text, use);
  const before = beginsLine(text, use.start) ? newLine + lineStart(text, use.start) : " ";
  return { file: file.fileName, start: end, end, text: before + tag };
}

/** Takes a tag away, and the comment with it if it says nothing else. */
export function withoutTag({ file }: FileView, { found: { comment }, use }: TagPlace): Edit {
  const { text } = file;
  const end = endOfUse(text, use);
  const rest = text.slice(comment.start, use.start) + text.slice(end, comment.end);
  const range = /^[\s/*]*$/.test(rest)
    ? wholeLines(text, comment.start, comment.end)
    : beginsLine(text, use.start) && /^[^\S\n]*\n/.test(text.slice(end))
      ? { start: text.lastIndexOf("\n", use.start) + 1, end: text.indexOf("\n", end) + 1 }
      : { start: use.start, end: end + spacesAt(text, end) };
  return { file: file.fileName, ...range, text: "" };
}

/** The lines of a stretch, if nothing else stands on them; or else the stretch, and the space behind it. */
function wholeLines(text: string, start: number, end: number): { readonly start: number; readonly end: number } {
  const lineFrom = text.lastIndexOf("\n", start - 1) + 1;
  const behind = /^[^\S\n]*\n/.exec(text.slice(end))?.[0];
  if (behind !== undefined && /^\s*$/.test(text.slice(lineFrom, start))) {
    return { start: lineFrom, end: end + behind.length };
  }
  return { start, end: end + spacesAt(text, end) };
}

function spacesAt(text: string, position: number): number {
  return /^[^\S\n\r]*/.exec(text.slice(position))?.[0].length ?? 0;
}

/** Puts a tag into the JSDoc comment above a declaration, or into a new one. */
export function tagAbove({ host, file }: FileView, declaration: ts.Node, tag: string, newLine: string): Edit {
  const { text, fileName } = file;
  const above = (host.getLeadingCommentRanges(text, declaration.pos) ?? [])
    .filter(({ pos, end }) => /^\/\*\*(?!\/)/.test(text.slice(pos, end)))
    .at(-1);
  const start = declaration.getStart(file);
  if (above === undefined) {
    const isFirst = beginsLine(text, start);
    const behind = isFirst ? newLine + lineStart(text, start) : " ";
    return { file: fileName, start, end: start, text: `/** ${tag} */${behind}` };
  }
  const inside = /^\/\*\*[^]*[^\s*]/.exec(text.slice(above.pos, above.end - 2))?.[0];
  const at = above.pos + (inside?.length ?? "/**".length);
  const isLong = text.slice(above.pos, above.end).includes("\n");
  return { file: fileName, start: at, end: at, text: (isLong ? newLine + innerLine(text, above) : " ") + tag };
}

/** What the lines of a comment begin with. */
export function innerLine(text: string, { pos }: { readonly pos: number }): string {
  return `${lineStart(text, pos)} * `;
}

/** Whether a comment has several lines. */
export function isLong(source: string, { start, end }: TaggedComment): boolean {
  return source.slice(start, end).includes("\n");
}
