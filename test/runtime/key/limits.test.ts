import fc from "fast-check";
import { LONGEST_TEXT } from "../../../runtime/key/part.js";
import { defineCache } from "../compiled.js";
import { reachable } from "../reachable.js";
import { runs } from "../runs.js";
import { contentsOf } from "./contents-of.js";
import { entryOf, keyBytes } from "./encoded.js";
import { KEYED } from "./key-classes.js";
import { edited, rebuilt } from "./key-edits.js";
import { sameByKey } from "./key-oracle.js";
import { BINARY_KINDS, binaryOf, leaf, objectOf } from "./key-values.js";

/** Around the 32 members from which on a value is one part. */
const width = fc.integer({ min: 29, max: 36 });

const member = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom<unknown>(0, 1, "a", undefined, -0) },
  { weight: 1, arbitrary: leaf },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...KEYED), leaf).map(([Class, held]) => new Class(held)) },
);

/** A few members, repeated: a long value of which little has to be drawn. */
const members = fc
  .tuple(width, fc.array(member, { minLength: 1, maxLength: 3 }))
  .map(([length, some]) => Array.from({ length }, (_, index) => some[index % some.length]));

const wide: fc.Arbitrary<object> = fc.oneof(
  members,
  members.map((list) => objectOf(list.map((value, index) => [`p${index}`, value]))),
  members.map((list) => new Map(list.map((value, index) => [index >> 1, value]))),
  members.map((list) => new Map(list.slice(0, 18).map((value, index) => [[index], value]))),
  members.map((list) => new Set(list.map((value, index) => (index < 30 ? index : value)))),
  members.map((list) => {
    Reflect.deleteProperty(list, 7);
    return list;
  }),
);

/** Arrays of arrays, whose parts come to about the 128 from which on what follows is one part each. */
const bushy = fc
  .tuple(fc.array(fc.array(member, { maxLength: 2 }), { minLength: 1, maxLength: 3 }), fc.integer({ min: 24, max: 31 }))
  .map(([some, length]) =>
    Array.from({ length }, (_, index) => [...(some[index % some.length] ?? []), { a: [index % 3], b: 1 }]),
  );

/** Large parts beside and inside small ones, with ways back to what is around them. */
const mixed = fc
  .tuple(fc.array(fc.oneof(wide, bushy), { minLength: 1, maxLength: 3 }), fc.nat({ max: 2 }))
  .map(([parts, circles]) => {
    const around: Record<string, unknown> = { parts, twice: parts };
    for (const part of parts.slice(0, circles)) if (Array.isArray(part)) part.push(...([around, parts] as never[]));
    return around;
  });

const value = fc.oneof(wide, bushy, mixed);

describe("around the limits from which on values are kept as bytes", () => {
  const cache = defineCache();

  test("two values have one key exactly when a function can't tell them apart", () => {
    fc.assert(
      fc.property(value, fc.nat({ max: 150 }), member, (original, position, replacement) => {
        const [copy, other] = [rebuilt(original), edited(original, position, replacement)];
        const entry = cache.root.entry(original);
        expect(cache.root.entry(copy)).toBe(entry);
        expect(cache.root.entry(other) === entry).toBe(sameByKey(original, other));
        const bytes = Buffer.from(keyBytes(original));
        expect(bytes.equals(keyBytes(copy))).toBe(true);
        expect(bytes.equals(keyBytes(other))).toBe(sameByKey(original, other));
      }),
      { numRuns: runs(400, 20_000) },
    );
  });

  test("two values in a row", () => {
    fc.assert(
      fc.property(wide, wide, bushy, (a, b, c) => {
        const own = defineCache({ key: ["a", "b"] });
        const calls = [
          [a, b],
          [b, a],
          [a, c],
          [[a, b], c],
          [a, [b, c]],
        ];
        for (const left of calls) {
          for (const right of calls) {
            const same = sameByKey(left, right);
            expect(entryOf(own.root, left) === entryOf(own.root, right.map(rebuilt))).toBe(same);
          }
        }
      }),
      { numRuns: runs(60, 5_000) },
    );
  });

  test("nothing is left when the entries go", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(value, leaf), { maxLength: 4 }), (values) => {
        const own = defineCache();
        for (const entry of new Set(values.map((one) => own.root.entry(one)))) entry.node.remove(entry.part);
        expect(reachable(own)).toEqual({ nodes: 0, entries: 0 });
        expect(contentsOf(own)).toBe(0);
      }),
      { numRuns: runs(60, 5_000) },
    );
  });
});

