import fc from "fast-check";
import { UnhashableArgumentError } from "../../../runtime/errors.js";
import type { Entry } from "../../../runtime/entry.js";
import type { FunctionCache } from "../../../runtime/function-cache.js";
import { defineCache } from "../compiled.js";
import { reachable } from "../reachable.js";
import { CONFUSABLE } from "./confusable.js";
import { entryOf } from "./encoded.js";
import { sameByKey } from "./key-oracle.js";
import { keyValue } from "./key-values.js";

function find(cache: FunctionCache, values: readonly unknown[]): Entry {
  return entryOf(cache.root, values);
}

test("two calls meet in one entry exactly when each of their arguments is the same", () => {
  const call = fc.tuple(keyValue, keyValue, keyValue);
  fc.assert(
    fc.property(fc.array(call, { minLength: 4, maxLength: 8 }), (calls) => {
      const cache = defineCache({ key: ["a", "b", "c"] });
      for (const left of calls) {
        for (const right of calls) {
          const same = left.every((value, index) => sameByKey(value, right[index]));
          expect(find(cache, left) === find(cache, right)).toBe(same);
        }
      }
    }),
  );
});

test.each(Object.keys(CONFUSABLE))("easily confused, each has an entry of its own: %s", (name) => {
  const values = CONFUSABLE[name] ?? [];
  const cache = defineCache({ key: ["a", "b"] });
  const entries = values.flatMap((value) => [find(cache, [value, "last"]), find(cache, ["first", value])]);
  expect(new Set(entries).size).toBe(2 * values.length);
  for (const value of values) expect(entries).toContain(find(cache, [value, "last"]));
});

test("parts never run together", () => {
  const cache = defineCache({ key: ["a", "b"] });
  const calls = [
    ["a", "bc"],
    ["ab", "c"],
    ["", "abc"],
    ["abc", ""],
    [["a"], "bc"],
    ["a", ["bc"]],
    [1, 11],
    [11, 1],
  ];
  expect(new Set(calls.map((values) => find(cache, values))).size).toBe(calls.length);
});

test("0 and -0 lead to different entries, as inner and as last part", () => {
  const cache = defineCache({ key: ["a", "b"] });
  const entries = [find(cache, [0, 0]), find(cache, [0, -0]), find(cache, [-0, 0]), find(cache, [-0, -0])];
  expect(new Set(entries).size).toBe(4);
  expect(find(cache, [-0, -0])).toBe(entries[3]);
});

test("a function without parameters has one entry", () => {
  const cache = defineCache({ key: [] });
  expect(cache.root.leaf()).toBe(cache.root.leaf());
  expect(reachable(cache)).toEqual({ nodes: 0, entries: 1 });
});

test("an entry knows the parts that lead to it, and they lead to it", () => {
  fc.assert(
    fc.property(fc.array(keyValue, { minLength: 1, maxLength: 4 }), (values) => {
      const cache = defineCache();
      const entry = find(cache, values);
      expect(cache.root.find(entry.key)).toBe(entry);
      expect(entry.node.index).toBeGreaterThanOrEqual(values.length - 1);
    }),
  );
});

test("looking for an entry makes nothing", () => {
  const cache = defineCache({ key: ["a", "b"] });
  find(cache, [1, 2]);
  const before = reachable(cache);
  for (const parts of [
    [1, 3],
    [2, 2],
    ["1", 2],
    [undefined, undefined],
  ])
    expect(cache.root.find(parts)).toBeUndefined();
  expect(reachable(cache)).toEqual(before);
});

describe("removal", () => {
  test("takes the nodes above with it that are left empty, and no others", () => {
    const cache = defineCache({ key: ["a", "b", "c"] });
    const [first, second, third] = [find(cache, [1, 1, 1]), find(cache, [1, 2, 1]), find(cache, [1, 2, 2])];
    expect(reachable(cache)).toEqual({ nodes: 3, entries: 3 });
    first.node.remove(first.part);
    expect(reachable(cache)).toEqual({ nodes: 2, entries: 2 });
    second.node.remove(second.part);
    expect(reachable(cache)).toEqual({ nodes: 2, entries: 1 });
    third.node.remove(third.part);
    expect(reachable(cache)).toEqual({ nodes: 0, entries: 0 });
  });

  test("of the part undefined, alone and beside another", () => {
    const cache = defineCache({ key: ["a"] });
    const alone = find(cache, [undefined]);
    alone.node.remove(alone.part);
    const [first, second] = [find(cache, [undefined]), find(cache, [1])];
    expect(first).not.toBe(alone);
    first.node.remove(first.part);
    expect(find(cache, [undefined])).not.toBe(first);
    expect(find(cache, [1])).toBe(second);
    expect(reachable(cache)).toEqual({ nodes: 0, entries: 2 });
  });

  test("in any order leaves an empty tree", () => {
    const part = fc.constantFrom(undefined, null, 0, 1);
    const values = fc.uniqueArray(fc.tuple(part, part, part), { selector: String });
    fc.assert(
      fc.property(values, (calls) => {
        const cache = defineCache({ key: ["a", "b", "c"] });
        for (const entry of calls.map((call) => find(cache, call)).reverse()) entry.node.remove(entry.part);
        expect(reachable(cache)).toEqual({ nodes: 0, entries: 0 });
      }),
    );
  });
});

describe("an argument without a key", () => {
  const cache = defineCache({ name: "load", source: "src/a.ts:7", key: ["url", "opts", "limit"] });

  test.each([
    [[() => 1, 1, 1], "url is a function"],
    [["u", { on: [Symbol("s")] }, 1], "opts.on[0] is a symbol"],
    [["u", {}, new Proxy({}, {})], "limit is a Proxy"],
  ])("is an error that names function, source, parameter and path", (values, text) => {
    const attempt = (): Entry => find(cache, values);
    expect(attempt).toThrow(UnhashableArgumentError);
    expect(attempt).toThrow(`load (src/a.ts:7) can't be cached for this call: ${text}, which has no exact key.`);
  });

  test("leaves no nodes of the parts before it", () => {
    expect(reachable(cache)).toEqual({ nodes: 0, entries: 0 });
    const kept = find(cache, ["kept", 1, 1]);
    expect(() => find(cache, ["kept", 1, () => 1])).toThrow(UnhashableArgumentError);
    expect(() => find(cache, ["kept", () => 1, 1])).toThrow(UnhashableArgumentError);
    expect(find(cache, ["kept", 1, 1])).toBe(kept);
    expect(reachable(cache)).toEqual({ nodes: 2, entries: 1 });
  });
});
