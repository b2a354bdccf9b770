import fc from "fast-check";
import { UnhashableArgumentError } from "../../runtime/errors.js";
import { invalidateTags } from "../../runtime/everything.js";
import { cacheOf } from "../../runtime/handle.js";
import { register, type FunctionCache } from "../../runtime/internal.js";
import type { Entry } from "../../runtime/entry.js";
import { compileAs, compileAsync, compileSync, defineCache, FORMS, type Facts } from "./compiled.js";
import { makeGate, settled } from "./gate.js";
import { useManualClock } from "./manual-clock.js";
import { reachable } from "./reachable.js";

const clock = useManualClock();

/** A function of two parameters, as it is compiled. */
function compileTwo(facts: Facts) {
  const cache = defineCache({ key: ["first", "second"], ...facts });
  const runs: unknown[][] = [];
  const fn = register((first: unknown, second: unknown): unknown => {
    const entry = cache.root.next(first).entry(second);
    const body = (): unknown => runs.push([first, second]);
    return entry.hit() ? entry.value() : entry.compute(body, (root) => root.next(first).entry(second));
  }, cache);
  return { fn, cache, runs, handle: cacheOf(fn) };
}

/** The tags that the index of a cache holds on to. */
function indexed(cache: FunctionCache): string[] {
  const index = Reflect.get(cache, "tags") as object;
  return [...(Reflect.get(index, "entries") as Map<string, Set<Entry>>).keys()];
}

/** One tag, of one placeholder. */
function tagOf(key: unknown): readonly string[] | undefined {
  const { fn } = compileSync((value: unknown) => typeof value, { tags: [["key:", 0]] });
  fn(key);
  return cacheOf(fn).entries()[0]?.tags;
}

describe("a placeholder is filled in as a template literal would", () => {
  test.each<[string, string | number | bigint | boolean | null | undefined]>([
    ["a text", "a"],
    ["an empty text", ""],
    ["a text with braces", "{0}"],
    ["a text that begins as our markers do", "\0a"],
    ["the text of a marker", "\0N"],
    ["the text that begins an escaped one", "\0s\0s"],
    ["a long text", "x".repeat(16_383)],
    ["a longer text", "y".repeat(16_384)],
    ["a longer text that begins as our markers do", "\0" + "z".repeat(20_000)],
    ["a number", 7],
    ["a fraction", -0.5],
    ["a large number", 1e21],
    ["0", 0],
    ["-0", -0],
    ["NaN", NaN],
    ["Infinity", -Infinity],
    ["a bigint", 12345678901234567890n],
    ["true", true],
    ["false", false],
    ["null", null],
    ["undefined", undefined],
  ])("%s", (_name, key) => {
    expect(tagOf(key)).toEqual([`key:${key}`]);
  });

  test("any text and any number", () => {
    const primitive = fc.oneof(fc.string({ unit: "binary" }), fc.double(), fc.bigInt(), fc.boolean());
    fc.assert(
      fc.property(primitive, (key) => {
        expect(tagOf(key)).toEqual([`key:${key}`]);
      }),
    );
  });

  test("parts in any order, more than once, and tags without any", () => {
    const { fn, handle } = compileTwo({ tags: [["all"], [1, "/", 0], [0, 0], ["x", 1, "y"]] });
    fn("a", 2);
    expect(handle.entries()[0]?.tags).toEqual(["all", "2/a", "aa", "x2y"]);
  });

  test("parts behind and before those that are taken apart", () => {
    for (const other of [
      {},
      { a: { b: [1, 2] } },
      [],
      [[], []],
      new Map([[1, {}]]),
      new Date(5),
      new Uint8Array(50_000),
    ]) {
      const behind = compileTwo({ tags: [["id:", 1]] });
      behind.fn(other, 7);
      expect(behind.handle.entries()[0]?.tags).toEqual(["id:7"]);
      const before = compileTwo({ tags: [["id:", 0]] });
      before.fn(7, other);
      expect(before.handle.entries()[0]?.tags).toEqual(["id:7"]);
    }
  });

  test("parts of entries that share their first steps", () => {
    const { fn, handle } = compileTwo({ tags: [["id:", 1]] });
    for (const first of [{ a: 1 }, { a: 2 }, { a: 1, b: 1 }, "a", ["a"]]) for (const id of [1, 2]) fn(first, id);
    expect(handle.entries().map(({ tags }) => tags)).toEqual(
      Array.from({ length: 10 }, (_, index) => [`id:${(index % 2) + 1}`]),
    );
    invalidateTags("id:1");
    expect(handle.entries().map(({ tags }) => tags)).toEqual(Array.from({ length: 5 }, () => ["id:2"]));
  });
});

