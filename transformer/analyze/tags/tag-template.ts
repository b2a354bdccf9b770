import { pathText } from "../keys/paths.js";
import type { EntryTag } from "../plan.js";
import { readPath } from "./key-text.js";
import type { LiteralProblem } from "./literal.js";

/** One text of the option `tags`: texts, and the parts of the key that are to be written between them. */
export interface TagTemplate {
  readonly pieces: readonly (string | TagSlot)[];
}

/** The place of a part of the key: `{user.id}`. */
export interface TagSlot {
  /** The part as keys label it. */
  readonly label: string;
  /** Where the path stands in the text, without the braces. */
  readonly start: number;
  readonly end: number;
}

/**
 * Reads one text of the option `tags`. There is no escape for a brace: whoever writes `{{id}}` or `${id}`, as elsewhere,
 * wants the part, and with a text in its place no invalidation would ever find the entry.
 */
export function readTagTemplate(text: string): TagTemplate | { readonly problem: LiteralProblem } {
  const pieces: (string | TagSlot)[] = [];
  let position = 0;
  while (position < text.length) {
    const [plain] = /^[^{}]*/.exec(text.slice(position)) ?? [""];
    if (plain !== "") pieces.push(plain);
    position += plain.length;
    if (position === text.length) break;
    if (text[position] === "}") return stop('a "{" before this', position);
    if (plain.endsWith("$")) return stop('"{" without "$"', position - 1);
    const slot = readSlot(text, position + 1);
    if ("problem" in slot) return slot;
    pieces.push(slot);
    position = skipSpace(text, slot.end) + 1;
  }
  return pieces.length === 0 ? stop("a text", 0) : { pieces };
}

/** A tag as the option `tags` would write it: `user:{user.id}`. */
export function tagText(tag: EntryTag, labels: readonly string[]): string {
  return tag.map((piece) => (typeof piece === "string" ? piece : `{${labels[piece] ?? piece}}`)).join("");
}

function readSlot(text: string, from: number): TagSlot | { readonly problem: LiteralProblem } {
  const path = readPath(text, skipSpace(text, from));
  if (path === undefined) return stop("the name of a part of the key", from);
  const after = skipSpace(text, path.end);
  if (text[after] !== "}") return stop('"}"', after);
  const [{ step: name }, ...steps] = path.steps;
  const { start, end } = path;
  return { label: name + pathText(steps.map(({ step }) => step)), start, end };
}

function skipSpace(text: string, from: number): number {
  return from + (/^\s*/.exec(text.slice(from))?.[0].length ?? 0);
}

function stop(expected: string, at: number): { readonly problem: LiteralProblem } {
  return { problem: { expected, at } };
}
