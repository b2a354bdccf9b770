import { NotCachedError } from "../../runtime/errors.js";
import { clearAllData, clearAllResources } from "../../runtime/everything.js";
import { cacheOf } from "../../runtime/handle.js";
import { stats } from "../../runtime/statistics.js";
import { named, register, registerDefault } from "../../runtime/internal.js";
import { compileAs, compileAsync, compileSync, defineCache, FORMS } from "./compiled.js";
import { makeGate } from "./gate.js";
import { useManualClock } from "./manual-clock.js";
import { reachable } from "./reachable.js";

const clock = useManualClock();
const anyBytes: unknown = expect.any(Number);

describe("cacheOf", () => {
  test("tells id, version and kind", () => {
    const cache = defineCache({ name: "load", version: "abc", kind: "resource" });
    const { id } = cache.definition;
    expect(cacheOf(register(() => 1, cache))).toMatchObject({ id, version: "abc", kind: "resource" });
  });

  test.each<[string, unknown, string]>([
    ["a function that isn't cached", function plain() {}, "plain is not cached"], // eslint-disable-line @typescript-eslint/no-empty-function
    [
      "a function without a name",
      (
        () => () =>
          1
      )(),
      "the function is not cached",
    ],
    ["a class", class Db {}, "Db is not cached"], // eslint-disable-line @typescript-eslint/no-extraneous-class
    ["undefined", undefined, "undefined is not cached"],
    ["null", null, "null is not cached"],
    ["a string", "load", "load is not cached"],
    ["a bound copy of a cached function", compileSync((key: number) => key).fn.bind(null), "bound fn is not cached"],
  ])("of %s is an error that says what to do", (_name, value, text) => {
    const get = (): unknown => cacheOf(value as () => void);
    expect(get).toThrow(NotCachedError);
    expect(get).toThrow(text);
    expect(get).toThrow("add the plugin line to tsconfig.json and build with tspc");
  });

  test("finds a default export that had to be named, by its own name", () => {
    const cache = defineCache();
    const fn = registerDefault(() => 1, cache);
    expect(fn.name).toBe("default");
    expect(cacheOf(fn).id).toBe(cache.definition.id);
    expect(Object.keys(fn)).toEqual([]);
  });

  test("is not in the way of a class's name, which is put back as it was", () => {
    class Class {} // eslint-disable-line @typescript-eslint/no-extraneous-class
    named(Class, "");
    expect(Object.getOwnPropertyDescriptor(Class, "name")).toEqual({
      value: "",
      writable: false,
      enumerable: false,
      configurable: true,
    });
  });

  test("functions made from one place share one cache", () => {
    const cache = defineCache();
    const make = (): ((key: number) => unknown) =>
      register((key: number): unknown => {
        const entry = cache.root.entry(key);
        return entry.hit() ? entry.value() : entry.compute(() => key);
      }, cache);
    const [left, right] = [make(), make()];
    left(1);
    right(1);
    cacheOf(left).clear(1);
    expect(cacheOf(right).stats()).toMatchObject({ hits: 1, misses: 1, entries: 0 });
  });
});

describe("clear without arguments", () => {
  test("drops every entry, and the tree", () => {
    const { fn, cache } = compileSync((key: number) => key);
    for (let key = 0; key < 10; key++) fn(key);
    cacheOf(fn).clear();
    expect(reachable(cache)).toEqual({ nodes: 0, entries: 0 });
    fn(1);
    expect(cacheOf(fn).stats()).toMatchObject({ misses: 11, entries: 1, evictions: 0 });
  });

  test("of an empty cache does nothing", () => {
    const { fn } = compileSync((key: number) => key);
    cacheOf(fn).clear();
    expect(cacheOf(fn).stats()).toMatchObject({ misses: 0, entries: 0 });
  });

  test("leaves other functions alone", () => {
    const [left, right] = [compileSync((key: number) => key), compileSync((key: number) => key)];
    left.fn(1);
    right.fn(1);
    cacheOf(left.fn).clear();
    expect([cacheOf(left.fn).stats().entries, cacheOf(right.fn).stats().entries]).toEqual([0, 1]);
  });

  test("makes room under a bound", () => {
    const { fn } = compileSync((key: number) => key, { maxEntries: 2 });
    [1, 2].map(fn);
    cacheOf(fn).clear();
    [3, 4].map(fn);
    expect(cacheOf(fn).stats()).toMatchObject({ entries: 2, evictions: 0 });
  });
});

