import fc from "fast-check";
import { CONFUSABLE } from "./confusable.js";
import { underKey } from "./encoded.js";
import { edited, keyValue, rebuilt, sameByKey } from "./key-values.js";

function sameKey(left: unknown, right: unknown): boolean {
  return underKey(left) === underKey(right);
}

describe("laws", () => {
  test("two values have one key exactly when a function can't tell them apart", () => {
    fc.assert(
      fc.property(fc.array(keyValue, { minLength: 8, maxLength: 12 }), (values) => {
        for (const left of values) {
          for (const right of values) expect(sameKey(left, right)).toBe(sameByKey(left, right));
        }
      }),
      { numRuns: 300 },
    );
  });

  test("equal values from other objects, with properties in another order, have one key", () => {
    fc.assert(
      fc.property(keyValue, (value) => {
        expect(sameKey(value, rebuilt(value))).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  test("a change of one leaf changes the key", () => {
    fc.assert(
      fc.property(keyValue, fc.nat({ max: 8 }), keyValue, (value, position, leaf) => {
        const other = edited(value, position, leaf);
        expect(sameKey(value, other)).toBe(sameByKey(value, other));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe.each(Object.keys(CONFUSABLE))("easily confused: %s", (name) => {
  const values = CONFUSABLE[name] ?? [];

  test.each<[string, (value: unknown) => unknown]>([
    ["by themselves", (value) => value],
    ["in an array", (value) => [value]],
    ["in an object", (value) => ({ a: value, b: 1 })],
    ["before another", (value) => [value, value]],
  ])("%s they have different keys", (_place, place) => {
    expect(values.length).toBeGreaterThan(1);
    expect(new Set(values.map((value) => underKey(place(value)))).size).toBe(values.length);
  });
});

describe("strings that look like what the runtime makes", () => {
  const objects: readonly unknown[] = [-0, NaN, [], {}, [1], { a: "s1:a" }, new Date(0), "\0", "\0s", "\0s\0s"];

  test("a string that is a part of another value's key has another key", () => {
    for (const value of objects) {
      for (const part of underKey(value).key) expect(underKey(part)).not.toBe(underKey(value));
    }
  });
});

test("what a Map tells apart as a function would is its own part: a hit builds nothing", () => {
  for (const value of [0, 1, Infinity, 1n, true, false, null, undefined, "", "a", "s\0", "\u0001", "-0"]) {
    expect(underKey(value).key).toEqual([value]);
  }
});
