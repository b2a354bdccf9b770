import { catalogue, parametersOf } from "../../transformer/diagnostics/catalogue.js";
import { withOption } from "./option-edits.js";
import type { Fix } from "./proposal.js";
import { cacheTagOf, nodeAt, taggedAround } from "./tagged.js";

/** Says with the option `this` how the object counts that a function is called on. */
export const receiverOption: Fix = ({ view, diagnostic, newLine }) => {
  const parameters = parametersOf(catalogue.usesThis, diagnostic);
  const fn = taggedAround(view, nodeAt(view, view.file, diagnostic.place.start));
  const use = fn && cacheTagOf(view, fn)?.use;
  if (use === undefined || parameters === undefined || use.problem !== undefined) return [];
  const modes = [
    ["instance", "for a cache of each object's own"],
    ["ignore", "to leave the object out of the key"],
  ] as const;
  // A helper's receiver is no object that the function is called on.
  return modes.slice(parameters.viaHelper ? 1 : 0).map(([mode, why]) => {
    const { words, edit } = withOption(view, use, ["this", mode], newLine);
    return { name: "receiver-option", description: `${words} ${why}`, edits: [edit] };
  });
};
