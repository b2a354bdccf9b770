import { withOption } from "./option-edits.js";
import type { Fix } from "./proposal.js";
import { cacheTagOf, nodeAt, taggedAround } from "./tagged.js";

/** Gives each session a cache of a function that calls another which has one for each. */
export const sessionOption: Fix = ({ view, diagnostic, newLine }) => {
  const fn = taggedAround(view, nodeAt(view, view.file, diagnostic.place.start));
  const use = fn && cacheTagOf(view, fn)?.use;
  if (use === undefined || use.problem !== undefined) return [];
  const { words, edit } = withOption(view, use, ["scope", "session"], newLine);
  return [{ name: "session-option", description: `${words}, for a cache of each session's own`, edits: [edit] }];
};