describe("a part that isn't a primitive value, against its type", () => {
  test.each<[string, unknown]>([
    ["an object", { id: 1 }],
    ["an empty array", []],
    ["a date", new Date(5)],
    ["bytes", new Uint8Array(50_000)],
  ])("%s is an error, and nothing runs or stays", (_name, value) => {
    for (const [index, args] of [
      [0, [value, 1]],
      [1, [1, value]],
      [1, [{}, value]],
    ] as const) {
      const { fn, cache, runs } = compileTwo({ name: "load", tags: [["all"], ["id:", index]] });
      const call = (): unknown => fn(args[0], args[1]);
      expect(call).toThrow(UnhashableArgumentError);
      expect(call).toThrow(
        `load (test.ts:1) can't be cached for this call: ${["first", "second"][index] ?? ""} isn't a primitive value, though a tag is made of it. Pass a primitive value there`,
      );
      expect(runs).toEqual([]);
      expect(indexed(cache)).toEqual([]);
      expect(reachable(cache)).toEqual({ nodes: 0, entries: 0 });
    }
  });

  test.each(FORMS)("is told in the form of the function (%s)", async (form) => {
    const { call, cache, runs } = compileAs(form, () => 1, { tags: [["id:", 0]] });
    for (let round = 0; round < 2; round++) await expect(call({})).rejects.toBeInstanceOf(UnhashableArgumentError);
    expect([runs, indexed(cache), reachable(cache).entries]).toEqual([[], [], 0]);
  });
});

describe("invalidateTags", () => {
  test("drops the entries of every function that has the tag, and no others", () => {
    const users = compileSync((key: unknown) => key, { tags: [["user:", 0]] });
    const pages = compileSync((key: unknown) => ({ key }), { kind: "resource", tags: [["page"], ["user:", 0]] });
    const others = compileSync((key: unknown) => key);
    const all = [users, pages, others];
    const entries = (): number[] => all.map(({ fn }) => cacheOf(fn).stats().entries);
    for (const { fn } of all) for (const key of [1, 2]) fn(key);
    invalidateTags();
    invalidateTags("user:", "user:3", "page:1", "");
    expect(entries()).toEqual([2, 2, 2]);
    invalidateTags("user:1");
    expect(entries()).toEqual([1, 1, 2]);
    invalidateTags("page", "user:2");
    expect(entries()).toEqual([0, 0, 2]);
    expect(cacheOf(pages.fn).stats().evictions).toBe(0);
  });

  test.each(["async", "promise"] as const)(
    "during a computation: callers have it, nothing is stored (%s)",
    async (form) => {
      const gates = [makeGate<number>(), makeGate<number>()];
      let begun = 0;
      const { call, cache } = compileAs(form, () => gates[begun++]?.passed as unknown as number, {
        tags: [["user:", 0]],
      });
      const before = [call(1), call(1)];
      await settled();
      invalidateTags("user:1");
      const after = call(1);
      await settled();
      gates[1]?.open(20);
      expect(await after).toBe(20);
      gates[0]?.open(10);
      expect(await Promise.all(before)).toEqual([10, 10]);
      expect(await call(1)).toBe(20);
      expect(begun).toBe(2);
      expect(reachable(cache).entries).toBe(1);
      invalidateTags("user:1");
      expect([reachable(cache).entries, indexed(cache)]).toEqual([0, []]);
    },
  );

  test("inside the very computation, sync", () => {
    const { fn, cache } = compileSync(
      (key: number) => {
        if (key === 1) invalidateTags("user:1");
        return key;
      },
      { tags: [["user:", 0]] },
    );
    expect([fn(1), fn(2)]).toEqual([1, 2]);
    expect([cacheOf(fn).has(1), cacheOf(fn).has(2)]).toEqual([false, true]);
    expect(indexed(cache)).toEqual(["user:2"]);
  });
});

