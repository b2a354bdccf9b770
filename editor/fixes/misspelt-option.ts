import { catalogue, parametersOf } from "../../transformer/diagnostics/catalogue.js";
import type { Fix } from "./proposal.js";
import { removalOfOption } from "./surplus-option.js";
import { tagAt } from "./tagged.js";

/** `{ maxEntrys: 10 }` to `{ maxEntries: 10 }`; or without it. */
export const misspeltOption: Fix = (request) => {
  const { view, diagnostic } = request;
  const { file, start, length } = diagnostic.place;
  const meant = parametersOf(catalogue.unknownOption, diagnostic)?.meant;
  const use = tagAt(view, start)?.use;
  // Given already, it would be there twice.
  if (meant === undefined || use?.options.some(({ name }) => name === meant) === true) {
    return removalOfOption(request, { id: "unknown-option", description: "Remove all unknown options" });
  }
  const isQuoted = /["']/.test(view.file.text[start] ?? "");
  const [from, to] = isQuoted ? [start + 1, start + length - 1] : [start, start + length];
  return [
    {
      name: "misspelt-option",
      description: `Change to "${meant}"`,
      edits: [{ file, start: from, end: to, text: meant }],
      all: { id: "misspelt-option", description: "Correct all misspelt options" },
    },
    ...removalOfOption(request),
  ];
};
