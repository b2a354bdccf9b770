import { catalogue } from "../../diagnostics/catalogue.js";
import type { EntryTag, KeyPartPlan } from "../plan.js";
import type { Range, Reporter } from "../report.js";
import type { LiteralItem } from "../tags/literal.js";
import { closest } from "../tags/names.js";
import { readTagTemplate, type TagSlot } from "../tags/tag-template.js";

/**
 * The tags of a function's entries, filled from its key: `"user:{id}"` with `id` as the key's first part is
 * `["user:", 0]`. Undefined if one of them can't be, which was reported.
 *
 * @param written the items of the option `tags`, all of them texts
 */
export function planEntryTags(
  reporter: Reporter,
  written: readonly LiteralItem[],
  source: string,
  key: readonly KeyPartPlan[],
): EntryTag[] | undefined {
  const tags = written.map((item) => planTag(reporter, item, source, key));
  return tags.every((tag) => tag !== undefined) ? tags : undefined;
}

function planTag(
  reporter: Reporter,
  { value, start, end }: LiteralItem,
  source: string,
  key: readonly KeyPartPlan[],
): EntryTag | undefined {
  const text = String(value);
  const template = readTagTemplate(text);
  // Where escapes stand for characters, it can't be told which of them a position in the text is.
  const isLiteral = source.slice(start + 1, end - 1) === text;
  const place = (from: number, to: number): Range =>
    isLiteral ? { start: start + 1 + from, end: start + 1 + to } : { start, end };
  if ("problem" in template) {
    const { expected, at } = template.problem;
    const message = catalogue.entryTagSyntax({ tag: text, expected });
    reporter.error(message, text === "" ? { start, end } : place(at, at + 1));
    return undefined;
  }
  const pieces = template.pieces.map((piece) => {
    if (typeof piece === "string") return piece;
    const position = key.findIndex(({ label }) => label === piece.label);
    const part = key[position];
    if (part !== undefined && fills(part)) return position;
    const message = part === undefined ? unknownPart(piece, key) : unfitPart(part);
    reporter.error(message, place(piece.start, piece.end));
    return undefined;
  });
  return pieces.every((piece) => piece !== undefined) ? pieces : undefined;
}

/** Whether a part of the key can be written into a text so that no two values look the same but by their type. */
function fills({ primitive, read }: KeyPartPlan): boolean {
  return primitive && read === "value";
}

function unfitPart({ label, read }: KeyPartPlan): ReturnType<typeof catalogue.unfitForEntryTag> {
  return catalogue.unfitForEntryTag({ part: label, read });
}

/** The key has no such part: perhaps it has what this is in, or what is in this. */
function unknownPart({ label }: TagSlot, key: readonly KeyPartPlan[]): ReturnType<typeof catalogue.unknownInEntryTag> {
  const around = key.find((part) => part.read !== "presence" && isInside(label, part.label));
  if (around !== undefined) return unfitPart(around);
  const usable = key.filter(fills).map((part) => part.label);
  const inside = usable.filter((part) => isInside(part, label));
  const known = inside.length > 0 ? inside : usable;
  const [ending, ...others] = known.filter((part) => part.endsWith(`.${label}`));
  const meant = others.length === 0 ? ending : undefined;
  return catalogue.unknownInEntryTag({ name: label, meant: meant ?? closest(label, known), known });
}

function isInside(inner: string, outer: string): boolean {
  return inner.startsWith(`${outer}.`) || inner.startsWith(`${outer}[`);
}
