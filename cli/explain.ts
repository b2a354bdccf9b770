import { FAILED, UsageError, type Command } from "./command.js";
import { explanationOf } from "./explanation.js";
import { chooseFunction } from "./input/choose.js";
import { findManifests, loadManifest } from "./input/manifests.js";
import { explanationText } from "./text/explanation.js";
import { createPaint } from "./text/paint.js";

/** `tscached explain`: what one function's key and version are made of. */
export const explain: Command = {
  operands: "<function>",
  summary: "what a function's key and version are made of",
  details: `Prints what the last build says of a cached function: its options, its key, its
version, and all the code that the version covers, each piece with its hash.

<function> is one of these:
  load, outer.inner      a name
  src/load.ts#load       an id, or its end
  src/load.ts:12         the place of its name

Exit codes: 0, or ${FAILED} if there is no such function or no manifest.`,
  options: {
    manifest: {
      type: "string",
      short: "m",
      value: "file",
      description: "read this manifest, and not all below this folder; may be repeated",
    },
    json: { type: "boolean", description: "print JSON" },
  },
  run(given, io) {
    const [asked, ...others] = given.operands;
    if (asked === undefined) throw new UsageError("Which function? Give its name, its id, or its place as file:line.");
    if (others.length > 0) throw new UsageError(`One function at a time, and there is also ${others.join(" ")}.`);
    const files = given.texts("manifest");
    const found = files.length === 0 ? findManifests(io.cwd) : files.map((file) => loadManifest(io.cwd, file));
    const explanation = explanationOf(chooseFunction(found, asked));
    io.out(
      given.has("json")
        ? `${JSON.stringify(explanation, null, 2)}\n`
        : explanationText(explanation, createPaint(io.colour)),
    );
    return 0;
  },
};
