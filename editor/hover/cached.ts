import type { CachedFunction } from "../../transformer/analyze/plan.js";
import type { TagUse } from "../../transformer/analyze/tags/comment.js";
import type { FileFacts } from "../../transformer/hosts/session.js";
import { coverageLabel, packageOf } from "../../transformer/manifest/labels.js";
import { listUnits } from "../../transformer/manifest/unit-list.js";
import { keyTagOf, type TaggedFunction } from "../tagged.js";
import { keyLines, leftOutLines } from "./key.js";
import { code, listed } from "./markdown.js";
import { optionPhrases } from "./options.js";

/** What is known of a function that is cached, as Markdown. */
export function describeCached({ roots }: FileFacts, fn: TaggedFunction, planned: CachedFunction): string {
  const given = keyTagOf(fn);
  const names = new Set(given?.key.map(({ steps: [first] }) => first.step));
  const ignored = fn.comments.some(({ comment }) => comment.tags.some(ignoresReceiver));
  const leftOut = [
    ...leftOutLines(planned, names),
    ...(ignored ? [`the object that it is called on, by ${code('this: "ignore"')}`] : []),
  ];
  const sections = [
    `**Cached ${planned.kind}.** ${isolation(planned)}`,
    section("Key", keyLines(planned, names)),
    ...(leftOut.length === 0 ? [] : [section("Not in the key", leftOut)]),
    `**Kept** ${optionPhrases(planned).join("; ")}.`,
    `**Version** ${code(planned.version.version)} covers ${coverage(roots, planned)}.`,
    code(planned.id),
  ];
  return sections.join("\n\n");
}

function ignoresReceiver({ options }: TagUse): boolean {
  return options.some(({ name, value }) => name === "this" && value === "ignore");
}

function section(title: string, lines: readonly string[]): string {
  return [`**${title}**`, "", ...lines.map((line) => `- ${line}`)].join("\n");
}

function isolation({ kind, immutable, options }: CachedFunction): string {
  const everyone = options.scope === "session" ? "Everyone in the session" : "Everyone";
  if (kind === "resource") return `${everyone} shares the one object.`;
  if (immutable && options.freeze !== false) return `${everyone} shares one frozen value, which nobody can change.`;
  return "Every caller gets a copy of its own.";
}

/** A few names tell more than a count; the whole tree is what `npx tscached explain` is for. */
const MOST_NAMED = 5;

function coverage(roots: FileFacts["roots"], { version, file }: CachedFunction): string {
  const { hash = "deps" } = version.options;
  const root = version.root === undefined ? undefined : roots[version.root];
  if (root === undefined) return coverageLabel(hash, []);
  const [, ...units] = listUnits([root], "/");
  const packages = units.map(packageOf).filter((found) => found !== undefined);
  const pieces = units.filter((unit) => unit.package === undefined);
  const reached = [
    ...named(
      pieces.map(({ name }) => shortName(name, file)),
      "piece of code",
      "pieces of code",
    ),
    ...named(
      packages.map(({ name, version: installed }) => `${name} ${installed}`),
      "package",
      "packages",
    ),
  ];
  return coverageLabel(hash, reached.length === 0 ? [] : [listed(reached)]);
}

/** The first names, and how many more there are. */
function named(names: readonly string[], one: string, several: string): string[] {
  const shown = names.slice(0, MOST_NAMED).map(code);
  const rest = names.length - shown.length;
  return rest === 0 ? shown : [...shown, `${rest} more ${rest === 1 ? one : several}`];
}

/** Without what is the same for the function itself: `money`, and `lib/format.ts#money` of another file. */
function shortName(name: string, file: string): string {
  const [place = "", inner] = name.split("#");
  if (inner === undefined) return place;
  return place.endsWith(`/${file}`) ? inner : `${inner} of ${place.split("/").at(-1) ?? place}`;
}
