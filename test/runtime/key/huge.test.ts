import { freemem } from "node:os";
import { UnhashableArgumentError } from "../../../runtime/errors.js";
import { compileSync } from "../compiled.js";
import { nested } from "../nested.js";
import { reachable } from "../reachable.js";
import { contentsOf } from "./contents-of.js";

const NOTHING = { nodes: 0, entries: 0 };
const GIGABYTE = 2 ** 30;

/** Calls a cached function twice: how often the body ran, or why it didn't. */
function twice(make: () => unknown): number | string {
  let runs = 0;
  const { fn, cache } = compileSync(() => ++runs);
  try {
    fn(make());
    fn(make());
    return runs;
  } catch (error) {
    if (!(error instanceof UnhashableArgumentError)) throw error;
    // A refusal leaves nothing behind.
    expect([reachable(cache), contentsOf(cache)]).toEqual([NOTHING, 0]);
    return /: (key.*), which has no exact key/s.exec(error.message)?.[1] ?? error.message;
  }
}

describe("nested 100,000 deep", () => {
  class Keyed {
    readonly held: object;
    constructor(held: object) {
      this.held = held;
    }
    [Symbol.for("tscached.cacheKey")](): object {
      return this.held;
    }
  }

  test.each<[string, (inner: object) => object]>([
    ["arrays", (inner) => [inner]],
    ["objects", (inner) => ({ inner })],
    ["bare objects", (inner) => Object.assign(Object.create(null) as object, { inner })],
    ["Maps", (inner) => new Map([[1, inner]])],
    ["Maps, as keys", (inner) => new Map([[inner, 1]])],
    ["Sets", (inner) => new Set([inner])],
    ["keyed classes", (inner) => new Keyed(inner)],
    ["arrays with holes", (inner) => Object.assign(new Array<unknown>(2), { 1: inner })],
    ["long arrays", (inner) => Object.assign(new Array<unknown>(40).fill(0), { 39: inner })],
  ])("%s", (_name, wrap) => {
    expect(twice(() => nested(100_000, wrap))).toMatch(/^key.*… is nested more than 1000 levels deep$/);
    expect(twice(() => nested(900, wrap))).toBe(1);
  });
});

describe("many objects", () => {
  test("a million works", () => {
    const make = (): unknown => Array.from({ length: 1_000_000 }, (_, id) => [id]);
    expect(twice(make)).toBe(1);
  });

  test("some more are refused", () => {
    const make = (): unknown => Array.from({ length: 1_200_000 }, () => []);
    expect(twice(make)).toMatch(/^key\[\d+\] comes behind more than 1048576 other objects$/);
  });

  test("few that unfold into any number", () => {
    const make = (): unknown => {
      let value: unknown = [1, 2, 3];
      for (let level = 0; level < 100; level++) value = { left: value, right: value };
      return value;
    };
    expect(twice(make)).toMatch(/is too large for a key$/);
  });

  test("few that unfold into a million", () => {
    const make = (): unknown => {
      let value: unknown = [1, 2, 3];
      for (let level = 0; level < 18; level++) value = [value, value];
      return value;
    };
    expect(twice(make)).toBe(1);
  });
});

describe("long arrays", () => {
  test("of which most are holes work", () => {
    const make = (length: number) => () => {
      const array: unknown[] = ["first"];
      array[length - 1] = "last";
      return array;
    };
    for (const length of [100, 2 ** 23, 2 ** 32 - 1]) expect(twice(make(length))).toBe(1);
    expect(twice(() => new Array<unknown>(2 ** 32 - 1))).toBe(1);
  });

  test("of more elements than can be listed are refused", () => {
    for (const length of [5_000_000, 30_000_000]) {
      const array = new Array<number>(length).fill(1);
      expect(twice(() => array)).toBe("key is too large for a key");
      expect(twice(() => ({ a: [array] }))).toBe("key.a[0] is too large for a key");
    }
  });

  test("of a million numbers or strings work", () => {
    expect(twice(() => Array.from({ length: 1_000_000 }, (_, index) => index))).toBe(1);
    expect(twice(() => new Set(Array.from({ length: 300_000 }, (_, index) => `text ${index}`)))).toBe(1);
  });
});

describe("a gigabyte", () => {
  const hasMemory = freemem() > 6 * GIGABYTE;
  const testOf = hasMemory ? test : test.skip;

  testOf("of binary data works", () => {
    const buffer = new ArrayBuffer(GIGABYTE);
    expect(twice(() => buffer)).toBe(1);
  });

  testOf("of binary data, among many things, is refused before it is copied", () => {
    const buffer = new ArrayBuffer(GIGABYTE);
    const copies = jest.spyOn(Uint8Array.prototype, "slice");
    try {
      expect(twice(() => [...new Array<number>(40).fill(0), buffer])).toBe("key[40] is too large for a key");
      expect(copies).not.toHaveBeenCalled();
    } finally {
      copies.mockRestore();
    }
  });

  testOf("of text works, and among many things is refused", () => {
    const text = "x".repeat(2 ** 29 - 24);
    expect(twice(() => text)).toBe(1);
    expect(twice(() => [...new Array<number>(40).fill(0), text])).toBe("key[40] is too large for a key");
  });

  testOf("of property names is refused", () => {
    const names = ["a", "b", "c"].map((letter) => letter.repeat(2 ** 28));
    expect(twice(() => Object.fromEntries(names.map((name) => [name, 1])))).toBe("key is too large for a key");
  });
});
