import fc from "fast-check";
import { runs } from "../runs.js";
import { CONFUSABLE } from "./confusable.js";
import { encodeObject, keyBytes, underKey } from "./encoded.js";
import { edited, rebuilt } from "./key-edits.js";
import { sameByKey } from "./key-oracle.js";
import { keyValue } from "./key-values.js";

/** Every way in which a value becomes a key: what it gives is the same for one key, and only then. */
const WAYS: Readonly<Record<string, (value: unknown) => unknown>> = {
  "as steps in the tree": underKey,
  "as bytes": (value) => encodeObject([value]),
  "among so many that the tree keeps bytes": (value) => underKey([...Array.from({ length: 40 }, () => 0), value]),
  "as stable bytes": (value) => Buffer.from(keyBytes(value)).toString("latin1"),
};

describe.each(Object.keys(WAYS))("laws, %s", (name) => {
  const keyOf = WAYS[name] ?? underKey;

  test("two values have one key exactly when a function can't tell them apart", () => {
    fc.assert(
      fc.property(fc.array(keyValue, { minLength: 8, maxLength: 12 }), (values) => {
        const keys = values.map(keyOf);
        values.forEach((left, i) => {
          values.forEach((right, j) => {
            expect(keys[i] === keys[j]).toBe(sameByKey(left, right));
          });
        });
      }),
      // Some hundred pairs each.
      { numRuns: runs(50, 1_500) },
    );
  });

  test("equal values from other objects, with properties in another order, have one key", () => {
    fc.assert(
      fc.property(keyValue, (value) => {
        const other = rebuilt(value);
        expect(sameByKey(value, other)).toBe(true);
        expect(keyOf(other)).toBe(keyOf(value));
      }),
      { numRuns: runs(500, 100_000) },
    );
  });

  test("a change of one leaf changes the key", () => {
    fc.assert(
      fc.property(keyValue, fc.nat({ max: 8 }), keyValue, (value, position, leaf) => {
        const other = edited(value, position, leaf);
        expect(keyOf(value) === keyOf(other)).toBe(sameByKey(value, other));
      }),
      { numRuns: runs(1_000, 100_000) },
    );
  });
});

describe.each(Object.keys(CONFUSABLE))("easily confused: %s", (name) => {
  const values = CONFUSABLE[name] ?? [];

  test.each<[string, (value: unknown) => unknown]>([
    ["by themselves", (value) => value],
    ["in an array", (value) => [value]],
    ["in an object", (value) => ({ a: value, b: 1 })],
    ["in a Map", (value) => new Map([[value, value]])],
    ["before another", (value) => [value, value]],
  ])("%s they have different keys", (_place, place) => {
    expect(values.length).toBeGreaterThan(1);
    for (const keyOf of Object.values(WAYS)) {
      expect(new Set(values.map((value) => keyOf(place(value)))).size).toBe(values.length);
    }
  });
});

describe("strings that look like what the runtime makes", () => {
  const objects: readonly unknown[] = [-0, NaN, [], {}, [1], { a: "s1:a" }, new Date(0), "\0", "\0s", "\0s\0s"];

  test("a string that is a part of another value's key has another key", () => {
    for (const value of [...objects, /a/g, new URL("a:b"), new Map(), new Set([1])]) {
      for (const part of underKey(value).key) expect(underKey(part)).not.toBe(underKey(value));
    }
  });
});

test("what a Map tells apart as a function would is its own part: a hit builds nothing", () => {
  for (const value of [0, 1, Infinity, 1n, true, false, null, undefined, "", "a", "s\0", "\u0001", "-0"]) {
    expect(underKey(value).key).toEqual([value]);
  }
});
