import fc from "fast-check";
import { keyPart } from "../../../runtime/key/part.js";
import { edited, keyValue, objectOf, rebuilt, sameByKey } from "./key-values.js";

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

describe("values that are easily confused have different parts", () => {
  const groups: Readonly<Record<string, readonly unknown[]>> = {
    "1, its string, its bigint, true": [1, "1", 1n, true],
    "0, -0, false, the empty string": [0, -0, false, "", 0n],
    "null, undefined and their names": [null, undefined, "null", "undefined"],
    "missing, undefined and null properties": [{}, { a: undefined }, { a: null }],
    "NaN, null and their names": [NaN, null, "NaN"],
    "NaN, null inside": [[NaN], [null], ["NaN"], [undefined]],
    "0 and -0 inside": [[0], [-0], ["0"], ["-0"]],
    "a Date, its text, its number": [new Date(0), new Date(0).toISOString(), new Date(0).toString(), 0],
    "an invalid Date, NaN, the epoch": [new Date(NaN), NaN, "Invalid Date", new Date(0)],
    "a comma and two elements": [["a,b"], ["a", "b"], "a,b", ["a", ["b"]]],
    "an array, its object, its text": [[1], { 0: 1 }, { 0: 1, length: 1 }, "1", 1],
    "an empty array, an empty object, a bare object": [[], {}, Object.create(null), "", null],
    "a hole, undefined, a shorter array": [new Array(1), [undefined], []],
    "holes in different places": [withHole(0), withHole(1), [1, 1], [1]],
    nesting: [[[1], 2], [[1, 2]], [1, 2], [[1, [2]]]],
    "strings that split differently": [["a", "bc"], ["ab", "c"], ["abc"], ["", "abc"]],
    "property names and values that split differently": [{ a: "bc" }, { ab: "c" }, { abc: "" }],
    "lone surrogates": ["\ud800", "\udc00", "\ud800\udc00", "\udc00\ud800", "\ufffd", "\u{10000}x"],
    "lone surrogates inside": [["\ud800"], ["\udc00"], ["\ufffd"]],
    "canonically equivalent strings": ["\u00e9", "e\u0301"],
    "inherited names as properties": ["__proto__", "constructor", "toString", "hasOwnProperty"].map((name) =>
      objectOf([[name, 1]]),
    ),
    "__proto__ as a property and as the prototype": [objectOf([["__proto__", null]]), { __proto__: null }, {}],
    "numbers near each other": [2 ** 53, 2 ** 53 - 1, 0.1 + 0.2, 0.3, Number.MIN_VALUE, 0],
    "a match of a RegExp and its groups": [/a(b)/.exec("ab"), ["ab", "b"], /a(b)/.exec("xab")],
  };

  test.each(Object.keys(groups))("%s", (name) => {
    const values = groups[name] ?? [];
    expect(values.length).toBeGreaterThan(1);
    expect(new Set(values.map(keyPart)).size).toBe(values.length);
  });

  function withHole(index: number): number[] {
    const array = [1, 1];
    Reflect.deleteProperty(array, index);
    return array;
  }
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
