import { cacheOf } from "../../runtime/handle.js";
import { compileAs, compileAsync, compileSync, FORMS } from "./compiled.js";
import { makeGate, type Gate } from "./gate.js";
import { useManualClock } from "./manual-clock.js";
import { reachable } from "./reachable.js";

const clock = useManualClock();

describe.each(FORMS)("refresh() of a function that is %s", (form) => {
  test("computes although there is a value, stores and returns it", async () => {
    let value = 0;
    const { call, fn, runs } = compileAs(form, () => ++value);
    await call(1);
    expect(await cacheOf(fn).refresh(1)).toBe(2);
    expect(await call(1)).toBe(2);
    expect(runs).toHaveLength(2);
  });

  test("computes where there is none", async () => {
    const { call, fn, runs } = compileAs(form, () => "value");
    expect(await cacheOf(fn).refresh(1)).toBe("value");
    expect(await call(1)).toBe("value");
    expect(runs).toEqual([1]);
  });

  test("that fails leaves the old value, and nothing where there is none", async () => {
    let fails = false;
    const { call, fn, cache } = compileAs(form, () => {
      if (fails) throw new Error("down");
      return "good";
    });
    await call(1);
    fails = true;
    await expect((async () => await cacheOf(fn).refresh(1))()).rejects.toThrow("down");
    expect(await call(1)).toBe("good");
    await expect((async () => await cacheOf(fn).refresh(2))()).rejects.toThrow("down");
    expect(reachable(cache).entries).toBe(1);
  });

  test("begins a new time to live", async () => {
    const { call, fn, runs } = compileAs(form, () => 1, { ttl: 100 });
    await call(1);
    clock.advance(60);
    await cacheOf(fn).refresh(1);
    clock.advance(60);
    await call(1);
    expect(runs).toHaveLength(2);
  });
});

describe("refresh() of an async function", () => {
  function gated() {
    const gates: Gate<string>[] = [];
    const compiled = compileAsync<number, string>(async () => {
      const gate = makeGate<string>();
      gates.push(gate);
      return await gate.passed;
    });
    return { ...compiled, gates };
  }

  test("serves the old value meanwhile", async () => {
    const { fn, gates } = gated();
    const first = fn(1);
    gates[0]?.open("old");
    await first;
    const refreshed = cacheOf(fn).refresh(1);
    expect(await fn(1)).toBe("old");
    gates[1]?.open("new");
    expect(await refreshed).toBe("new");
    expect(await fn(1)).toBe("new");
  });

  test.each([
    ["before", [0, 1]],
    ["after", [1, 0]],
  ])("overtakes a computation on its way that ends %s it", async (_name, order) => {
    const { fn, gates } = gated();
    const before = fn(1);
    const refreshed = cacheOf(fn).refresh(1);
    const later = fn(1);
    for (const index of order) gates[index]?.open(["old", "new"][index] ?? "");
    expect(await Promise.all([before, refreshed, later])).toEqual(["old", "new", "new"]);
    expect(await fn(1)).toBe("new");
    expect(gates).toHaveLength(2);
  });

  test("that is cleared meanwhile stores nothing", async () => {
    const { fn, gates } = gated();
    const refreshed = cacheOf(fn).refresh(1);
    cacheOf(fn).clear(1);
    gates[0]?.open("late");
    expect(await refreshed).toBe("late");
    expect(cacheOf(fn).has(1)).toBe(false);
  });

  test("whose computation on its way fails keeps what it stored", async () => {
    const { fn, gates } = gated();
    const before = fn(1);
    const refreshed = cacheOf(fn).refresh(1);
    gates[1]?.open("new");
    await refreshed;
    gates[0]?.fail(new Error("late"));
    await expect(before).rejects.toThrow("late");
    expect(await fn(1)).toBe("new");
  });
});

test("refresh() applies what the call would apply, and throws what its parameters throw", () => {
  let runs = 0;
  const { fn } = compileSync((key: unknown) => [key, ++runs]);
  expect(cacheOf(fn).refresh({ id: 1 })).toEqual([{ id: 1 }, 1]);
  expect(fn({ id: 1 })).toEqual([{ id: 1 }, 1]);
  expect(() => cacheOf(fn).refresh(() => 1)).toThrow("is a function");
});

describe("has()", () => {
  test.each(FORMS)("of a function that is %s tells whether a call would be a hit, and counts nothing", async (form) => {
    const { call, fn, runs } = compileAs(form, () => undefined, { ttl: 100 });
    const handle = cacheOf(fn);
    expect(handle.has(1)).toBe(false);
    await call(1);
    const before = handle.stats();
    expect([handle.has(1), handle.has(2)]).toEqual([true, false]);
    expect(handle.stats()).toEqual(before);
    clock.advance(100);
    expect(handle.has(1)).toBe(false);
    expect(runs).toHaveLength(1);
  });

  test("refreshes no recency", () => {
    const { fn } = compileSync((key: number) => key, { maxEntries: 2 });
    fn(1);
    fn(2);
    cacheOf(fn).has(1);
    fn(3);
    expect([1, 2, 3].map((key) => cacheOf(fn).has(key))).toEqual([false, true, true]);
  });
});
