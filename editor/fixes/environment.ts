import type ts from "typescript";
import { assignmentTo } from "../../transformer/analyze/functions/assignment.js";
import { catalogue, parametersOf } from "../../transformer/diagnostics/catalogue.js";
import type { FileView } from "../view.js";
import { endOfUse, tagBehind } from "./comment-edits.js";
import { importOf } from "./import.js";
import { quoteOf } from "./option-edits.js";
import type { Fix, FixRequest, Proposal } from "./proposal.js";
import { cacheTagOf, nodeAt, nodeOf, taggedAround, tagsOf } from "./tagged.js";

/** `process.env.NAME` to `env("NAME")`, which a hit asks again; or into the key. */
export const environment: Fix = (request) => {
  const { view, diagnostic } = request;
  const name = parametersOf(catalogue.readsEnvironment, diagnostic)?.name;
  const access = accessAt(view, diagnostic.place);
  const inKey = name === undefined ? [] : intoKey(request, name);
  // What is written as well must stay what it is; nor can a pattern be taken apart here.
  if (access === undefined || assignmentTo(view.host, access) !== undefined) return inKey;
  return [...asInput(request, access, name), ...inKey];
};

type Access = ts.PropertyAccessExpression | ts.ElementAccessExpression;

function asInput({ view, newLine }: FixRequest, access: Access, name: string | undefined): Proposal[] {
  const { host, file } = view;
  const quote = quoteOf(file.text);
  const computed = host.isElementAccessExpression(access) ? access.argumentExpression.getText(file) : undefined;
  const given = name === undefined ? computed : quote + name + quote;
  const imported = importOf(view, file, "env", newLine);
  if (given === undefined || imported === undefined) return [];
  const text = `${imported.name}(${given})`;
  const edit = { file: file.fileName, start: access.getStart(file), end: access.end, text };
  return [
    {
      name: "environment",
      description: `Read it with ${text}, which a hit asks again`,
      edits: [...imported.edits, edit],
      all: { id: "environment", description: "Read all of the environment with env" },
    },
  ];
}

/** `@cacheKey process.env.NAME`, beside what is there. */
function intoKey({ view, diagnostic, newLine }: FixRequest, name: string): Proposal[] {
  const { file } = view;
  const fn = taggedAround(view, nodeAt(view, file, diagnostic.place.start));
  const tag = fn && cacheTagOf(view, fn);
  if (fn === undefined || tag === undefined || !/^[A-Za-z_$][\w$]*$/.test(name)) return [];
  const expression = `process.env.${name}`;
  const description = `Take it into the key: @cacheKey ${expression}`;
  const given = tagsOf(view, fn).find(({ use }) => use.tag === "cacheKey");
  if (given === undefined) {
    return [
      { name: "environment-key", description, edits: [tagBehind(view, tag, `@cacheKey ${expression}`, newLine)] },
    ];
  }
  if (given.use.problem !== undefined || given.use.key.length === 0) return [];
  const at = endOfUse(file.text, given.use);
  const edits = [{ file: file.fileName, start: at, end: at, text: `, ${expression}` }];
  return [{ name: "environment-key", description, edits }];
}

/** The access that a diagnostic is about. */
function accessAt(view: FileView, place: Parameters<typeof nodeOf>[1]): Access | undefined {
  const { host } = view;
  const node = nodeOf(view, place);
  const isAccess = node && (host.isPropertyAccessExpression(node) || host.isElementAccessExpression(node));
  return isAccess === true ? node : undefined;
}
