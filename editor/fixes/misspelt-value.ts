import { catalogue, parametersOf } from "../../transformer/diagnostics/catalogue.js";
import { quoted } from "./option-edits.js";
import type { Fix, FixRequest, Proposal } from "./proposal.js";
import { tagAt } from "./tagged.js";

/** `{ refresh: "backgroud" }` to `{ refresh: "background" }`. */
export const misspeltValue: Fix = (request) => {
  const { start, length } = request.diagnostic.place;
  const meant = parametersOf(catalogue.optionValue, request.diagnostic)?.meant;
  return meant === undefined ? [] : [proposal(request, meant, start, start + length)];
};

/** `{ ttl: 10m }` to `{ ttl: "10m" }`. */
export const bareValue: Fix = (request) => {
  const meant = parametersOf(catalogue.optionsSyntax, request.diagnostic)?.meant;
  const bare = tagAt(request.view, request.diagnostic.place.start)?.use.problem?.bare;
  return meant === undefined || bare === undefined ? [] : [proposal(request, meant, bare.start, bare.end)];
};

function proposal({ view, diagnostic }: FixRequest, meant: string, start: number, end: number): Proposal {
  const { place } = diagnostic;
  const use = tagAt(view, place.start)?.use;
  // In the quotes that were written there, or are written around it.
  const quote = /["']/.exec(view.file.text.slice(start, end))?.[0] ?? (use && quoted(view, use, "")[0]);
  const text = quote === "'" && !/['\\]/.test(meant) ? meant.replaceAll('"', "'") : meant;
  return {
    name: "misspelt-value",
    description: `Change to ${text}`,
    edits: [{ file: place.file, start, end, text }],
    all: { id: "misspelt-value", description: "Correct all misspelt values" },
  };
}
