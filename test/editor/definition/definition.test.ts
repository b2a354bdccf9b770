import { definitionAt } from "../../../editor/definition/index.js";
import { viewOf } from "../view.js";

const TEXT = `
import type { Order } from "./order.js";
interface User { id: string; "first name": string; address: { city: string } }

/**
 * @cacheData { tags: ["all", "user:{ user.id }", "{limit}:{region}", "\\n{limit}"] }
 * @cacheKey user.id, user["first name"], user?.address.city, id, order.total, process.env.HOME, nobody
 */
export function load(user: User, { id, key: renamed }: { id: number; key: string }, order: Order, limit = 1): string {
  return user.id + id + renamed + order.total + limit + region;
}
let region = "eu";
export function setRegion(to: string): void { region = to; }
`;
const OTHERS = { "order.ts": "export interface Order { readonly total: number }" };

const view = viewOf(TEXT, OTHERS);

/** What a definition points at, and what is underlined, for a place a number of characters into a text. */
function definitionOn(text: string, into = 0): { readonly at: string; readonly from: string } | undefined {
  const found = definitionAt(view, TEXT.indexOf(text) + into);
  const [info] = found?.definitions ?? [];
  if (found === undefined || info === undefined) return undefined;
  const source = view.program.getSourceFile(info.fileName)?.text ?? "";
  const { start, length } = info.contextSpan ?? info.textSpan;
  expect(source.slice(info.textSpan.start)).toMatch(/^\w|^"/);
  return {
    at: source.slice(start, start + length),
    from: TEXT.slice(found.textSpan.start, found.textSpan.start + found.textSpan.length),
  };
}

describe("from @cacheKey", () => {
  test.each([
    ["user.id,", 1, "user: User", "user"],
    ["user.id,", 5, "id: string;", "id"],
    ["user.id,", 7, "id: string;", "id"],
    ['user["first name"]', 8, '"first name": string;', '["first name"]'],
    ["user?.address.city", 7, "address: { city: string }", "address"],
    ["user?.address.city", 15, "city: string", "city"],
    [" id, order", 1, "id", "id"],
    ["order.total,", 1, "order: Order", "order"],
    ["order.total,", 7, "readonly total: number", "total"],
  ])("%s, %d in", (text, into, at, from) => {
    expect(definitionOn(text, into)).toEqual({ at, from });
  });
});

describe("from the braces of an entry's tag", () => {
  test.each([
    ["{ user.id }", 3, "user: User", "user"],
    ["{ user.id }", 8, "id: string;", "id"],
    ["{limit}:", 2, "limit = 1", "limit"],
    ["{region}", 2, 'region = "eu"', "region"],
  ])("%s, %d in", (text, into, at, from) => {
    expect(definitionOn(text, into)).toEqual({ at, from });
  });
});

test.each([
  ["cacheKey", 3],
  ["process.env", 2],
  ["HOME", 1],
  ["nobody", 1],
  ["{ tags", 3],
  ['"all"', 2],
  ["load(", 1],
  ['{limit}"', 2],
])("%s leads nowhere", (text, into) => {
  expect(definitionOn(text, into)).toBeUndefined();
});
