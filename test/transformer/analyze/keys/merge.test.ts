import { assert, array, constantFrom, property, record } from "fast-check";
import { mergeUses } from "../../../../transformer/analyze/keys/merge.js";
import type { Use } from "../../../../transformer/analyze/keys/uses.js";

const use = (how: Use["how"], ...path: Use["path"]): Use => ({ how, path, node: undefined });
const shown = (uses: readonly Use[]): string[] => mergeUses(uses).map(({ path, read }) => `${read} ${path.join("/")}`);

describe("the uses of a parameter are merged", () => {
  test.each<[string, Use[], string[]]>([
    ["what is said twice is said once", [use("value", "a"), use("value", "a")], ["value a"]],
    ["what is read as a whole is read below", [use("value", "a", "b"), use("value", "a")], ["value a"]],
    ["and is there", [use("presence", "a"), use("value", "a")], ["value a"]],
    [
      "the presence of something says nothing of its parts",
      [use("presence", "a"), use("value", "a", "b")],
      ["presence a", "value a/b"],
    ],
    [
      "a list has its length and elements",
      [use("value", "a", "length"), use("list", "a"), use("value", "a", 0, "x")],
      ["list a"],
    ],
    ["and is there", [use("presence", "a"), use("list", "a")], ["list a"]],
    ["but a list isn't all of an array", [use("list", "a"), use("value", "a")], ["value a"]],
    ["nor its other properties", [use("list", "a"), use("value", "a", "index")], ["list a", "value a/index"]],
    ["a name that begins alike is another name", [use("value", "a"), use("value", "ab")], ["value a", "value ab"]],
    ["the whole of it settles everything", [use("list", "a"), use("value"), use("presence", "b")], ["value "]],
    ["a write is no read", [use("write", "a")], []],
  ])("%s", (_, uses, expected) => {
    expect(shown(uses)).toEqual(expected);
  });

  const steps = constantFrom<string | number>("a", "b", "length", 0);
  const anyUse = record({ how: constantFrom("value", "list", "presence"), path: array(steps, { maxLength: 3 }) });

  test("to what can't be merged any further, whatever the order", () => {
    assert(
      property(array(anyUse, { maxLength: 8 }), (uses) => {
        const full = uses.map(({ how, path }) => use(how as Use["how"], ...path));
        const merged = mergeUses(full).map(({ path, read }) => use(read, ...path));
        expect(shown(merged)).toEqual(shown(full));
        expect(shown([...full].reverse()).sort()).toEqual(shown(full).sort());
        expect(shown([...merged, ...full]).sort()).toEqual(shown(full).sort());
      }),
    );
  });
});
