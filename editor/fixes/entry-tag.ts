import { catalogue, parametersOf } from "../../transformer/diagnostics/catalogue.js";
import type { Fix } from "./proposal.js";

/** `"user:${id}"` and `"user:{{id}}"` to `"user:{id}"`. */
export const entryTagSyntax: Fix = ({ view, diagnostic }) => {
  const tag = parametersOf(catalogue.entryTagSyntax, diagnostic)?.tag;
  const { file, start, length } = diagnostic.place;
  const { text } = view.file;
  // Where escapes stand for characters, all of the text is shown.
  if (tag === undefined || length !== 1 || tag.length <= 1) return [];
  const all = { id: "entry-tag-syntax", description: "Write all parts of keys in tags in single braces" };
  const named = { name: "entry-tag-syntax", description: "Write the part in single braces", all };
  if (text.startsWith("${", start)) return [{ ...named, edits: [{ file, start, end: start + 1, text: "" }] }];
  const double = /^\{([^{}"'\n]*)\}\}/.exec(text.slice(start))?.[1];
  if (double === undefined || text[start - 1] !== "{") return [];
  return [{ ...named, edits: [{ file, start: start - 1, end: start + double.length + 3, text: `{${double}}` }] }];
};

/** The name of another part of the key, which was probably meant. */
export const unknownInEntryTag: Fix = ({ view, diagnostic }) => {
  const parameters = parametersOf(catalogue.unknownInEntryTag, diagnostic);
  const { file, start, length } = diagnostic.place;
  if (parameters?.meant === undefined || /^["'`]/.test(view.file.text.slice(start))) return [];
  const { meant } = parameters;
  // A name in quotes would end the text.
  if (/["'`\\]/.test(meant)) return [];
  return [
    {
      name: "unknown-in-entry-tag",
      description: `Change to "${meant}"`,
      edits: [{ file, start, end: start + length, text: meant }],
      all: { id: "unknown-in-entry-tag", description: "Correct all misspelt parts of keys in tags" },
    },
  ];
};
