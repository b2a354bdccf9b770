import type { CachedFunction, KeyPartPlan } from "../../transformer/analyze/plan.js";
import { readLabel } from "../../transformer/manifest/labels.js";
import { code, listed } from "./markdown.js";

/**
 * What the key is made of: a line for each parameter, in their order, and for each variable around the function.
 *
 * @param given the parameters that `@cacheKey` speaks of
 */
export function keyLines({ key, bindings, options }: CachedFunction, given: ReadonlySet<string>): string[] {
  const groups = new Map<string, KeyPartPlan[]>();
  for (const part of key) {
    const name = nameOf(part);
    groups.set(name, [...(groups.get(name) ?? []), part]);
  }
  const place = (parts: readonly KeyPartPlan[]): number => {
    const found = parts[0] === undefined || isOuter(parts[0]) ? -1 : bindings.indexOf(parts[0].base.name);
    return found === -1 ? bindings.length : found;
  };
  const sorted = [...groups].sort(([, left], [, right]) => place(left) - place(right));
  const lines = sorted.map(([name, parts]) => `${partsText(name, parts)}${origin(parts, bindings, given)}`);
  const own = [
    ...(options.scope === "session" ? ["the session that it is called in, each with a cache of its own"] : []),
    ...(options.this === "instance" ? ["the object that it is called on, each with a cache of its own"] : []),
  ];
  return lines.length + own.length === 0 ? ["nothing: all calls share one result"] : [...lines, ...own];
}

/** What the parameters bind and the key leaves out, and why. */
export function leftOutLines({ key, bindings, signals }: CachedFunction, given: ReadonlySet<string>): string[] {
  const taken = new Set(key.filter((part) => !isOuter(part)).map(({ base }) => base.name));
  const out = [...new Set(bindings)].filter((name) => !taken.has(name) && !given.has(name));
  const plain = out.filter((name) => !signals.includes(name)).map(code);
  return [
    ...(plain.length === 0 ? [] : [`${listed(plain)}, by the ${code("_")}`]),
    ...out
      .filter((name) => signals.includes(name))
      .map((name) => `${code(name)}, the signal by which a caller may leave`),
  ];
}

function isOuter({ base }: KeyPartPlan): boolean {
  return base.reference !== undefined;
}

function nameOf({ base }: KeyPartPlan): string {
  return [base.name, ...base.members].join(".");
}

function partsText(name: string, parts: readonly KeyPartPlan[]): string {
  const sorted = [...parts].sort((left, right) => (left.label < right.label ? -1 : 1));
  const [first] = sorted;
  if (first?.path.length === 0 && sorted.length === 1) return partText(first);
  return `of ${code(name)} only ${listed(sorted.map(partText))}`;
}

function partText({ label, read }: KeyPartPlan): string {
  const what = readLabel(read);
  return what === undefined ? code(label) : `${code(label)} (${what})`;
}

/** Where a part comes from, if that is no parameter's plain use. */
function origin([first]: readonly KeyPartPlan[], bindings: readonly string[], given: ReadonlySet<string>): string {
  if (first === undefined) return "";
  if (isOuter(first)) return ", a variable around the function";
  const { name } = first.base;
  if (given.has(name)) return `, by ${code("@cacheKey")}`;
  return name === "this" && !bindings.includes(name) ? ", by what its class says stands for it" : "";
}