describe("the index holds the tags of what is there, and of nothing else", () => {
  const tags: Facts["tags"] = [["all"], ["key:", 0]];

  test("after clears of all and of one", () => {
    const { fn, cache } = compileSync((key: number) => key, { tags });
    [1, 2, 3].map(fn);
    expect(indexed(cache)).toEqual(["all", "key:1", "key:2", "key:3"]);
    cacheOf(fn).clear(2);
    expect(indexed(cache)).toEqual(["all", "key:1", "key:3"]);
    cacheOf(fn).clear();
    expect(indexed(cache)).toEqual([]);
  });

  test("after evictions and expiries", () => {
    const { fn, cache } = compileSync((key: number) => key, { tags, maxEntries: 2, ttl: 100 });
    for (let key = 0; key < 100; key++) fn(key);
    expect(indexed(cache)).toEqual(["all", "key:98", "key:99"]);
    clock.advance(100);
    expect(cacheOf(fn).stats().entries).toBe(0);
    // Looking lets go of nothing; the next write does.
    fn(98);
    expect(indexed(cache)).toEqual(["all", "key:98"]);
  });

  test.each(FORMS)("after errors, and values that can't be kept (%s)", async (form) => {
    const { call, cache, fn } = compileAs(
      form,
      (key) => {
        if (key === 1) throw new Error("down");
        return key === 2 ? () => 1 : key;
      },
      { tags },
    );
    for (const key of [1, 2]) await expect(call(key)).rejects.toThrow();
    expect(indexed(cache)).toEqual([]);
    cacheOf(fn).has(3);
    cacheOf(fn).clear(3);
    expect(indexed(cache)).toEqual([]);
  });

  test("after arguments that changed under way, of which the waiters compute their own", async () => {
    const warned = jest.spyOn(process, "emitWarning").mockImplementation();
    const gates: ReturnType<typeof makeGate<void>>[] = [];
    const { fn, cache } = compileAsync(
      async (key: { id: number }) => {
        const { id } = key;
        const gate = makeGate();
        gates.push(gate);
        await gate.passed;
        return id;
      },
      { tags: [["all"]] },
    );
    const [left, right] = [{ id: 1 }, { id: 1 }];
    const calls = [fn(left), fn(right), fn(right)];
    left.id = right.id = 2;
    for (let turn = 0; turn < 10; turn++) {
      for (const gate of gates) gate.open();
      await settled();
    }
    expect(await Promise.all(calls)).toEqual([1, 2, 2]);
    expect(reachable(cache).entries).toBe(indexed(cache).length);
    cacheOf(fn).clear();
    expect(indexed(cache)).toEqual([]);
    warned.mockRestore();
  });

  test("after a validation that clears the cache", () => {
    const { fn, cache } = compileSync((key: number) => ({ key }), { kind: "resource", tags });
    fn(1);
    cacheOf(fn).configure({
      validate: () => {
        cacheOf(fn).clear();
        return true;
      },
    });
    fn(1);
    expect(indexed(cache)).toEqual([]);
  });

  test("after a clear during a computation, and one that fails after it", async () => {
    const gates = [makeGate<number>(), makeGate<number>()];
    const { fn, cache } = compileAsync((key: number) => gates[key]?.passed ?? Promise.resolve(key), { tags });
    const calls = [fn(0), fn(1)];
    expect(indexed(cache)).toEqual(["all", "key:0", "key:1"]);
    cacheOf(fn).clear();
    gates[0]?.open(0);
    gates[1]?.fail(new Error("late"));
    await Promise.allSettled(calls);
    expect(indexed(cache)).toEqual([]);
  });

  test("after a refresh, of what is there and what isn't", async () => {
    const { fn, cache } = compileAsync((key: number) => Promise.resolve(key), { tags });
    await cacheOf(fn).refresh(1);
    await cacheOf(fn).refresh(1);
    expect(indexed(cache)).toEqual(["all", "key:1"]);
    invalidateTags("key:1");
    expect([indexed(cache), reachable(cache).entries]).toEqual([[], 0]);
  });
});

describe.each(FORMS)("a function that is %s and can't fill in a tag", (form) => {
  test("leaves nothing behind, and caches what comes next", async () => {
    const { call, cache, fn, runs } = compileAs(form, () => 1, { tags: [["id:", 0]] });
    for (let attempt = 0; attempt < 2; attempt++) {
      await expect(call({ id: 1 })).rejects.toThrow("isn't a primitive value");
      expect(reachable(cache)).toEqual({ nodes: 0, entries: 0 });
    }
    await call("a");
    await call("a");
    expect(runs).toEqual(["a"]);
    expect(cacheOf(fn).has("a")).toBe(true);
  });
});
