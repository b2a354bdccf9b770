import type ts from "typescript";
import { Reporter } from "../../transformer/analyze/report.js";
import type { Context } from "../../transformer/analyze/context.js";
import { mergeUses } from "../../transformer/analyze/keys/merge.js";
import { boundNames, type BoundName } from "../../transformer/analyze/keys/parameters.js";
import { pathText, type Path } from "../../transformer/analyze/keys/paths.js";
import { slice } from "../../transformer/analyze/keys/slices.js";
import { endOfUse, tagBehind } from "./comment-edits.js";
import type { FunctionNode } from "../../transformer/compiler/adapter.js";
import { readSettings } from "../../transformer/settings.js";
import type { FileView } from "../view.js";
import type { Fix } from "./proposal.js";
import { cacheTagOf, nodeAt, tagAt, taggedAround, tagsOf, targetOf } from "./tagged.js";

/** Says with `@cacheKey` which parts of a parameter are its key: those that can be, of what the body reads. */
export const keyPaths: Fix = ({ view, diagnostic, newLine }) => {
  const { file } = view;
  const { start, length } = diagnostic.place;
  const place = tagAt(view, start);
  if (place !== undefined) return narrowed();
  const name = nodeAt(view, file, start);
  const fn = taggedAround(view, name);
  const tag = fn && cacheTagOf(view, fn);
  const bound = fn && boundOf(view, fn, (entry) => entry.name === name);
  if (fn === undefined || tag === undefined || bound === undefined || tag.use.problem !== undefined) return [];
  const paths = hashablePaths(view, bound, []);
  if (paths.length === 0) return [];
  const given = tagsOf(view, fn).find(({ use }) => use.tag === "cacheKey");
  const expressions = paths.map((path) => bound.name.text + pathText(path)).join(", ");
  const description = `Take only ${expressions} of "${bound.name.text}" into the key: @cacheKey ${expressions}`;
  if (given === undefined) {
    return [{ name: "key-paths", description, edits: [tagBehind(view, tag, `@cacheKey ${expressions}`, newLine)] }];
  }
  if (given.use.problem !== undefined || given.use.key.length === 0) return [];
  const at = endOfUse(file.text, given.use);
  return [
    { name: "key-paths", description, edits: [{ file: file.fileName, start: at, end: at, text: `, ${expressions}` }] },
  ];

  /** An expression that says too much. */
  function narrowed(): ReturnType<Fix> {
    const fn = place && targetOf(view, place)?.fn;
    const expression = place?.use.key.find((candidate) => candidate.start === start);
    if (fn === undefined || expression === undefined) return [];
    const [first, ...steps] = expression.steps;
    const bound = boundOf(view, fn, (entry) => entry.name.text === first.step);
    const paths =
      bound &&
      hashablePaths(
        view,
        bound,
        steps.map(({ step }) => step),
      );
    if (paths === undefined || paths.length === 0) return [];
    const text = paths.map((path) => first.step + pathText(path)).join(", ");
    const edits = [{ file: file.fileName, start, end: start + length, text }];
    return [{ name: "key-paths", description: `Change to what the function reads of it: ${text}`, edits }];
  }
};

function boundOf({ compiler }: FileView, fn: FunctionNode, is: (entry: BoundName) => boolean): BoundName | undefined {
  return boundNames(compiler, fn).find(is);
}

/** What the code reads of a parameter, below a path, that can be part of a key. */
function hashablePaths({ compiler, file }: FileView, { types, uses }: BoundName, below: Path): Path[] {
  const reporter = new Reporter(file);
  const context: Context = { compiler, settings: readSettings({}), reporter, keyMethods: new Set<ts.Node>() };
  const read = uses
    .filter(({ path, how }) => how !== "write" && path.length > below.length)
    .filter(({ path }) => below.every((step, index) => path[index] === step))
    .map(({ path, node }) => ({ path, how: "value" as const, node }))
    .filter((use) => slice(context, { types, uses: [use], asGiven: true }).problems.length === 0)
    .filter(({ path }) => path.every((step) => !String(step).startsWith("__@")));
  return mergeUses(read)
    .map(({ path }) => path)
    .filter((path, index, all) => all.findIndex((other) => pathText(other) === pathText(path)) === index);
}
