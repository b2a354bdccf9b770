import { isPropertyName } from "../../transformer/analyze/keys/paths.js";
import { catalogue, parametersOf } from "../../transformer/diagnostics/catalogue.js";
import type { Fix } from "./proposal.js";

/** `@cacheKey user.idd` to `user.id`. */
export const keyName: Fix = ({ view, diagnostic }) => {
  const meant = parametersOf(catalogue.unknownInKey, diagnostic)?.meant;
  if (meant === undefined) return [];
  const { file, start, length } = diagnostic.place;
  const written = view.file.text.slice(start, start + length);
  const quote = /^\[\s*(["'])/.exec(written)?.[1];
  if (quote === undefined && !isPropertyName(meant)) return [];
  const text = quote === undefined ? meant : `[${quote}${meant.replace(/["'\\]/g, "\\$&")}${quote}]`;
  return [
    {
      name: "key-name",
      description: `Change to "${meant}"`,
      edits: [{ file, start, end: start + length, text }],
      all: { id: "key-name", description: "Correct all misspelt names in @cacheKey" },
    },
  ];
};
