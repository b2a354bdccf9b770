import type { Edit, Fix } from "./proposal.js";
import { tagAt, targetOf } from "./tagged.js";

/** `// @cacheData` to a JSDoc comment, if it stands before a function. */
export const plainComment: Fix = ({ view, diagnostic }) => {
  const place = tagAt(view, diagnostic.place.start);
  if (place === undefined || targetOf(view, place) === undefined) return [];
  const { start, end } = place.found.comment;
  const { text, fileName: file } = view.file;
  const written = text.slice(start, end);
  const edits: Edit[] = [{ file, start, end: start + "/*".length, text: "/**" }];
  if (written.startsWith("//")) {
    // What ends a comment of the other kind would end it too early.
    if (written.includes("*/")) return [];
    const slashes = /^\/+/.exec(written)?.[0].length ?? 0;
    const space = /^\s/.test(written.slice(slashes)) ? "" : " ";
    const spaces = /\s*$/.exec(written)?.[0].length ?? 0;
    edits.splice(0, 1, { file, start, end: start + slashes, text: `/**${space}` });
    edits.push({ file, start: end - spaces, end, text: " */" });
  }
  return [
    {
      name: "plain-comment",
      description: "Make this a JSDoc comment",
      edits,
      all: { id: "plain-comment", description: "Make all comments with tags JSDoc comments" },
    },
  ];
};
