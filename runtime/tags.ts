import { ValueProblem } from "./problem.js";
import type { TagTemplate } from "./definition.js";
import type { Entry } from "./entry.js";
import { textOfPart, type KeyPart } from "./key/part.js";

/** Finds a function's entries by their tags, those included that are being computed. */
export class TagIndex {
  private readonly templates: readonly TagTemplate[];
  private readonly entries = new Map<string, Set<Entry>>();

  constructor(templates: readonly TagTemplate[]) {
    this.templates = templates;
  }

  /**
   * Takes in an entry, under the tags that its key fills in.
   *
   * @throws {ValueProblem} if a part that a tag names isn't there, or isn't a primitive value, against its type; with the part's index.
   */
  add(entry: Entry): void {
    entry.tags ??= this.tagsOf(entry);
    for (const tag of entry.tags) {
      const tagged = this.entries.get(tag);
      if (tagged === undefined) this.entries.set(tag, new Set([entry]));
      else tagged.add(entry);
    }
  }

  remove(entry: Entry): void {
    for (const tag of entry.tags ?? []) {
      const tagged = this.entries.get(tag);
      tagged?.delete(entry);
      if (tagged?.size === 0) this.entries.delete(tag);
    }
  }

  /** The entries that have a tag. */
  tagged(tag: string): Entry[] {
    return [...(this.entries.get(tag) ?? [])];
  }

  private tagsOf(entry: Entry): string[] {
    const parts = singleParts(entry);
    return this.templates.map((template) =>
      template.map((piece) => (typeof piece === "string" ? piece : textAt(parts, piece))).join(""),
    );
  }
}

/** A part of a key that a tag names, and that has no text. */
export class UntaggablePart extends ValueProblem {
  /** Which part of the function's key. */
  readonly index: number;

  constructor(index: number, isThere: boolean) {
    super(`${isThere ? "isn't a primitive value" : "isn't there"}, though a tag is made of it`, []);
    this.index = index;
  }
}

function textAt(parts: readonly (KeyPart | typeof TAKEN_APART)[], index: number): string {
  const isThere = index < parts.length;
  const part = isThere ? parts[index] : TAKEN_APART;
  const text = part === TAKEN_APART ? undefined : textOfPart(part);
  if (text === undefined) throw new UntaggablePart(index, isThere);
  return text;
}

const TAKEN_APART = Symbol("several steps");

/** The parts of the function's key that are one step of the tree each. */
function singleParts({ node, part }: Entry): (KeyPart | typeof TAKEN_APART)[] {
  const steps = [
    ...node.lineage().map(({ part: step, index }) => ({ step, index })),
    { step: part, index: node.index + 1 },
  ];
  const parts: (KeyPart | typeof TAKEN_APART)[] = [];
  let begun = 0;
  for (const [position, { step, index }] of steps.entries()) {
    if (index === parts.length) continue;
    parts.push(position === begun ? step : TAKEN_APART);
    begun = position + 1;
  }
  return parts;
}
