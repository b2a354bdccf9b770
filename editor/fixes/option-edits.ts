import type { TagUse } from "../../transformer/analyze/tags/comment.js";
import type { OptionUse } from "../../transformer/analyze/tags/literal.js";
import type { FileView } from "../view.js";
import { beginsLine, bracesOf, lineStart } from "./comment-edits.js";
import type { Edit } from "./proposal.js";

/** Adds options to a tag, in the way in which those that it has are written. */
export function withOptions({ file }: FileView, use: TagUse, options: readonly string[], newLine: string): Edit {
  const { text, fileName } = file;
  const last = use.options.at(-1);
  if (last === undefined) {
    const { start, end } = bracesOf(text, use) ?? use;
    const isNew = start === use.start;
    return { file: fileName, start: isNew ? end : start, end, text: `${isNew ? " " : ""}{ ${options.join(", ")} }` };
  }
  const separator = beginsLine(text, last.nameStart) ? `,${newLine}${lineStart(text, last.nameStart)}` : ", ";
  const added = options.map((option) => separator + option).join("");
  return { file: fileName, start: last.valueEnd, end: last.valueEnd, text: added };
}

/** Gives a tag an option that is a text, in the place of what it says of that already; with words for it. */
export function withOption(
  view: FileView,
  use: TagUse,
  [name, value]: readonly [name: string, value: string],
  newLine: string,
): { readonly words: string; readonly edit: Edit } {
  const option = `${name}: ${quoted(view, use, value)}`;
  const given = use.options.find((other) => other.name === name);
  if (given === undefined) return { words: `Add { ${option} }`, edit: withOptions(view, use, [option], newLine) };
  const edit = { file: view.file.fileName, start: given.nameStart, end: given.valueEnd, text: option };
  return { words: `Change to { ${option} }`, edit };
}

/** Takes some options of a tag away, and the braces with the last of them. */
export function withoutOptions({ file }: FileView, use: TagUse, gone: readonly OptionUse[]): Edit[] {
  const { text, fileName } = file;
  const isGone = use.options.map(({ nameStart }) => gone.some((option) => option.nameStart === nameStart));
  if (!isGone.includes(false)) {
    const end = bracesOf(text, use)?.end ?? use.end;
    return [{ file: fileName, start: use.end, end, text: "" }];
  }
  const lastLeft = isGone.lastIndexOf(false);
  return use.options.flatMap((option, index) => {
    if (isGone[index] !== true) return [];
    // One comma less: the one behind an option, but for the last ones those before.
    const [start, end] =
      index < lastLeft
        ? [option.nameStart, use.options[index + 1]?.nameStart]
        : [use.options[index - 1]?.valueEnd, option.valueEnd];
    return [{ file: fileName, start: start ?? option.nameStart, end: end ?? option.valueEnd, text: "" }];
  });
}

/** A text as the options of a tag write it. */
export function quoted({ file }: FileView, use: TagUse, text: string): string {
  const written = use.options.map(({ valueStart }) => file.text[valueStart]).find((first) => /["']/.test(first ?? ""));
  const quote = written ?? quoteOf(file.text);
  return quote + text + quote;
}

/** The quote that a file writes its imports with. */
export function quoteOf(source: string): string {
  return /^(?:import|export)\b[^"'\n]*(["'])/m.exec(source)?.[1] ?? '"';
}
