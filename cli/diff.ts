import { FAILED, UsageError, type Command } from "./command.js";
import { compareManifests, type Comparison } from "./compare/manifests.js";
import { loadManifest } from "./input/manifests.js";
import { differencesText } from "./text/differences.js";
import { createPaint } from "./text/paint.js";

const INVALIDATED = 1;
const MOST_CAUSES = 5;

/** `tscached diff`: which functions lose their cached results by a change, and through what. */
export const diff: Command = {
  operands: "<old manifest> <new manifest>",
  summary: "which functions lose their cached results between two builds, and why",
  details: `Compares the manifests of two builds. A function loses its cached results if its
version differs or if it is gone; for each, the causes are named: the code that
changed with the way there, packages, the key, options.

Exit codes: 0 if no function loses results, ${INVALIDATED} if one does, ${FAILED} if a manifest
can't be read.`,
  options: {
    causes: {
      type: "string",
      value: "number",
      description: `how many causes in the code to name of each function, nearest first; ${MOST_CAUSES} if left out`,
    },
    json: { type: "boolean", description: "print JSON" },
  },
  run(given, io) {
    const [old, now, ...others] = given.operands;
    if (old === undefined || now === undefined || others.length > 0) {
      const count = given.operands.length;
      throw new UsageError(`Two manifests are compared, and ${count} ${count === 1 ? "is" : "are"} given.`);
    }
    const most = causesAsked(given.texts("causes").at(-1));
    const comparison = compareManifests(loadManifest(io.cwd, old).manifest, loadManifest(io.cwd, now).manifest, most);
    io.out(
      given.has("json")
        ? `${JSON.stringify(asJson(old, now, comparison), null, 2)}\n`
        : differencesText(comparison, createPaint(io.colour)),
    );
    return comparison.changed.length + comparison.removed.length > 0 ? INVALIDATED : 0;
  },
};

function causesAsked(text: string | undefined): number {
  if (text === undefined) return MOST_CAUSES;
  if (!/^[1-9]\d{0,2}$/.test(text))
    throw new UsageError(`--causes takes a whole number from 1 to 999, and is given ${text}.`);
  return Number(text);
}

/** What `--json` prints: docs/cli.md describes it. */
function asJson(old: string, now: string, { changed, removed, added, unchanged }: Comparison): object {
  const summary = { changed: changed.length, removed: removed.length, added: added.length, unchanged };
  return { format: 1, old, new: now, summary, changed, removed, added };
}
