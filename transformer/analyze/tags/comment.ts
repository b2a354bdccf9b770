import { readOptions, type LiteralProblem, type OptionUse } from "./literal.js";
import { readKeyText, type KeyExpression } from "./key-text.js";
import { isTag, KEY_TAG, readTag, TAG } from "./names.js";

/** A comment that has one of our tags, or a misspelling of one. */
export interface TaggedComment {
  readonly start: number;
  readonly end: number;
  /** Tags count only in JSDoc. */
  readonly isJSDoc: boolean;
  readonly tags: readonly TagUse[];
}

/** A tag as it was written. */
export interface TagUse {
  /** The tag that is or was meant. */
  readonly tag: string;
  readonly written: string;
  readonly exact: boolean;
  /** The `@`. */
  readonly start: number;
  readonly end: number;
  readonly options: readonly OptionUse[];
  /** What the key is to be, of `@cacheKey`. */
  readonly key: readonly KeyExpression[];
  readonly problem: LiteralProblem | undefined;
  /** Text behind the tag that is neither options nor another tag. */
  readonly prose: { readonly start: number; readonly end: number } | undefined;
}

/**
 * Reads our tags from the comment at `start` to `end` of a file. Works on the text: since TypeScript 5.3 `tsc` doesn't
 * parse JSDoc.
 */
export function readComment(source: string, start: number, end: number): TaggedComment {
  const { isJSDoc, written, text } = readText(source.slice(start, end));
  const tags: TagUse[] = [];
  let readTo = 0;
  for (const match of text.matchAll(TAG)) {
    const [whole, space, word = ""] = match;
    const before = text.slice(0, match.index);
    if (match.index < readTo || !isPlaceForTag(lastLine(before), word, isJSDoc)) continue;
    const afterName = match.index + whole.length;
    const known = readTag(word, text, afterName);
    if (known === undefined) continue;
    const use = known.tag === KEY_TAG ? readKeyUse(text, afterName) : readUse(text, written, afterName);
    readTo = use.readTo;
    tags.push({
      tag: known.tag,
      written: whole.slice(1),
      exact: known.exact && space === "",
      start: start + match.index,
      end: start + match.index + whole.length,
      options: use.options.map((option) => shift(option, start)),
      key: (use.key ?? []).map((expression) => shiftExpression(expression, start)),
      problem: use.problem && shiftProblem(use.problem, start),
      prose: use.prose && { start: start + use.prose.start, end: start + use.prose.end },
    });
  }
  return { start, end, isJSDoc, tags };
}

/** A comment's text: what surrounds and lines it is replaced by spaces, so that every position stays. */
export interface CommentText {
  readonly isJSDoc: boolean;
  readonly written: string;
  /** Without the code in backticks, where a tag is only a mention. */
  readonly text: string;
}

export function readText(comment: string): CommentText {
  const isJSDoc = /^\/\*\*(?!\/)/.test(comment);
  const written = blank(comment);
  return { isJSDoc, written, text: isJSDoc ? withoutCode(written) : written };
}

interface Use {
  readonly options: readonly OptionUse[];
  readonly key?: readonly KeyExpression[];
  readonly problem?: LiteralProblem | undefined;
  readonly prose?: { readonly start: number; readonly end: number } | undefined;
  readonly readTo: number;
}

function readKeyUse(text: string, afterName: number): Use {
  const { expressions, problem, end } = readKeyText(text, afterName);
  return { options: [], key: expressions, problem, readTo: end };
}

/** @param written the text with the code in backticks, which may stand in an option's strings */
function readUse(text: string, written: string, afterName: number): Use {
  const open = /\s*\{/y;
  open.lastIndex = afterName;
  if (!open.test(text)) return { options: [], readTo: afterName, prose: findProse(text, afterName) };
  const read = readOptions(written, open.lastIndex - 1);
  if ("problem" in read) return { options: [], problem: read.problem, readTo: afterName };
  return { options: read.options, readTo: read.end, prose: findProse(text, read.end) };
}

/** Text before the next tag or the comment's end, as far as the line goes. */
function findProse(text: string, from: number): { start: number; end: number } | undefined {
  const words = /\S.*/g;
  words.lastIndex = from;
  const found = words.exec(text);
  if (found === null || /^@[A-Za-z]/.test(found[0])) return undefined;
  return { start: found.index, end: found.index + found[0].trimEnd().length };
}

/** Replaces what surrounds and lines the comment by spaces; every position stays. */
function blank(comment: string): string {
  const text = comment.replace(/^\/\*\*?|^\/\/+/, spaces).replace(/\*\/$/, spaces);
  return comment.startsWith("//") ? text : text.replace(/^[ \t]*\*/gm, spaces);
}

/** Replaces code in backticks by spaces. */
function withoutCode(text: string): string {
  // A fence spans lines, a code span doesn't: two lone backticks must not hide a tag between them.
  return text.replace(/```[^]*?```|(`+)[^`\n]+\1/g, spaces);
}

function spaces(text: string): string {
  return text.replace(/[^\n]/g, " ");
}

/**
 * A tag in the middle of a line counts in JSDoc; elsewhere that is only a mention. One that other characters stand
 * against, such as a bracket, is taken for a tag too if it is ours to the letter: it must not be passed over.
 */
export function isPlaceForTag(before: string, word: string, isJSDoc: boolean): boolean {
  if (!isJSDoc) return /^\s*$/.test(before);
  return /(^|\s)$/.test(before) || (isTag(word) && /[^\w\\@]$/.test(before));
}

function lastLine(text: string): string {
  return text.slice(text.lastIndexOf("\n") + 1);
}

function shiftExpression({ start, end, steps: [first, ...others] }: KeyExpression, by: number): KeyExpression {
  const moved = <T extends { start: number; end: number }>(step: T): T => ({
    ...step,
    start: step.start + by,
    end: step.end + by,
  });
  return { start: start + by, end: end + by, steps: [moved(first), ...others.map(moved)] };
}

function shiftProblem({ expected, at, bare }: LiteralProblem, by: number): LiteralProblem {
  const moved = bare && { ...bare, start: bare.start + by, end: bare.end + by };
  return { expected, at: at + by, ...(moved && { bare: moved }) };
}

function shift(option: OptionUse, by: number): OptionUse {
  return {
    ...option,
    nameStart: option.nameStart + by,
    nameEnd: option.nameEnd + by,
    valueStart: option.valueStart + by,
    valueEnd: option.valueEnd + by,
    items: option.items.map((item) => ({ ...item, start: item.start + by, end: item.end + by })),
  };
}
