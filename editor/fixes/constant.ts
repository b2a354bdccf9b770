import type ts from "typescript";
import { listOf } from "../../transformer/analyze/functions/declarations.js";
import { assignmentTo } from "../../transformer/analyze/functions/assignment.js";
import { isWithin } from "../../transformer/analyze/functions/walk.js";
import type { FileView } from "../view.js";
import type { Fix } from "./proposal.js";
import { nodeAt } from "./tagged.js";

/** `let f = …` to `const f = …`, where nothing else is assigned to it. */
export const constant: Fix = ({ view, diagnostic }) => {
  const { host, file } = view;
  const name = nodeAt(view, file, diagnostic.place.start);
  const list = host.isIdentifier(name) ? listOf(host, name.parent) : undefined;
  if (list === undefined || !host.isIdentifier(name) || !mayBeConstant(view, name, list)) return [];
  const start = list.getStart(file);
  const keyword = /^(?:let|var)\b/.exec(file.text.slice(start))?.[0];
  if (keyword === undefined) return [];
  return [
    {
      name: "constant",
      description: "Declare it with const",
      edits: [{ file: file.fileName, start, end: start + keyword.length, text: "const" }],
      all: { id: "constant", description: "Declare all functions with tags with const" },
    },
  ];
};

/** Whether a variable could be a constant: it is declared once, and only read, where a constant would be there. */
function mayBeConstant(view: FileView, name: ts.Identifier, list: ts.VariableDeclarationList): boolean {
  const { host, file, compiler } = view;
  const own = compiler.resolve(name);
  if (own?.declarations.length !== 1) return false;
  const isVar = (list.flags & host.NodeFlags.BlockScoped) === 0;
  const block = list.parent.parent;
  let isFine = true;
  const visit = (node: ts.Node): void => {
    if (host.isIdentifier(node) && node !== name && node.text === name.text) {
      if (compiler.resolve(node)?.identity === own.identity && !isFit(node)) isFine = false;
    }
    host.forEachChild(node, visit);
  };
  visit(file);
  return isFine;

  function isFit(use: ts.Identifier): boolean {
    if (assignmentTo(host, use) !== undefined) return false;
    if (!isVar) return true;
    return isWithin(host, use, block) && (use.pos >= list.end || isDeferred(use));
  }

  /** Whether a use stands in a function of its own, so that it may run later than it stands. */
  function isDeferred(use: ts.Node): boolean {
    for (let node = use; node !== block; node = node.parent) if (host.isFunctionLike(node)) return true;
    return false;
  }
}
