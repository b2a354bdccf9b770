import { quoted, withOptions } from "./option-edits.js";
import type { Fix } from "./proposal.js";
import { cacheTagOf, nodeAt, taggedAround } from "./tagged.js";

/** Gives each session a cache of a function that calls another which has one for each. */
export const sessionOption: Fix = ({ view, diagnostic, newLine }) => {
  const fn = taggedAround(view, nodeAt(view, view.file, diagnostic.place.start));
  const use = fn && cacheTagOf(view, fn)?.use;
  if (use === undefined || use.problem !== undefined) return [];
  const option = `scope: ${quoted(view, use, "session")}`;
  const given = use.options.find(({ name }) => name === "scope");
  return [
    {
      name: "session-option",
      description: `${given === undefined ? "Add" : "Change to"} { ${option} }, for a cache of each session's own`,
      edits: [
        given === undefined
          ? withOptions(view, use, [option], newLine)
          : { file: view.file.fileName, start: given.nameStart, end: given.valueEnd, text: option },
      ],
    },
  ];
};
