import { hasReceiver } from "../../transformer/analyze/keys/receiver.js";
import type { CacheTag } from "../../transformer/analyze/tags/names.js";
import { OPTIONS } from "../../transformer/analyze/tags/option-table.js";
import type { Compiler, FunctionNode } from "../../transformer/compiler/adapter.js";
import type { Proposal } from "./entry.js";
import type { OptionsPlace, ValuePlace } from "./half-written.js";

type NamePlace = Exclude<OptionsPlace, ValuePlace>;

/** The options that a tag takes and doesn't have yet. */
export function optionNames(
  compiler: Compiler,
  fn: FunctionNode | undefined,
  tag: CacheTag,
  { start, end, hasColon, given }: NamePlace,
): Proposal[] {
  const isCalledOn = fn === undefined || hasReceiver(compiler, fn);
  const fitting = Object.entries(OPTIONS).filter(([name, { only, read }]) => {
    if (read === undefined || given.has(name)) return false;
    return (only === undefined || only === tag) && (name !== "this" || isCalledOn);
  });
  return fitting.map(([name]) => ({
    name,
    kind: "option",
    insert: hasColon ? name : name + opening(name),
    start,
    end,
  }));
}

/** What stands between an option's name and what has to be chosen of its value. */
function opening(name: string): string {
  if (name === "tags") return ': ["';
  return takesText(name) ? ': "' : ": ";
}

function takesText(name: string): boolean {
  const values = OPTIONS[name]?.values;
  return name === "version" || values?.every((value) => value.startsWith('"')) === true;
}

/** Values that an option may have. */
export function optionValues({ option, start, end, inList, quote, closed }: ValuePlace): Proposal[] {
  const values = Object.hasOwn(OPTIONS, option) ? (OPTIONS[option]?.values ?? []) : [];
  if (inList) return [];
  if (quote === undefined) return values.map((name) => ({ name, kind: "value", start, end }));
  const texts = values.filter((value) => value.startsWith('"')).map((value) => value.slice(1, -1));
  return texts.map((name) => ({ name, kind: "value", insert: closed ? name : name + quote, start, end }));
}
