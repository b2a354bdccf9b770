import type { FunctionNode } from "../../transformer/compiler/adapter.js";
import { Reporter } from "../../transformer/analyze/report.js";
import { planResult } from "../../transformer/analyze/result.js";
import type { CacheTag } from "../../transformer/analyze/tags/names.js";
import { OPTIONS } from "../../transformer/analyze/tags/option-table.js";
import { readSettings } from "../../transformer/settings.js";
import type { FileView } from "../view.js";
import { withoutOptions } from "./option-edits.js";
import type { Fix, Proposal } from "./proposal.js";
import { removalOfOption } from "./surplus-option.js";
import { cacheTagOf, nodeAt, tagAt, taggedAround, targetOf, type TagPlace } from "./tagged.js";

/** What can't be copied is shared. */
export const uncopyableResult: Fix = ({ view, diagnostic }) => {
  // At the return type, at the name or, of a function without either, at the tag.
  const place = tagAt(view, diagnostic.place.start) ?? tagOfFunctionAt(view, diagnostic.place.start);
  return place === undefined ? [] : [switchTo(view, place, "cacheResource")];
};

/** An option of the other tag: that tag, or without the option. */
export const optionOfOtherTag: Fix = (request) => {
  const { view, diagnostic } = request;
  const place = tagAt(view, diagnostic.place.start);
  const fn = place && targetOf(view, place)?.fn;
  if (place === undefined) return [];
  const other = place.use.tag === "cacheData" ? "cacheResource" : "cacheData";
  const isFit = fn !== undefined && (other === "cacheResource" || mayBeData(view, fn));
  const removal = removalOfOption(request, {
    id: "option-of-other-tag",
    description: "Remove all options of the other tag",
  });
  return [...(isFit ? [switchTo(view, place, other)] : []), ...removal];
};

function tagOfFunctionAt(view: FileView, position: number): TagPlace | undefined {
  const { host } = view;
  let node = nodeAt(view, view.file, position);
  const around = taggedAround(view, node);
  if (around !== undefined) return cacheTagOf(view, around);
  // A constant's name stands before the function.
  while (!host.isVariableDeclaration(node) && !host.isPropertyDeclaration(node) && !host.isPropertyAssignment(node)) {
    if (host.isSourceFile(node)) return undefined;
    node = node.parent;
  }
  const { initializer } = node;
  let inner: typeof initializer = initializer;
  while (inner !== undefined && !host.isFunctionLike(inner))
    inner = (inner as { expression?: typeof inner }).expression;
  return inner && cacheTagOf(view, inner);
}

/** Whether a function's result can be copied. */
function mayBeData({ compiler, file }: FileView, fn: FunctionNode): boolean {
  const reporter = new Reporter(file);
  const context = { compiler, settings: readSettings({}), reporter, keyMethods: new Set<never>() };
  return planResult(context, fn, "data", { start: 0, end: 0 }) !== undefined;
}

/** The other tag, without the options that it doesn't take. */
function switchTo(view: FileView, { use }: TagPlace, tag: CacheTag): Proposal {
  const surplus = use.options.filter(({ name }) => (OPTIONS[name]?.only ?? tag) !== tag);
  const without = surplus.map(({ name }) => `"${name}"`).join(" and ");
  const start = use.start + "@".length;
  return {
    name: "other-tag",
    description: `Use @${tag}${without === "" ? "" : `, without ${without}`}`,
    edits: [
      { file: view.file.fileName, start, end: use.end, text: tag },
      ...(surplus.length === 0 ? [] : withoutOptions(view, use, surplus)),
    ],
  };
}
