import type ts from "typescript";
import { readTagTemplate } from "../../transformer/analyze/tags/tag-template.js";
import { isReference } from "../../transformer/analyze/functions/walk.js";
import { catalogue, mayBeLeftOut, parametersOf } from "../../transformer/diagnostics/catalogue.js";
import type { Span } from "../../transformer/diagnostics/diagnostic.js";
import type { FileView } from "../view.js";
import type { Edit, Fix, FixAll, Proposal } from "./proposal.js";
import { nodeAt, taggedAround, tagsOf } from "./tagged.js";

/** Leaves a parameter out of the key, by the `_` that its name starts with. */
export const prefixParameter: Fix = ({ view, diagnostic }) => {
  const problem =
    parametersOf(catalogue.unhashableParameter, diagnostic) ??
    parametersOf(catalogue.dynamicParameter, diagnostic) ??
    parametersOf(catalogue.instanceParameter, diagnostic);
  if (problem === undefined || !mayBeLeftOut(problem)) return [];
  const name = nodeAt(view, view.file, diagnostic.place.start);
  const fn = taggedAround(view, name);
  if (fn === undefined || !view.host.isIdentifier(name)) return [];
  const newName = freePrefixed(view, name.text, [fn]);
  const all = {
    id: "prefix-parameter",
    description: 'Start the names of all parameters that can\'t be in a key with "_"',
  };
  const renaming = rename(view, { ...diagnostic.place }, name.text, newName, all);
  const ours = namesInTags(view, fn, name.text, newName);
  return renaming.map((proposal) => ({ ...proposal, edits: [...proposal.edits, ...ours] }));
};

/** Leaves a variable around the function out of the key, by the `_` that its name starts with. */
export const prefixVariable: Fix = ({ view, diagnostic }) => {
  const { declared } =
    parametersOf(catalogue.unhashableVariable, diagnostic) ??
    parametersOf(catalogue.variableNotInKey, diagnostic) ??
    parametersOf(catalogue.assignsOuterVariable, diagnostic) ??
    {};
  const file = declared && view.program.getSourceFile(declared.file);
  if (declared === undefined || file === undefined || !view.compiler.isOwnFile(file)) return [];
  const name = nodeAt(view, file, declared.start);
  if (!view.host.isIdentifier(name)) return [];
  const files = new Set(locations(view, declared).map(({ fileName }) => fileName));
  const scopes = [...files].map((path) => view.program.getSourceFile(path)).filter((source) => source !== undefined);
  return rename(view, declared, name.text, freePrefixed(view, name.text, scopes));
};

function rename(view: FileView, place: Span, name: string, newName: string, all?: FixAll): Proposal[] {
  const edits = unique(locations(view, place)).map(
    ({ fileName, textSpan, prefixText = "", suffixText = "" }): Edit => ({
      file: fileName,
      start: textSpan.start,
      end: textSpan.start + textSpan.length,
      text: prefixText + newName + suffixText,
    }),
  );
  if (edits.length === 0) return [];
  const description = `Leave "${name}" out of the key: rename it to ${newName}`;
  return [{ name: "prefix", description, edits, ...(all && { all }) }];
}

/** The compiler names some places twice, as those of several import specifiers of one name. */
function unique(found: readonly ts.RenameLocation[]): ts.RenameLocation[] {
  const places = new Map(found.map((location) => [`${location.textSpan.start} ${location.fileName}`, location]));
  return [...places.values()];
}

function locations({ service }: FileView, { file, start }: Span): readonly ts.RenameLocation[] {
  // With what keeps the names of properties: `{ a }` becomes `{ a: _a }`. Before TypeScript 5.1 this is a boolean, and any
  // object as good as true.
  const preferences = { providePrefixAndSuffixTextForRename: true };
  return service.findRenameLocations(file, start, false, false, preferences) ?? [];
}

/** A name for what is left out of the key, with its `_`, that means nothing else where it is to be written. */
export function freePrefixed({ host }: FileView, name: string, scopes: readonly ts.Node[]): string {
  const taken = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (host.isIdentifier(node) && (isReference(host, node) || isDeclared(node))) taken.add(node.text);
    host.forEachChild(node, visit);
  };
  for (const scope of scopes) visit(scope);
  let free = `_${name}`;
  while (taken.has(free)) free = `_${free}`;
  return free;

  function isDeclared(node: ts.Identifier): boolean {
    return (node.parent as { readonly name?: ts.Node }).name === node;
  }
}

/** Where the tags of a function name one of its parameters. */
function namesInTags(view: FileView, fn: ts.Node, name: string, newName: string): Edit[] {
  const { text, fileName: file } = view.file;
  return tagsOf(view, fn).flatMap(({ use }) => {
    const expressions = use.key.map(({ steps: [first] }) => first).filter(({ step }) => step === name);
    const items = use.options.find((option) => option.name === "tags")?.items ?? [];
    const slots = items.flatMap(({ value, start, end }) => {
      const template = readTagTemplate(String(value));
      // Where escapes stand for characters, it can't be told which of them a position in the text is.
      if ("problem" in template || text.slice(start + 1, end - 1) !== value) return [];
      return template.pieces
        .filter((piece) => typeof piece !== "string")
        .filter(({ label }) => /^[^.[]*/.exec(label)?.[0] === name)
        .map((slot) => ({ start: start + 1 + slot.start, end: start + 1 + slot.start + name.length }));
    });
    return [...expressions, ...slots].map(({ start, end }) => ({ file, start, end, text: newName }));
  });
}
