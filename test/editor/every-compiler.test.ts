import ts from "typescript";
import { completionsAt } from "../../editor/completions/index.js";
import { definitionAt } from "../../editor/definition/index.js";
import { hoverAt } from "../../editor/hover/index.js";
import { HOSTS } from "./hosts.js";
import { OTHERS, TEXT } from "./sample.js";
import { completionViewOf, viewOf } from "./view.js";

/** Something to complete at many of its positions. */
const HALF_WRITTEN = TEXT.replace("\n * Loads.", "\n * @")
  .replace("who.id,", "who., process.env., ,")
  .replace("ttl: 0", "");

/** All that editors are told, wherever they ask. */
function told(host: typeof ts): readonly unknown[] {
  const view = viewOf(TEXT, OTHERS, host);
  const half = completionViewOf(HALF_WRITTEN, OTHERS, host);
  const positions = Array.from({ length: TEXT.length }, (_, position) => position).filter(
    (position) => position % 5 === 0,
  );
  return positions.map((position) => ({
    position,
    hover: hoverAt(view, position),
    definition: definitionAt(view, position),
    completions: completionsAt(half, position),
  }));
}

const expected = told(ts);

test("there is something to tell", () => {
  const count = (what: string): number =>
    expected.filter((at) => (at as Record<string, unknown>)[what] !== undefined).length;
  expect(count("hover")).toBeGreaterThan(20);
  expect(count("definition")).toBeGreaterThan(3);
  expect(count("completions")).toBeGreaterThan(10);
});

test.each(HOSTS.filter(([, host]) => host !== ts))("TypeScript %s tells the same as the newest", (_, host) => {
  expect(told(host)).toEqual(expected);
});
