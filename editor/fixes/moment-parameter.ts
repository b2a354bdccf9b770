import type ts from "typescript";
import { isReference, isWithin } from "../../transformer/analyze/functions/walk.js";
import type { FunctionNode } from "../../transformer/compiler/adapter.js";
import { catalogue, parametersOf } from "../../transformer/diagnostics/catalogue.js";
import type { FileView } from "../view.js";
import { freePrefixed } from "./prefix.js";
import type { Edit, Fix } from "./proposal.js";
import { nodeOf, taggedAround } from "./tagged.js";

/** Reads the time, or makes something random, in the default of a new parameter, whose `_` leaves it out of the key. */
export const momentParameter: Fix = ({ view, diagnostic }) => {
  const { file } = view;
  const { start, length } = diagnostic.place;
  const read = callAt(view, diagnostic.place);
  const fn = read && taggedAround(view, read);
  if (read === undefined || fn === undefined) return [];
  const what = parametersOf(catalogue.readsTime, diagnostic)?.what;
  if (!isMovable(view, fn, read) || isRepeated(view, fn, read, what === undefined)) return [];
  const name = freePrefixed(view, what === undefined ? "random" : (NAMES.get(what) ?? "now"), [fn]);
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

/** What is no number or point in time. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ["new Date()", "date"],
  ["Date()", "date"],
  ["Intl.DateTimeFormat().format()", "date"],
  ["Intl.DateTimeFormat().formatToParts()", "date"],
  ["process.uptime()", "uptime"],
  ["os.uptime()", "uptime"],
]);

/** The call or the `new` at a place; a function that is only named is handed on there, and would be elsewhere as well. */
function callAt(view: FileView, place: Parameters<typeof nodeOf>[1]): ts.Expression | undefined {
  const { host } = view;
  const node = nodeOf(view, place);
  return node !== undefined && (host.isCallExpression(node) || host.isNewExpression(node)) ? node : undefined;
}

/** Whether an expression means the same among the parameters: it needs nothing of the function's own, and is used. */
function isMovable({ host, compiler }: FileView, fn: FunctionNode, read: ts.Expression): boolean {
  if (host.isExpressionStatement(read.parent)) return false;
  const { ThisKeyword, SuperKeyword } = host.SyntaxKind;
  let isFine = true;
  const visit = (node: ts.Node): void => {
    const { kind } = node;
    if (host.isFunctionLike(node) || host.isAwaitExpression(node) || host.isYieldExpression(node)) isFine = false;
    if (kind === ThisKeyword || kind === SuperKeyword || host.isMetaProperty(node)) isFine = false;
    if (host.isIdentifier(node) && isReference(host, node) && isOwn(node)) isFine = false;
    if (isFine) host.forEachChild(node, visit);
  };
  visit(read);
  return isFine;

  function isOwn(name: ts.Identifier): boolean {
    const declarations = compiler.resolve(name)?.declarations ?? [];
    return name.text === "arguments" || declarations.some((declaration) => isWithin(host, declaration, fn));
  }
}

/** Whether one reading would stand for several: what a loop waits for, or a random number for each of a list. */
function isRepeated({ host }: FileView, fn: FunctionNode, read: ts.Node, isRandom: boolean): boolean {
  for (let node = read; node !== fn; node = node.parent) {
    if (isRandom && host.isFunctionLike(node)) return true;
    if (host.isIterationStatement(node, false)) return true;
  }
  return false;
}

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
