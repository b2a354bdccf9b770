import fc from "fast-check";
import { absent, presence, unset } from "../../../runtime/key/read.js";
import { defineCache } from "../compiled.js";
import { underKey } from "./encoded.js";

describe("a path that gave null or undefined", () => {
  test("that stops on the way differs by where, from every leaf, and from every value", () => {
    const keys = [
      absent(null, "a", "b", "c"),
      absent({}, "a", "b", "c"),
      absent({ a: {} }, "a", "b", "c"),
      absent({ a: { b: {} } }, "a", "b", "c"),
      absent({ a: { b: { c: null } } }, "a", "b", "c"),
      ...["\0?0", "\0?1", "?0", 0, 1, { step: 0 }, []],
    ];
    expect(new Set(keys.map(underKey)).size).toBe(keys.length);
    expect(keys.slice(3, 5)).toEqual([undefined, null]);
  });

  test("a step that is null and one that is undefined are one: reading on throws alike", () => {
    expect(underKey(absent(null, "a"))).toBe(underKey(absent(undefined, "a")));
    expect(underKey(absent({ a: null }, "a", "b"))).toBe(underKey(absent({}, "a", "b")));
  });

  test("the path's names are no part of it, since a function reads one path in one place", () => {
    expect(underKey(absent({}, "a", "b"))).toBe(underKey(absent({ x: 1 }, "y", "z")));
  });

  test("a leaf is given as it is", () => {
    const leaf = { c: 1 };
    expect(absent({ a: [leaf] }, "a", 0)).toBe(leaf);
    expect(absent("text", "length")).toBe(4);
    expect(absent(7)).toBe(7);
  });

  test("agrees with optional chaining", () => {
    interface Step {
      readonly a?: Step | null;
    }
    const tree = fc.letrec<{ node: Step | null | undefined }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(null, undefined),
        fc.record({ a: tie("node") }) as fc.Arbitrary<Step>,
      ),
    })).node;
    fc.assert(
      fc.property(tree, (base) => {
        const before = base?.a?.a;
        const read = absent(base, "a", "a", "a");
        const [first] = underKey(read).key;
        const isMissing = typeof first === "string" && /^\0\?[0-2]$/.test(first);
        expect(isMissing).toBe(before === null || before === undefined);
        expect(isMissing ? undefined : read).toBe(before?.a);
      }),
    );
  });
});

test("a variable before its declaration is a key of its own", () => {
  const others = [undefined, null, "\0!", "!", "unset", absent(null, "a"), presence({}), {}];
  expect(others.map(underKey)).not.toContain(underKey(unset));
  expect(underKey(unset)).toBe(underKey(unset));
});

describe("what is only tested", () => {
  test("all objects and functions are alike", () => {
    const some = [{}, [], () => 1, Date, new Date(), new Map(), new Proxy({}, {}), Object.create(null), /a/];
    expect(new Set(some.map((value) => underKey(presence(value)))).size).toBe(1);
    expect(underKey(presence({}))).not.toBe(underKey({}));
    expect(underKey(presence({}))).not.toBe(underKey("\0p"));
  });

  test("primitives are themselves, and so are the marks of a missing step and of an unset variable", () => {
    const missing = absent(null, "a");
    for (const value of [undefined, null, 0, -0, NaN, "", "a", true, false, 1n, unset, missing]) {
      expect(Object.is(presence(value), value)).toBe(true);
    }
  });
});

test("marks count at every place of a call", () => {
  const { root } = defineCache({ key: ["a", "b"] });
  const marks = [unset, presence({}), absent(null, "a"), absent({}, "a", "b"), undefined];
  const entries = marks.flatMap((left) => marks.map((right) => root.next(left).entry(right)));
  expect(new Set(entries).size).toBe(marks.length ** 2);
});
