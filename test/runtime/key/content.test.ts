import fc from "fast-check";
import { cacheOf } from "../../../runtime/handle.js";
import { ContentTable, type Content } from "../../../runtime/key/content.js";
import { compileAsync, compileSync, defineCache } from "../compiled.js";
import { reachable } from "../reachable.js";
import { contentsIn, contentsOf } from "./contents-of.js";

/** A content that a node has as its part. */
function used(table: ContentTable, kind: string, data: string | Uint8Array): Content {
  const content = table.of(kind, data);
  content.uses++;
  return content;
}

describe("a table", () => {
  test("has one object for equal contents, and others for others", () => {
    const table = new ContentTable();
    const text = used(table, "text", "abc");
    expect(used(table, "text", "abc")).toBe(text);
    const others = [
      used(table, "value", "abc"),
      used(table, "text", "abd"),
      used(table, "text", "abcd"),
      used(table, "text", "\ud800"),
      used(table, "text", "\ud801"),
      used(table, "Uint8Array", new Uint8Array([1])),
      used(table, "Int8Array", new Uint8Array([1])),
      used(table, "Int8Array", new Uint8Array([1, 0])),
    ];
    expect(new Set([text, ...others]).size).toBe(9);
    expect(table.of("Int8Array", new Uint8Array([1]))).toBe(others[6]);
  });

  test("keeps bytes of its own", () => {
    const table = new ContentTable();
    const bytes = new Uint8Array([1, 2]);
    const content = used(table, "Uint8Array", bytes);
    bytes[0] = 9;
    expect(table.of("Uint8Array", new Uint8Array([1, 2]))).toBe(content);
    expect(table.of("Uint8Array", bytes)).not.toBe(content);
  });

  test("lets a content go with the last that uses it", () => {
    const table = new ContentTable();
    const content = used(table, "text", "abc");
    used(table, "text", "abc");
    table.release(content);
    expect(table.of("text", "abc")).toBe(content);
    table.release(content);
    expect(contentsIn(table)).toBe(0);
    expect(table.of("text", "abc")).not.toBe(content);
  });

  /** Contents of one length that a sample can't tell apart: they differ between the blocks that it looks at. */
  function alike(count: number, length = 100_000): Uint8Array[] {
    return Array.from({ length: count }, (_, index) => {
      const bytes = new Uint8Array(length);
      // Block 1 of 64 begins at 1586, and is 64 long.
      bytes[1_000] = index;
      bytes[1_001] = index >> 8;
      return bytes;
    });
  }

  test("tells apart in full what looks alike from outside, few and many", () => {
    const table = new ContentTable();
    const blocks = alike(40);
    const contents = blocks.map((bytes) => used(table, "Uint8Array", bytes));
    expect(new Set(contents).size).toBe(blocks.length);
    expect(new Set(contents.map(({ slot }) => slot)).size).toBe(1);
    blocks.forEach((bytes, index) => {
      expect(table.of("Uint8Array", bytes.slice())).toBe(contents[index]);
    });
  });

  test("lets those go one by one that look alike", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 8 }), (order) => {
        const table = new ContentTable();
        const blocks = alike(8, 5_000);
        const contents = blocks.map((bytes) => used(table, "DataView", bytes));
        order.forEach((gone, count) => {
          for (const content of contents.slice(gone, gone + 1)) table.release(content);
          expect(contentsIn(table)).toBe(blocks.length - count - 1);
          for (const kept of order.slice(count + 1)) {
            expect(table.of("DataView", blocks[kept] ?? "missing")).toBe(contents[kept]);
          }
        });
      }),
      { numRuns: 20 },
    );
  });
});

const LARGE: readonly (readonly [string, (index: number) => unknown])[] = [
  ["long strings", (index) => `${"x".repeat(20_000)}${index}`],
  ["binary data", (index) => new Uint8Array(5_000).fill(index)],
  ["long arrays", (index) => Array.from({ length: 50 }, () => index)],
  ["long URLs", (index) => new URL(`data:,${"x".repeat(20_000)}${index}`)],
  ["objects with long names", (index) => ({ [`${"x".repeat(20_000)}${index}`]: 1 })],
  ["large parts of small objects", (index) => ({ a: new Float64Array(600).fill(index), b: ["x".repeat(20_000), 1] })],
];

describe.each(LARGE)("the contents of a cache whose keys are %s", (_name, make) => {
  test("are as many as are in use", () => {
    const { fn, cache } = compileSync((value: unknown) => typeof value, { maxEntries: 3 });
    for (let index = 0; index < 10; index++) fn(make(index));
    const some = contentsOf(cache);
    expect(some).toBeGreaterThan(0);
    for (let index = 10; index < 50; index++) fn(make(index));
    expect(contentsOf(cache)).toBe(some);
    expect(cacheOf(fn).stats()).toMatchObject({ entries: 3, evictions: 47 });
  });

  test("go with a clear", () => {
    const { fn, cache } = compileSync((value: unknown) => typeof value);
    for (let index = 0; index < 5; index++) fn(make(index));
    expect(cacheOf(fn).stats().entries).toBe(5);
    cacheOf(fn).clear();
    expect([contentsOf(cache), reachable(cache)]).toEqual([0, { nodes: 0, entries: 0 }]);
  });

  test("go when the body throws", () => {
    const { fn, cache } = compileSync(() => {
      throw new Error("no");
    });
    expect(() => fn(make(1))).toThrow("no");
    expect([contentsOf(cache), reachable(cache)]).toEqual([0, { nodes: 0, entries: 0 }]);
  });

  test("go when an argument behind has no key", () => {
    const cache = defineCache({ key: ["a", "b"] });
    expect(() => cache.root.next(make(1)).entry(() => 1)).toThrow("b is a function");
    expect([contentsOf(cache), reachable(cache)]).toEqual([0, { nodes: 0, entries: 0 }]);
  });

  test("are kept once by an async call, and go with its entry", async () => {
    const { fn, cache } = compileAsync(async (value: unknown) => typeof value, { maxEntries: 1 });
    await fn(make(1));
    const some = contentsOf(cache);
    await Promise.all([fn(make(2)), fn(make(2)), fn(make(2))]);
    expect(contentsOf(cache)).toBe(some);
    cacheOf(fn).clear();
    expect(contentsOf(cache)).toBe(0);
  });

  test("go when an async body rejects", async () => {
    const { fn, cache } = compileAsync(async () => {
      await Promise.resolve();
      throw new Error("no");
    });
    await expect(fn(make(1))).rejects.toThrow("no");
    expect([contentsOf(cache), reachable(cache)]).toEqual([0, { nodes: 0, entries: 0 }]);
  });

  test("a single call is cleared", () => {
    const { fn, cache } = compileSync((value: unknown) => typeof value);
    fn(make(1));
    fn(make(2));
    cacheOf(fn).clear(make(1));
    expect(cacheOf(fn).stats().entries).toBe(1);
    cacheOf(fn).clear(make(2));
    expect([contentsOf(cache), reachable(cache)]).toEqual([0, { nodes: 0, entries: 0 }]);
  });
});
