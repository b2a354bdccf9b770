import type ts from "typescript";
import type { FunctionNode } from "../../transformer/compiler/adapter.js";
import { catalogue, parametersOf } from "../../transformer/diagnostics/catalogue.js";
import type { FileView } from "../view.js";
import { freePrefixed } from "./prefix.js";
import type { Edit, Fix } from "./proposal.js";
import { nodeAt, taggedAround } from "./tagged.js";

/** Reads the time, or a random number, in the default of a new parameter, whose `_` leaves it out of the key. */
export const momentParameter: Fix = ({ view, diagnostic }) => {
  const { file } = view;
  const { start, length } = diagnostic.place;
  const fn = taggedAround(view, nodeAt(view, file, start));
  if (fn === undefined) return [];
  const what = parametersOf(catalogue.readsTime, diagnostic)?.what;
  const name = freePrefixed(view, what === undefined ? "random" : what === "Date.now()" ? "now" : "date", [fn]);
  const parameter = `${name} = ${file.text.slice(start, start + length)}`;
  const added = withParameter(view, fn, parameter);
  if (added === undefined) return [];
  return [
    {
      name: "moment-parameter",
      description: `Read it in a parameter, which the "_" leaves out of the key: ${parameter}`,
      edits: [...added, { file: file.fileName, start, end: start + length, text: name }],
    },
  ];
};

/** Adds a parameter behind the others; undefined behind one that takes all the rest. */
function withParameter({ file }: FileView, { parameters }: FunctionNode, text: string): Edit[] | undefined {
  const { fileName } = file;
  const insert = (at: number, added: string): Edit => ({ file: fileName, start: at, end: at, text: added });
  const last: ts.ParameterDeclaration | undefined = parameters.at(-1);
  if (last === undefined) return [insert(parameters.pos, text)];
  if (last.dotDotDotToken !== undefined) return undefined;
  const start = last.getStart(file);
  if (file.text[parameters.pos - 1] !== "(") return [insert(start, "("), insert(last.end, `, ${text})`)];
  const before = file.text.slice(last.getFullStart(), start);
  // On a line of its own, if the others have one.
  const space = /^\s*\n\s*$/.test(before) ? before : " ";
  return [insert(last.end, `,${space}${text}`)];
}
