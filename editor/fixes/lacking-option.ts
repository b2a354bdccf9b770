import { catalogue, parametersOf } from "../../transformer/diagnostics/catalogue.js";
import { quoted, withOptions } from "./option-edits.js";
import type { Fix, Proposal } from "./proposal.js";
import { removalOfOption } from "./surplus-option.js";
import { tagAt } from "./tagged.js";

/** An option that says nothing by itself: with what it needs, or away. */
export const lackingOption: Fix = (request) => {
  const { view, diagnostic, newLine } = request;
  const lacking = parametersOf(catalogue.optionLacksOther, diagnostic)?.lacking;
  const use = tagAt(view, diagnostic.place.start)?.use;
  if (use === undefined || lacking === undefined) return [];
  if (lacking === "spinner") {
    const turnedOff = use.options.find(({ name }) => name === "showSpinner");
    if (turnedOff === undefined) return removalOfOption(request);
    const { valueStart: start, valueEnd: end } = turnedOff;
    const edits = [{ file: view.file.fileName, start, end, text: "true" }];
    return [{ name: "lacking-option", description: "Change to showSpinner: true", edits }, ...removalOfOption(request)];
  }
  const ttl = `ttl: ${quoted(view, use, "1h")}`;
  const background = quoted(view, use, "background");
  const hasTtl = use.options.some(({ name }) => name === "ttl");
  const refresh = use.options.find(({ name }) => name === "refresh");
  // A background refresh needs a ttl in its turn.
  const added = [...(hasTtl ? [] : [ttl]), ...(lacking === "ttl" || refresh ? [] : [`refresh: ${background}`])];
  const edits = added.length === 0 ? [] : [withOptions(view, use, added, newLine)];
  if (lacking === "background" && refresh !== undefined) {
    const { fileName: file } = view.file;
    const { valueStart: start, valueEnd: end } = refresh;
    // At the same place as what is added, where this is the last option.
    const behind = edits.filter((edit) => edit.start === end).map(({ text }) => text);
    edits.splice(0, behind.length, { file, start, end, text: background + behind.join("") });
  }
  const said = [...added, ...(lacking === "background" && refresh ? [`refresh: ${background}`] : [])];
  const addition: Proposal = { name: "lacking-option", description: `Add ${said.join(" and ")}`, edits };
  return [addition, ...removalOfOption(request)];
};
