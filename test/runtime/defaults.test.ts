import { InvalidOptionError } from "../../runtime/errors.js";
import { cacheOf } from "../../runtime/handle.js";
import { flush } from "../../runtime/pending.js";
import { configure, type Defaults, type Settings } from "../../runtime/settings.js";
import { state } from "../../runtime/state.js";
import { cacheData } from "../../runtime/wrap.js";
import { compileAs, compileAsync, compileSync } from "./compiled.js";
import { makeGate, settled } from "./gate.js";
import { useManualClock } from "./manual-clock.js";

const clock = useManualClock();

afterEach(() => {
  configure({ defaults: {}, refreshConcurrency: 8 });
});

/** A function that counts its runs. */
function counted(facts?: Parameters<typeof compileSync>[1]) {
  const runs: number[] = [];
  const { fn } = compileSync((key: number) => runs.push(key), facts);
  return { fn, runs, handle: cacheOf(fn) };
}

describe("defaults", () => {
  test("hold for functions that are defined later", () => {
    configure({ defaults: { ttl: "1s", maxEntries: 2 } });
    const { fn, runs, handle } = counted();
    [1, 2, 3].map(fn);
    expect([1, 2, 3].map((key) => handle.has(key))).toEqual([false, true, true]);
    clock.advance(1_000);
    fn(3);
    expect(runs).toEqual([1, 2, 3, 3]);
  });

  test("hold for functions that were defined before", () => {
    const { fn, handle } = counted();
    configure({ defaults: { maxEntries: 1 } });
    [1, 2].map(fn);
    expect(handle.stats()).toMatchObject({ entries: 1, evictions: 1 });
  });

  test("a ttl ends what was stored before, counted from its write", () => {
    const { fn, runs, handle } = counted();
    fn(1);
    clock.advance(600);
    fn(2);
    fn(1);
    clock.advance(400);
    configure({ defaults: { ttl: 1 } });
    expect(handle.entries()).toMatchObject([{ ageMs: 400, expiresInMs: 600 }]);
    [1, 2].map(fn);
    expect(runs).toEqual([1, 2, 1]);
    clock.advance(600);
    expect([handle.has(1), handle.has(2)]).toEqual([true, false]);
  });

  test("a ttl that is taken away again lets what is still there live", () => {
    configure({ defaults: { ttl: 1 } });
    const { fn, runs } = counted();
    fn(1);
    configure({ defaults: {} });
    clock.advance(1_000_000);
    fn(1);
    expect(runs).toEqual([1]);
  });

  test("a maxEntries that is lowered evicts at once what was used longest ago", () => {
    const { fn, handle } = counted();
    [1, 2, 3, 4].map(fn);
    configure({ defaults: { maxEntries: 3 } });
    expect(handle.stats()).toMatchObject({ entries: 3, evictions: 1 });
    fn(2);
    configure({ defaults: { maxEntries: 1 } });
    expect([1, 2, 3, 4].map((key) => handle.has(key))).toEqual([false, true, false, false]);
    expect(handle.stats()).toMatchObject({ entries: 1, evictions: 3 });
    configure({ defaults: {} });
    [5, 6, 7].map(fn);
    expect(handle.stats()).toMatchObject({ entries: 4, evictions: 3 });
  });

  test("a maxBytes weighs what was stored before", () => {
    const { fn } = compileSync((size: number) => "x".repeat(size));
    [10_000, 10_001, 10_002].map(fn);
    const { bytes } = cacheOf(fn).stats();
    configure({ defaults: { maxBytes: bytes } });
    expect(cacheOf(fn).stats()).toMatchObject({ entries: 3, bytes });
    configure({ defaults: { maxBytes: bytes - 1 } });
    expect(cacheOf(fn).stats()).toMatchObject({ entries: 2, evictions: 1 });
    expect(cacheOf(fn).has(10_000)).toBe(false);
  });

  test("a maxBytes isn't for resources", () => {
    // What the functions of other tests hold is too large.
    const warned = jest.spyOn(process, "emitWarning").mockImplementation();
    const { fn } = compileSync((key: number) => ({ key }), { kind: "resource" });
    fn(1);
    configure({ defaults: { maxBytes: cacheOf(fn).stats().bytes } });
    [2, 3].map(fn);
    expect(cacheOf(fn).stats()).toMatchObject({ entries: 3, evictions: 0 });
    warned.mockRestore();
  });

  test("a refresh in the background serves what was stored before", async () => {
    let version = 1;
    const { call, runs } = compileAs("async", () => version);
    await call(1);
    version = 2;
    configure({ defaults: { ttl: 1, refresh: "background", staleFor: "1s" } });
    clock.advance(1_500);
    expect(await call(1)).toBe(1);
    await flush();
    expect(await call(1)).toBe(2);
    expect(runs).toHaveLength(2);
  });

  test("a staleIfError answers for what was stored before", () => {
    let isDown = false;
    const { fn } = compileSync(() => {
      if (isDown) throw new Error("down");
      return 1;
    });
    cacheOf(fn).configure({ onError: () => undefined });
    fn(1);
    isDown = true;
    configure({ defaults: { ttl: 1, staleIfError: 1 } });
    clock.advance(1_999);
    expect(fn(1)).toBe(1);
    clock.advance(1);
    expect(() => fn(1)).toThrow("down");
  });

  test("give way to what a function says itself, also by cacheData", () => {
    configure({ defaults: { ttl: 1, maxEntries: 1 } });
    const tagged = counted({ ttl: 5_000 });
    const wrapped = cacheData({ maxEntries: 2 }, (key: number) => key);
    [1, 2].map((key) => [tagged.fn(key), wrapped(key)]);
    expect(tagged.handle.stats()).toMatchObject({ entries: 1, evictions: 1 });
    expect(cacheOf(wrapped).stats()).toMatchObject({ entries: 2, evictions: 0 });
    clock.advance(1_000);
    expect(tagged.handle.stats().entries).toBe(1);
    expect(cacheOf(wrapped).stats().entries).toBe(0);
  });

  test("are replaced as a whole", () => {
    configure({ defaults: { ttl: 1, maxEntries: 5 } });
    configure({ defaults: { maxEntries: 6 } });
    expect(state.defaults).toEqual({ maxEntries: 6 });
    configure({ clock });
    expect(state.defaults).toEqual({ maxEntries: 6 });
  });

  test("say whether results are frozen", () => {
    configure({ defaults: { freeze: false } });
    expect(state.defaults).toEqual({ freeze: false });
    configure({ defaults: { freeze: undefined, ttl: undefined } });
    expect(state.defaults).toEqual({});
  });

  test("don't touch what is being computed: it is stored under the new ones", async () => {
    const gate = makeGate<number>();
    const { fn } = compileAsync(() => gate.passed);
    const call = fn(1);
    configure({ defaults: { ttl: 1 } });
    clock.advance(5_000);
    gate.open(1);
    await call;
    expect(cacheOf(fn).entries()).toMatchObject([{ ageMs: 0, expiresInMs: 1_000 }]);
  });
});

