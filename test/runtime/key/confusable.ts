import { objectOf } from "./key-values.js";

/** Groups of values of which no two may share a key. */
export const CONFUSABLE: Readonly<Record<string, readonly unknown[]>> = {
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
  "where an object ends": [{ a: {}, b: 1 }, { a: { b: 1 } }, { a: { b: 1 }, b: 1 }, [{}, { b: 1 }], [{ b: 1 }, {}]],
  "where an array with holes ends": [sparse(sparse(1), 2), sparse(sparse(1, 2)), [sparse(1), 2], [sparse(1, 2)]],
  "strings that begin with NUL": ["\0", "\0-0", "\0s", "\0s\0", "\0n0;", "\0a0:", "\0o0:", "", "s", "-0", -0, [], {}],
  "bytes of UTF-8 and of UTF-16": ["\u00c3\u00a9", "\u00e9"],
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

function withHole(index: number): number[] {
  const array = [1, 1];
  Reflect.deleteProperty(array, index);
  return array;
}

/** An array of three with the elements as its first and last. */
function sparse(first: unknown, last?: unknown): unknown[] {
  const array = new Array<unknown>(3);
  array[0] = first;
  if (last !== undefined) array[2] = last;
  return array;
}
