import { KEYED } from "./key-classes.js";
import { BINARY_KINDS, binaryOf, objectOf } from "./key-values.js";

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
  "bigints of the same digits": [1n, -1n, 256n, -256n, 1n << 64n, (1n << 64n) + 1n, (1n << 128n) + 1n, 255n, -255n],
  "numbers near each other": [2 ** 53, 2 ** 53 - 1, 0.1 + 0.2, 0.3, Number.MIN_VALUE, 0],
  "a Map, its object, its entries": [
    new Map([["a", 1]]),
    { a: 1 },
    [["a", 1]],
    new Set([["a", 1]]),
    ["a", 1],
    new Map([["a", [1]]]),
    new Map(),
    {},
  ],
  "a Map and a Set in other orders": [
    new Map([
      [1, 2],
      [2, 1],
    ]),
    new Map([
      [2, 1],
      [1, 2],
    ]),
    new Set([1, 2]),
    new Set([2, 1]),
    new Map([[1, 2]]),
  ],
  "a Set and its array": [new Set([1]), [1], new Set(["1"]), new Set([[1]]), new Set(), []],
  "where a Map ends": [
    new Map([[1, new Map([[2, 3]])]]),
    new Map<unknown, unknown>([
      [1, new Map()],
      [2, 3],
    ]),
    [new Map([[1, new Map()]]), 2, 3],
    [new Map(), new Map([[1, 2]])],
    [new Map([[1, 2]]), new Map()],
  ],
  "elements of typed arrays": [
    new Float64Array([1]),
    new Uint8Array([1]),
    new Uint8ClampedArray([1]),
    [1],
    "\u0001",
    1,
  ],
  "the same bytes": BINARY_KINDS.map((kind) => binaryOf(kind, new Uint8Array(8))),
  "the same numbers in more bytes": [
    new Uint8Array([1]),
    new Uint16Array([1]),
    new Uint8Array([1, 0]),
    new Int8Array([1]),
  ],
  "the bits of 0, -0 and NaN": [0n, 1n << 63n, 0x7ff8n << 48n, (0x7ff8n << 48n) + 1n].map(
    (bits) => new Float64Array(new BigUint64Array([bits]).buffer),
  ),
  "RegExps and their texts": [/a/g, /a/i, /a/, /a/gi, "/a/g", /\/a/, "a", /g/, /0/g],
  "what looks like flags, lastIndex and source": [/0\/a/, withLastIndex(/a/, 1), /1\/a/, withLastIndex(/1\/a/, 1)],
  "lastIndex 0, -0, NaN, 0.5": [0, -0, NaN, 0.5].map((last) => withLastIndex(/a/g, last)),
  "a URL, its text, its parts": [
    new URL("http://a/"),
    "http://a/",
    new URL("http://a/?"),
    new URL("http://a/#"),
    { href: "http://a/" },
  ],
  "classes of one name, and a subclass": [...KEYED.map((Class) => new Class(1)), { held: 1 }, 1, [1]],
  "what a class holds": [1, "1", [1], undefined].map((held) => new KEYED[0](held)),
  "a keyed instance and what it holds": [new KEYED[0](new KEYED[0](1)), new KEYED[0](1), new KEYED[0](new KEYED[1](1))],
  "circles of other lengths": [circle(1), circle(2), circle(3), [circle(1)], [circle(2)], [[circle(1)]], [], [[]]],
  "circles through other things": [circle(1), circleOf("a"), circleOf("b"), mapInItself("key"), mapInItself("value")],
  "a circle and what spells it": [circle(1), ["\0r1"], ["r1"], [[]], [1]],
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

function withLastIndex(pattern: RegExp, lastIndex: number): RegExp {
  return Object.assign(new RegExp(pattern), { lastIndex });
}

/** Arrays that hold one another, the last the first. */
function circle(length: number): unknown[] {
  const first: unknown[] = [];
  let last = first;
  for (let index = 1; index < length; index++) last = [last];
  first.push(last);
  return first;
}

/** An object that holds itself. */
function circleOf(name: string): object {
  const object: Record<string, unknown> = {};
  object[name] = object;
  return object;
}

function mapInItself(place: "key" | "value"): Map<unknown, unknown> {
  const map = new Map<unknown, unknown>();
  return place === "key" ? map.set(map, 1) : map.set(1, map);
}