test.each<[string, unknown, string]>([
  ["a text as defaults", { defaults: "1h" }, "Option defaults is '1h'; it takes an object of options"],
  ["null as defaults", { defaults: null }, "Option defaults is null; it takes an object of options"],
  ["a ttl of 0", { defaults: { ttl: 0 } }, "Option ttl is 0; it takes a time above 0"],
  [
    "an unknown default",
    { defaults: { ttll: 1 } },
    "Option defaults.ttll is 1; it takes nothing: there is no such default. There are ttl, maxEntries, maxBytes, refresh, " +
      "staleFor, staleIfError, showSpinner, showTime, freeze.",
  ],
  [
    "a tag, which is for one function",
    { defaults: { tags: ["a"] } },
    "Option defaults.tags is [ 'a' ]; it takes nothing",
  ],
  ["a freeze of 1", { defaults: { freeze: 1 } }, "Option defaults.freeze is 1; it takes true or false"],
  [
    "good defaults beside a bad setting",
    { defaults: { ttl: 5 }, refreshConcurrency: 0 },
    "Option refreshConcurrency is 0",
  ],
  ["a bad default beside a good one", { defaults: { ttl: 5, maxEntries: 0 } }, "Option maxEntries is 0"],
  [
    "half a refresh at a time",
    { refreshConcurrency: 1.5 },
    "Option refreshConcurrency is 1.5; it takes a whole number",
  ],
  ["a text as refreshConcurrency", { refreshConcurrency: "2" }, "Option refreshConcurrency is '2'; it takes a whole"],
])("%s is an error, and changes nothing", (_name, settings, text) => {
  configure({ defaults: { maxEntries: 7 }, refreshConcurrency: 3 });
  const { fn, handle } = counted();
  fn(1);
  const set = (): void => {
    configure({ clock: { now: () => 5 }, ...(settings as Settings) });
  };
  expect(set).toThrow(InvalidOptionError);
  expect(set).toThrow(text);
  expect([state.defaults, state.refreshes.most, state.clock]).toEqual([{ maxEntries: 7 } satisfies Defaults, 3, clock]);
  expect(handle.stats().entries).toBe(1);
});

describe("refreshConcurrency", () => {
  /** A function whose every key is stale, and whose refreshes end when the test says so. */
  async function stale(keys: readonly number[]) {
    const gates: (() => void)[] = [];
    let isRefreshing = false;
    const { fn } = compileAsync(
      async (key: number) => {
        if (!isRefreshing) return key;
        const gate = makeGate();
        gates.push(gate.open);
        await gate.passed;
        return key;
      },
      { ttl: 100, refresh: "background", staleFor: 1_000 },
    );
    for (const key of keys) await fn(key);
    isRefreshing = true;
    clock.advance(100);
    for (const key of keys) await fn(key);
    await settled();
    await settled();
    return gates;
  }

  test("bounds how many refreshes run at a time, and the next begins when one ends", async () => {
    configure({ refreshConcurrency: 2 });
    const gates = await stale([1, 2, 3, 4, 5]);
    expect(gates).toHaveLength(2);
    gates[0]?.();
    await settled();
    await settled();
    expect(gates).toHaveLength(3);
    for (let turn = 0; turn < 20; turn++) {
      for (const open of gates) open();
      await settled();
    }
    expect(gates).toHaveLength(5);
    await flush();
    expect(state.refreshes).toMatchObject({ running: 0, waiting: new Set() });
  });

  test("that is raised begins those that wait", async () => {
    configure({ refreshConcurrency: 1 });
    const gates = await stale([1, 2, 3]);
    expect(gates).toHaveLength(1);
    configure({ refreshConcurrency: 3 });
    await settled();
    await settled();
    expect(gates).toHaveLength(3);
    for (const open of gates) open();
    await flush();
    expect(state.refreshes).toMatchObject({ running: 0, waiting: new Set() });
  });

  test("is 8 unless it is set", async () => {
    const gates = await stale(Array.from({ length: 12 }, (_, key) => key));
    expect(gates).toHaveLength(8);
    for (let turn = 0; turn < 20; turn++) {
      for (const open of gates) open();
      await settled();
    }
    await flush();
    expect(gates).toHaveLength(12);
  });
});
