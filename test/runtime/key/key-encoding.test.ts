import fc from "fast-check";
import { keyName } from "../../../runtime/key/bytes.js";
import { cacheKey } from "../../../runtime/key/keyed.js";
import { absent, presence, unset } from "../../../runtime/key/read.js";
import { runs } from "../runs.js";
import { decodeKeys, type MakeKeyed } from "./decode.js";
import { encodeObject, keyBytes } from "./encoded.js";
import { KEYED } from "./key-classes.js";
import { isObject, sameByKey } from "./key-oracle.js";
import { keyValue } from "./key-values.js";
import { useTemporal } from "./temporal.js";
import { valuesOf, vectorsOf } from "./vectors.js";

useTemporal();

/** What compiled code hands over where there is no value, and how it is read back. */
const MARKS = [
  [absent(null, "a"), { mark: "?", step: 0 }],
  [absent({ a: {} }, "a", "b", "c"), { mark: "?", step: 2 }],
  [absent({ a: null }, "a"), null],
  [unset, { mark: "!" }],
  [presence({}), { mark: "p" }],
] as const;

const makeHeld: MakeKeyed = (name) => {
  const Class = KEYED.find((candidate) => candidate[cacheKey] === name);
  if (Class === undefined) throw new Error(`no class is called ${name}`);
  const instance = new Class(undefined);
  return {
    instance,
    setKey(held) {
      instance.held = held;
    },
  };
};

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

describe("the vectors of docs/key-encoding.md", () => {
  const short = vectorsOf("key");
  const long = vectorsOf("bytes");

  test.each(short)("$values", (vector) => {
    const key = keyBytes(...valuesOf(vector));
    expect({ key: hex(key), name: keyName(key) }).toEqual({ key: vector.key, name: vector.name });
  });

  test.each(long)("$values", (vector) => {
    const key = keyBytes(...valuesOf(vector));
    expect({ key: String(key.length), name: keyName(key) }).toEqual({ key: vector.key, name: vector.name });
  });

  test("a call without values", () => {
    expect(hex(keyBytes())).toBe("012e");
  });

  test("there are enough, and no two are alike", () => {
    expect(short.length).toBeGreaterThanOrEqual(40);
    expect(long.length).toBeGreaterThanOrEqual(4);
    expect(new Set([...short, ...long].map(({ name }) => name)).size).toBe(short.length + long.length);
  });

  test("they have every tag", () => {
    const page = "u l f t n i s b a h g o O m e d x U T k r ? ! p".split(" ");
    // By the first byte behind the format: every tag begins some key; a reference back can't.
    const first = new Set(short.map(({ key }) => String.fromCharCode(parseInt(key.slice(2, 4), 16))));
    expect([...first].sort()).toEqual(page.filter((tag) => tag !== "r").sort());
    expect(short.some(({ key }) => key.includes("7201"))).toBe(true);
  });

  test("a reader that knows only the page reads them", () => {
    for (const vector of [...short, ...long]) {
      const key = keyBytes(...valuesOf(vector));
      const [values, ...more] = decodeKeys(key, (name) => {
        const instance: Record<string, unknown> = { name };
        return { instance, setKey: (held) => (instance["key"] = held) };
      });
      expect([values?.length, more.length]).toEqual([valuesOf(vector).length, 0]);
      // Marks and keyed instances are read as what stands for them.
      if (!/absent|unset|presence|Point|Temporal/.test(vector.values))
        expect(hex(keyBytes(...(values ?? [])))).toBe(hex(key));
    }
  });
});

/** The values of a call, with now and then a mark among them. */
const call = fc.array(fc.oneof({ weight: 8, arbitrary: keyValue }, fc.constantFrom(...MARKS.map(([value]) => value))), {
  maxLength: 3,
});

function asRead(value: unknown): unknown {
  const mark = MARKS.find(([given]) => isObject(given) && given === value);
  return mark === undefined ? value : mark[1];
}

test("every key is read back as the values of the call", () => {
  fc.assert(
    fc.property(call, (values) => {
      const [read, ...more] = decodeKeys(keyBytes(...values), makeHeld);
      expect(more).toHaveLength(0);
      expect(read).toHaveLength(values.length);
      values.forEach((value, index) => {
        expect(sameByKey(read?.[index], asRead(value))).toBe(true);
      });
    }),
    { numRuns: runs(1_000, 100_000) },
  );
});

test("keys in a row part in one way", () => {
  fc.assert(
    fc.property(fc.array(call, { maxLength: 4 }), (calls) => {
      const keys = calls.map((values) => keyBytes(...values));
      const read = decodeKeys(Buffer.concat(keys), makeHeld);
      expect(read).toHaveLength(calls.length);
      // Marks are read as plain objects; the rest gives its key again.
      read.forEach((values, index) => {
        const hasMark = calls[index]?.some((value) => asRead(value) !== value);
        if (hasMark !== true) expect(hex(keyBytes(...values))).toBe(hex(keys[index] ?? new Uint8Array()));
      });
    }),
    { numRuns: runs(300, 20_000) },
  );
});

test("no key is the beginning of another", () => {
  fc.assert(
    fc.property(call, call, (left, right) => {
      const [one, other] = [hex(keyBytes(...left)), hex(keyBytes(...right))];
      expect(one === other || !(one.startsWith(other) || other.startsWith(one))).toBe(true);
    }),
    { numRuns: runs(500, 50_000) },
  );
});

test("a value has the same bytes as steps of the tree and as one block", () => {
  fc.assert(
    fc.property(keyValue, (value) => {
      const zeros = Array.from({ length: 40 }, () => 0);
      const [few, many] = [hex(keyBytes([value])), hex(keyBytes([...zeros, value]))];
      // The format and an array's tag and length are two bytes and one each way.
      expect(many.slice(6 + 40 * 18)).toBe(few.slice(6));
    }),
    { numRuns: runs(500, 50_000) },
  );
});

test("within a process classes are told apart by identity, outside by name", () => {
  const [Held, Twin] = KEYED;
  expect(encodeObject([new Held(1)])).not.toBe(encodeObject([new Twin(1)]));
  expect(hex(keyBytes(new Held(1)))).not.toBe(hex(keyBytes(new Twin(1))));
});
