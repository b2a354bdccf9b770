import { beginsLine, lineStart } from "./comment-edits.js";
import type { Fix } from "./proposal.js";
import { tagAt } from "./tagged.js";

/** Adds what `@cacheKey` says nothing without. */
export const keyTagAlone: Fix = ({ view, diagnostic, newLine }) => {
  const place = tagAt(view, diagnostic.place.start);
  if (place === undefined) return [];
  const { text, fileName: file } = view.file;
  const { start } = place.use;
  const between = beginsLine(text, start) ? newLine + lineStart(text, start) : " ";
  return ["cacheData", "cacheResource"].map((tag) => ({
    name: "key-tag-alone",
    description: `Add @${tag}`,
    edits: [{ file, start, end: start, text: `@${tag}${between}` }],
  }));
};
