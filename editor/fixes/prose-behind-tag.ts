import { readOptions } from "../../transformer/analyze/tags/literal.js";
import { beginsLine, endOfUse, innerLine, isLong, lineStart } from "./comment-edits.js";
import type { Fix } from "./proposal.js";
import { tagAt } from "./tagged.js";

/** Moves the text behind a tag above it; or, if it reads as options, puts it into braces. */
export const proseBehindTag: Fix = ({ view, diagnostic, newLine }) => {
  const place = tagAt(view, diagnostic.place.start);
  const prose = place?.use.prose;
  if (place === undefined || prose === undefined) return [];
  const { use, found } = place;
  const { text, fileName: file } = view.file;
  const written = text.slice(prose.start, prose.end);

  if (use.options.length === 0 && isOptions(written)) {
    const start = text.slice(use.end, prose.start).trim() === "" ? use.end : prose.start;
    const edit = { file, start, end: prose.end, text: ` { ${written} }` };
    return [{ name: "options-without-braces", description: `Write it as options: { ${written} }`, edits: [edit] }];
  }
  // Rather a slip of the pen than a text.
  if (/^[^\p{L}\p{N}]*$/u.test(written) || /^[{(]/.test(written)) return [];
  const end = endOfText(text, prose.start, found.comment.end);
  const tag = text.slice(use.start, endOfUse(text, use));
  const words = text.slice(prose.start, end);
  const ownLine = beginsLine(text, use.start)
    ? lineStart(text, use.start)
    : innerLine(text, { pos: found.comment.start });
  const between = isLong(text, found.comment) ? newLine + ownLine : " ";
  return [
    {
      name: "prose-behind-tag",
      description: `Move the text above @${use.tag}`,
      edits: [{ file, start: use.start, end, text: words + between + tag }],
      all: { id: "prose-behind-tag", description: "Move all texts behind tags above them" },
    },
  ];
};

function isOptions(written: string): boolean {
  const read = readOptions(`{${written}}`, 0);
  return "options" in read && read.options.length > 0 && read.end === written.length + 2;
}

/** Where a text in a comment ends: before the next tag, or with the comment. */
function endOfText(source: string, start: number, commentEnd: number): number {
  const text = source.slice(start, commentEnd - "*/".length);
  const next = /\n[\s*]*@[A-Za-z]|\s@cache/.exec(text)?.index ?? text.length;
  return start + text.slice(0, next).replace(/[\s*]+$/, "").length;
}
