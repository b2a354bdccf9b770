import fc from "fast-check";
import { keyPart } from "../../../runtime/key/part.js";
import { CONFUSABLE } from "./confusable.js";
import { edited, keyValue, rebuilt, sameByKey } from "./key-values.js";

/** What a `Map` of parts makes of two of them: NaN is itself, 0 and -0 are one. */
function samePart(left: unknown, right: unknown): boolean {
  return new Map([[keyPart(left), true]]).has(keyPart(right));
}

describe("laws", () => {
  test("two values have one part exactly when a function can't tell them apart", () => {
    fc.assert(
      fc.property(fc.array(keyValue, { minLength: 8, maxLength: 12 }), (values) => {
        for (const left of values) {
          for (const right of values) expect(samePart(left, right)).toBe(sameByKey(left, right));
        }
      }),
      { numRuns: 300 },
    );
  });

  test("equal values from other objects, with properties in another order, have one part", () => {
    fc.assert(
      fc.property(keyValue, (value) => {
        expect(samePart(value, rebuilt(value))).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  test("a change of one leaf changes the part", () => {
    fc.assert(
      fc.property(keyValue, fc.nat({ max: 8 }), keyValue, (value, position, leaf) => {
        const other = edited(value, position, leaf);
        expect(samePart(value, other)).toBe(sameByKey(value, other));
      }),
      { numRuns: 2_000 },
    );
  });

  test("a part is a primitive that a Map finds again", () => {
    fc.assert(
      fc.property(keyValue, (value) => {
        const part: unknown = keyPart(value);
        expect(typeof part === "object" && part !== null).toBe(false);
        expect(samePart(value, value)).toBe(true);
      }),
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
  ])("%s they have different parts", (_place, place) => {
    expect(values.length).toBeGreaterThan(1);
    expect(new Set(values.map((value) => keyPart(place(value)))).size).toBe(values.length);
  });
});

describe("strings that look like what the runtime makes", () => {
  const objects: readonly unknown[] = [-0, [], {}, [1], { a: "s1:a" }, new Date(0), "\0", "\0s", "\0s\0s"];

  test("a string that is the part of another value has another part", () => {
    for (const value of objects) {
      const part = keyPart(value);
      expect(typeof part).toBe("string");
      expect(keyPart(part)).not.toBe(part);
      expect(keyPart(keyPart(part))).not.toBe(keyPart(part));
    }
  });

  test("an ordinary string is its own part: a hit builds nothing", () => {
    for (const text of ["", "a", "s\0", "\u0001", "-0"]) expect(keyPart(text)).toBe(text);
  });
});

test("primitives other than -0 and strings after NUL are their own part", () => {
  for (const value of [0, 1, NaN, Infinity, 1n, true, false, null, undefined]) expect(keyPart(value)).toBe(value);
});
