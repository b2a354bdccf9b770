import { catalogue, parametersOf } from "../../transformer/diagnostics/catalogue.js";
import type { Fix } from "./proposal.js";

/** `@cachedata` to `@cacheData`. */
export const misspeltTag: Fix = ({ diagnostic }) => {
  const tag = parametersOf(catalogue.misspeltTag, diagnostic);
  if (tag === undefined) return [];
  const { file, start, length } = diagnostic.place;
  return [
    {
      name: "misspelt-tag",
      description: `Change to @${tag.meant}`,
      edits: [{ file, start, end: start + length, text: `@${tag.meant}` }],
      all: { id: "misspelt-tag", description: "Correct all misspelt tags" },
    },
  ];
};
