import { cacheOf } from "../../runtime/handle.js";
import { compileAs, compilePromise, compileSync, FORMS } from "./compiled.js";
import { useManualClock } from "./manual-clock.js";

const clock = useManualClock();

describe.each(FORMS)("%s", (form) => {
  test("the first call with a key runs the body, the next ones don't", async () => {
    const { call, runs } = compileAs(form, (key) => `${String(key)}!`);
    expect([await call("a"), await call("a"), await call("b"), await call("a")]).toEqual(["a!", "a!", "b!", "a!"]);
    expect(runs).toEqual(["a", "b"]);
  });

  test.each([undefined, null, 0, -0, NaN, "", false, 0n])("%p is a result like any other", async (result) => {
    const { call, runs } = compileAs(form, () => result);
    for (let time = 0; time < 3; time++) expect(Object.is(await call(1), result)).toBe(true);
    expect(runs).toHaveLength(1);
  });

  test("data: the first caller gets what the function returned, later ones a copy each", async () => {
    const result = { rows: [1, 2] };
    const { call } = compileAs(form, () => result);
    const got = [await call(1), await call(1), await call(1)];
    expect(got[0]).toBe(result);
    expect(new Set(got).size).toBe(3);
    for (const copy of got) copy.rows.push(9);
    expect(await call(1)).toEqual({ rows: [1, 2] });
  });

  test("data: what the function keeps of its result is no way into the cache", async () => {
    const kept = { rows: [1] };
    const { call } = compileAs(form, () => kept);
    await call(1);
    kept.rows.push(2);
    expect(await call(1)).toEqual({ rows: [1] });
  });

  test("resource: everyone gets the very object", async () => {
    const { call, runs } = compileAs(form, () => ({ query: () => 1 }), { kind: "resource" });
    const first = await call(1);
    expect(await call(1)).toBe(first);
    expect(await call(2)).not.toBe(first);
    expect(runs).toEqual([1, 2]);
  });

  test("changing an argument after the call doesn't change its key", async () => {
    const { call, runs } = compileAs(form, (key) => (key as number[]).length);
    const list = [1];
    expect(await call(list)).toBe(1);
    list.push(2);
    expect(await call([1])).toBe(1);
    expect(await call(list)).toBe(2);
    expect(runs).toHaveLength(2);
  });

  describe("ttl", () => {
    test("a value lives until exactly its time to live has passed since it was written", async () => {
      const { call, runs } = compileAs(form, (key) => key, { ttl: 100 });
      await call(1);
      clock.advance(99.999);
      await call(1);
      expect(runs).toHaveLength(1);
      clock.advance(0.001);
      await call(1);
      expect(runs).toHaveLength(2);
    });

    test("a hit doesn't prolong it, writing again does", async () => {
      const { call, runs } = compileAs(form, (key) => key, { ttl: 100 });
      await call(1);
      clock.advance(60);
      await call(1);
      clock.advance(40);
      await call(1);
      expect(runs).toHaveLength(2);
      clock.advance(99);
      await call(1);
      expect(runs).toHaveLength(2);
      clock.advance(1);
      await call(1);
      expect(runs).toHaveLength(3);
    });

    test("it begins when the body has ended, however long that took", async () => {
      const { call, runs } = compileAs(
        form,
        () => {
          clock.advance(1_000);
        },
        { ttl: 100 },
      );
      await call(1);
      clock.advance(99);
      await call(1);
      expect(runs).toHaveLength(1);
    });

    test("keys expire each by itself", async () => {
      const { call, runs } = compileAs(form, (key) => key, { ttl: 100 });
      await call(1);
      clock.advance(50);
      await call(2);
      clock.advance(50);
      await call(2);
      await call(1);
      expect(runs).toEqual([1, 2, 1]);
    });

    test("an expired value that can't be computed again is gone", async () => {
      let fails = false;
      const { call, fn } = compileAs(form, () => (fails ? Promise.reject(new Error("down")) : "up") as unknown, {
        ttl: 100,
        kind: "resource",
      });
      expect(await call(1)).toBe("up");
      clock.advance(100);
      fails = true;
      await expect(call(1)).rejects.toThrow("down");
      expect(cacheOf(fn).stats().entries).toBe(0);
    });
  });

  test("without a time to live a value lives for ever", async () => {
    const { call, runs } = compileAs(form, (key) => key);
    await call(1);
    clock.advance(Number.MAX_SAFE_INTEGER);
    await call(1);
    expect(runs).toHaveLength(1);
  });
});

test("a function without a parameter has one value", () => {
  let runs = 0;
  const { fn } = compileSync<undefined, number>(() => ++runs, { key: [] });
  expect([fn(undefined), fn(undefined)]).toEqual([1, 1]);
});

test("a function that returns a promise without being async does so on a hit too", async () => {
  const { fn } = compilePromise((key: number) => Promise.resolve([key]));
  const [first, second] = [await fn(1), fn(1)];
  expect(second).toBeInstanceOf(Promise);
  expect(await second).toEqual(first);
});

test("a sync function that changes its argument is found under what it was given", () => {
  let runs = 0;
  const { fn } = compileSync((list: number[]) => {
    runs++;
    return list.push(0);
  });
  const list = [1];
  expect([fn(list), fn([1]), fn(list), fn([1, 0])]).toEqual([2, 2, 3, 3]);
  expect(runs).toBe(2);
});