describe("long strings", () => {
  const cache = defineCache();
  const length = fc.oneof(
    fc.integer({ min: LONGEST_TEXT - 2, max: LONGEST_TEXT + 2 }),
    fc.integer({ min: 40_000, max: 50_000 }),
  );
  const unit = fc.constantFrom("a", "\0", "é", "\u{1f600}", "\ud800");

  test("differ wherever they differ, by themselves and inside", () => {
    fc.assert(
      fc.property(length, unit, fc.nat(), fc.constantFrom("b", "\udc00", "\0"), (size, fill, at, other) => {
        const text = fill.repeat(size).slice(0, size);
        const position = at % size;
        const changed = text.slice(0, position) + other + text.slice(position + 1);
        const places = [(held: string) => held, (held: string) => [held], (held: string) => ({ [held]: held })];
        for (const place of places) {
          expect(cache.root.entry(place(`${text.slice(0, 9)}${text.slice(9)}`))).toBe(cache.root.entry(place(text)));
          expect(cache.root.entry(place(changed)) === cache.root.entry(place(text))).toBe(changed === text);
        }
        expect(cache.root.entry([text, ""])).not.toBe(cache.root.entry(["", text]));
      }),
      { numRuns: runs(100, 10_000) },
    );
  });

  test("a string, its bytes and what it is the text of are three things", () => {
    const text = `data:,${"x".repeat(20_000)}`;
    const bytes = Buffer.from(text, "utf16le");
    const values = [text, new URL(text), [text], bytes, new RegExp("x".repeat(20_000)), `\0U${text}`, `U${text}`];
    expect(new Set(values.map((one) => cache.root.entry(one))).size).toBe(values.length);
    for (const one of values.slice(1)) expect(cache.root.entry(rebuilt(one))).toBe(cache.root.entry(one));
  });
});

describe("large binary data", () => {
  const cache = defineCache();

  test.each(BINARY_KINDS)("%s: differ wherever they differ", (kind) => {
    fc.assert(
      fc.property(fc.integer({ min: 510, max: 514 }), fc.nat(), fc.constantFrom(0, 16), (words, at, offset) => {
        const bytes = new Uint8Array(words * 8 * 3).fill(3);
        const original = cache.root.entry(binaryOf(kind, bytes));
        expect(cache.root.entry(binaryOf(kind, bytes, offset))).toBe(original);
        bytes[at % bytes.length] = 4;
        expect(cache.root.entry(binaryOf(kind, bytes, offset))).not.toBe(original);
        expect(cache.root.entry([binaryOf(kind, bytes)])).toBe(cache.root.entry([binaryOf(kind, bytes, offset)]));
      }),
      { numRuns: runs(30, 2_000) },
    );
  });

  test("every single byte counts, those between the sampled ones too", () => {
    const bytes = new Uint8Array(10_000);
    const own = defineCache();
    const entries = new Set([own.root.entry(bytes)]);
    for (let at = 0; at < bytes.length; at += 7) {
      bytes[at] = 1;
      entries.add(own.root.entry(bytes));
      bytes[at] = 0;
    }
    expect(entries.size).toBe(1 + Math.ceil(bytes.length / 7));
    expect(own.root.entry(new Uint8Array(10_000))).toBe([...entries][0]);
  });

  test("a Buffer, a Uint8Array and an ArrayBuffer of the same bytes", () => {
    const bytes = new Uint8Array(100_000).fill(7);
    const values = BINARY_KINDS.map((kind) => binaryOf(kind, bytes));
    expect(new Set(values.map((one) => cache.root.entry(one))).size).toBe(values.length);
  });
});