describe("clearAllData and clearAllResources", () => {
  test("each clears its kind, wherever it is defined", () => {
    const data = [compileSync((key: number) => key), compileSync((key: number) => key)];
    const resource = compileSync((key: number) => ({ key }), { kind: "resource" });
    const all = [...data, resource];
    const entries = (): number[] => all.map(({ fn }) => cacheOf(fn).stats().entries);
    for (const { fn } of all) fn(1);
    clearAllData();
    expect(entries()).toEqual([0, 0, 1]);
    for (const { fn } of all) fn(1);
    clearAllResources();
    expect(entries()).toEqual([1, 1, 0]);
  });

  test("what is in flight reaches its caller and isn't stored", async () => {
    const gate = makeGate<number>();
    const { fn } = compileAsync(() => gate.passed);
    const call = fn(1);
    clearAllResources();
    clearAllData();
    gate.open(5);
    expect(await call).toBe(5);
    expect(cacheOf(fn).stats().entries).toBe(0);
  });
});

describe("statistics", () => {
  test.each(FORMS)("of a function that is %s", async (form) => {
    const { call, fn } = compileAs(form, (key) => {
      clock.advance(40);
      if (key === "bad") throw new Error("bad");
      return key;
    });
    const handle = cacheOf(fn);
    expect(handle.stats()).toEqual({
      hits: 0,
      misses: 0,
      errors: 0,
      evictions: 0,
      entries: 0,
      savedMs: 0,
      bytes: anyBytes,
    });
    await call("a");
    await call("a");
    await call("a");
    await call("b");
    await expect(call("bad")).rejects.toThrow("bad");
    expect(handle.stats()).toEqual({
      hits: 2,
      misses: 3,
      errors: 1,
      evictions: 0,
      entries: 2,
      savedMs: 80,
      bytes: anyBytes,
    });
  });

  test("outlive the entries that they count", () => {
    const { fn } = compileSync(
      (key: number) => {
        clock.advance(10 * key);
      },
      { ttl: 100 },
    );
    const handle = cacheOf(fn);
    [1, 1, 2, 2, 3, 3].map(fn);
    const total = { hits: 3, misses: 3, errors: 0, evictions: 0, savedMs: 60 };
    expect(handle.stats()).toEqual({ ...total, entries: 3, bytes: anyBytes });
    handle.clear(3);
    expect(handle.stats()).toEqual({ ...total, entries: 2, bytes: anyBytes });
    clock.advance(100);
    expect(handle.stats()).toEqual({ ...total, entries: 0, bytes: anyBytes });
    handle.clear();
    expect(handle.stats()).toEqual({ ...total, entries: 0, bytes: anyBytes });
  });

  test("count each hit once, however often its entry expires", () => {
    const { fn } = compileSync(
      () => {
        clock.advance(10);
      },
      { ttl: 100 },
    );
    for (let round = 1; round <= 3; round++) {
      [1, 1, 1].map(fn);
      expect(cacheOf(fn).stats()).toMatchObject({ hits: 2 * round, misses: round, savedMs: 20 * round, entries: 1 });
      clock.advance(100);
    }
  });

  test("of evicted entries too", () => {
    const { fn } = compileSync(
      () => {
        clock.advance(10);
      },
      { maxEntries: 1 },
    );
    [1, 1, 2, 2].map(fn);
    expect(cacheOf(fn).stats()).toEqual({
      hits: 2,
      misses: 2,
      errors: 0,
      evictions: 1,
      entries: 1,
      savedMs: 20,
      bytes: anyBytes,
    });
  });

  test("are a picture of the moment", () => {
    const { fn } = compileSync((key: number) => key);
    const before = cacheOf(fn).stats();
    fn(1);
    expect(before.misses).toBe(0);
  });

  test("of every function stand in the order of loading, with id and kind", () => {
    const first = compileSync((key: number) => key, { name: "first" });
    const second = compileSync((key: number) => key, { name: "second", kind: "resource" });
    second.fn(1);
    expect(stats().slice(-2)).toEqual([
      { id: first.cache.definition.id, kind: "data", ...cacheOf(first.fn).stats() },
      { id: second.cache.definition.id, kind: "resource", ...cacheOf(second.fn).stats() },
    ]);
  });
});
