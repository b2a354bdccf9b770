import { cacheOf } from "../../runtime/handle.js";
import { stats } from "../../runtime/statistics.js";
import { flush } from "../../runtime/pending.js";
import { compileAs, compileSync, FORMS } from "./compiled.js";
import { useManualClock } from "./manual-clock.js";

const clock = useManualClock();

describe("entries", () => {
  test.each(FORMS)("tell age, expiry, hits, time saved, tags and size (%s)", async (form) => {
    const { call, fn } = compileAs(
      form,
      (key) => {
        clock.advance(40);
        return `value of ${String(key)}`;
      },
      { ttl: 1_000, tags: [["all"], ["key:", 0]] },
    );
    await call(1);
    clock.advance(100);
    await call(2);
    for (let round = 0; round < 3; round++) await call(1);
    const entries = cacheOf(fn).entries();
    const bytes: unknown = expect.any(Number);
    expect(entries).toEqual([
      { ageMs: 140, expiresInMs: 860, bytes, hits: 3, savedMs: 120, tags: ["all", "key:1"] },
      { ageMs: 0, expiresInMs: 1_000, bytes, hits: 0, savedMs: 0, tags: ["all", "key:2"] },
    ]);
  });

  test("that never expire have no end", () => {
    const { fn } = compileSync((key: number) => key);
    fn(1);
    clock.advance(1_000_000);
    expect(cacheOf(fn).entries()).toMatchObject([{ ageMs: 1_000_000, expiresInMs: undefined, tags: [] }]);
  });

  test("that are served past their end have one below 0, and are gone when they are served no more", () => {
    const { fn } = compileSync((key: number) => key, { ttl: 100, refresh: "background", staleFor: 50 });
    fn(1);
    clock.advance(130);
    expect(cacheOf(fn).entries()).toMatchObject([{ ageMs: 130, expiresInMs: -30 }]);
    clock.advance(19);
    expect(cacheOf(fn).entries()).toHaveLength(1);
    clock.advance(1);
    expect(cacheOf(fn).entries()).toEqual([]);
  });

  test("stand in the order of writing, whatever was used last", () => {
    const { fn } = compileSync((key: number) => key, { maxEntries: 3, tags: [[0]] });
    const order = (): unknown[] =>
      cacheOf(fn)
        .entries()
        .map(({ tags }) => tags[0]);
    [1, 2, 3, 1].map(fn);
    expect(order()).toEqual(["1", "2", "3"]);
    fn(4);
    expect(order()).toEqual(["1", "3", "4"]);
    cacheOf(fn).refresh(1);
    expect(order()).toEqual(["3", "4", "1"]);
  });

  test("begin anew when they are written anew", () => {
    const { fn } = compileSync(
      (key: number) => {
        clock.advance(10);
        return key;
      },
      { ttl: 100 },
    );
    [1, 1].map(fn);
    clock.advance(60);
    cacheOf(fn).refresh(1);
    expect(cacheOf(fn).entries()).toMatchObject([{ ageMs: 0, expiresInMs: 100, hits: 0, savedMs: 0 }]);
    fn(1);
    expect(cacheOf(fn).entries()).toMatchObject([{ hits: 1, savedMs: 10 }]);
    expect(cacheOf(fn).stats()).toMatchObject({ hits: 2, savedMs: 20, misses: 1 });
  });

  test("grow with what they hold, for copies; for resources that isn't known", () => {
    const sizes = (kind: "data" | "resource"): number[] => {
      const { fn } = compileSync((length: number) => "é".repeat(length), { kind });
      [1, 1_000, 100_000].map(fn);
      return cacheOf(fn)
        .entries()
        .map(({ bytes }) => bytes);
    };
    const [small = NaN, middle = NaN, large = NaN] = sizes("data");
    expect(small).toBeGreaterThan(0);
    expect(middle - small).toBeGreaterThanOrEqual(990);
    expect(large - small).toBeGreaterThanOrEqual(99_000);
    expect(large - small).toBeLessThanOrEqual(250_000);
    expect(new Set(sizes("resource")).size).toBe(1);
  });

  test("are a picture of the moment, and change nothing", () => {
    const { fn } = compileSync((key: number) => key, { maxEntries: 2, tags: [[0]] });
    [1, 2].map(fn);
    const before = cacheOf(fn).entries();
    (before[0]?.tags as string[]).push("mine");
    expect(cacheOf(fn).entries()[0]?.tags).toEqual(["1"]);
    fn(3);
    expect(before).toHaveLength(2);
    expect(cacheOf(fn).has(1)).toBe(false);
  });

  test("say nothing of arguments and values", () => {
    const { fn } = compileSync((key: string) => ({ text: `secret ${key}` }));
    fn("secret");
    expect(JSON.stringify([cacheOf(fn).entries(), stats()])).not.toContain("secret");
  });
});

describe("stats", () => {
  test("add up the sizes of the entries", () => {
    const { fn } = compileSync((length: number) => "x".repeat(length));
    [10, 1_000, 5_000].map(fn);
    const sum = (): number =>
      cacheOf(fn)
        .entries()
        .reduce((total, { bytes }) => total + bytes, 0);
    expect(cacheOf(fn).stats().bytes).toBe(sum());
    cacheOf(fn).clear(5_000);
    expect(cacheOf(fn).stats().bytes).toBe(sum());
    cacheOf(fn).clear();
    expect(cacheOf(fn).stats().bytes).toBe(0);
  });

  test.each(FORMS)(
    "count stale values as hits, refreshes as neither, and their failures as errors (%s)",
    async (form) => {
      let isDown = false;
      const { call, fn } = compileAs(
        form,
        () => {
          clock.advance(10);
          if (isDown) throw new Error("down");
          return 1;
        },
        { ttl: 100, refresh: "background", staleFor: 1_000 },
      );
      cacheOf(fn).configure({ onError: () => undefined });
      await call(1);
      clock.advance(100);
      await call(1);
      await flush();
      expect(cacheOf(fn).stats()).toMatchObject({ hits: 1, misses: 1, errors: 0, savedMs: 10 });
      isDown = true;
      clock.advance(100);
      await call(1);
      await flush();
      expect(cacheOf(fn).stats()).toMatchObject({ hits: 2, misses: 1, errors: 1, savedMs: 20 });
    },
  );

  test.each(FORMS)("count a call that is answered with a stale value as a miss and an error (%s)", async (form) => {
    let isDown = false;
    const { call, fn } = compileAs(
      form,
      () => {
        if (isDown) throw new Error("down");
        return 1;
      },
      { ttl: 100, staleIfError: 1_000 },
    );
    cacheOf(fn).configure({ onError: () => undefined });
    await call(1);
    isDown = true;
    clock.advance(100);
    expect(await call(1)).toBe(1);
    expect(cacheOf(fn).stats()).toMatchObject({ hits: 0, misses: 2, errors: 1, entries: 1 });
  });

  test("of a refresh that a program asks for count no miss, and its failure as an error", () => {
    let isDown = false;
    const { fn } = compileSync(() => {
      if (isDown) throw new Error("down");
      return 1;
    });
    cacheOf(fn).refresh(1);
    isDown = true;
    expect(() => cacheOf(fn).refresh(1)).toThrow("down");
    expect(cacheOf(fn).stats()).toMatchObject({ misses: 0, hits: 0, errors: 1, entries: 1 });
  });
});
