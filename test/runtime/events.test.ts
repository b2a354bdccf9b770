import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { channels } from "../../runtime/events.js";
import { invalidateTags } from "../../runtime/everything.js";
import { cacheOf } from "../../runtime/handle.js";
import { flush } from "../../runtime/pending.js";
import { compileAs, compileAsync, compileSync, FORMS } from "./compiled.js";
import { makeGate } from "./gate.js";
import { useManualClock } from "./manual-clock.js";
import { runScript } from "./script.js";

const clock = useManualClock();

type Heard = [what: string, message: object];

let subscribed: [name: string, listener: (message: unknown) => void][] = [];

/** Subscribes to channels, by default to all; what comes is put down in order. */
function listen(...names: (keyof typeof channels)[]): Heard[] {
  const heard: Heard[] = [];
  for (const what of names.length === 0 ? Object.keys(channels) : names) {
    const name = `tscached:${what}`;
    const listener = (message: unknown): void => {
      heard.push([what, message as object]);
    };
    subscribed.push([name, listener]);
    subscribe(name, listener);
  }
  return heard;
}

afterEach(() => {
  for (const [name, listener] of subscribed) unsubscribe(name, listener);
  subscribed = [];
  jest.restoreAllMocks();
});

/** The names and what tells one message from another. */
function brief(heard: readonly Heard[]): unknown[] {
  return heard.map(([what, message]) => {
    const told = Object.entries(message).filter(([name]) => !["id", "kind", "durationMs"].includes(name));
    return told.length === 0 ? what : { what, ...Object.fromEntries(told) };
  });
}

describe.each(FORMS)("of a function that is %s", (form) => {
  test("a miss stores, and a hit is fresh", async () => {
    const { call, cache } = compileAs(form, () => {
      clock.advance(30);
      return { secret: "value" };
    });
    const about = { id: cache.definition.id, kind: "data" };
    const heard = listen();
    await call("secret key");
    await call("secret key");
    expect(heard).toEqual([
      ["miss", about],
      ["store", { ...about, durationMs: 30 }],
      ["hit", { ...about, from: "fresh" }],
    ]);
    expect(JSON.stringify(heard)).not.toContain("secret");
  });

  test("an error is told with what was thrown", async () => {
    const error = new Error("down");
    const { call, cache } = compileAs(
      form,
      () => {
        throw error;
      },
      { kind: "resource" },
    );
    const heard = listen();
    await expect(call(1)).rejects.toThrow("down");
    const about = { id: cache.definition.id, kind: "resource" };
    expect(heard).toEqual([
      ["miss", about],
      ["error", { ...about, error, during: "call" }],
    ]);
  });

  test("a value that goes is told with the cause, once", async () => {
    const { call, fn } = compileAs(form, (key) => key, { ttl: 100, maxEntries: 2, tags: [["key:", 0]] });
    const heard = listen("evict");
    for (const key of [1, 2, 3]) await call(key);
    cacheOf(fn).clear(3);
    await call(4);
    invalidateTags("key:4");
    clock.advance(100);
    await call(2);
    cacheOf(fn).clear();
    cacheOf(fn).clear();
    expect(heard.map(([, message]) => (message as { cause: string }).cause)).toEqual([
      "eviction",
      "clear",
      "clear",
      "expiry",
      "clear",
    ]);
  });

  test("a stale value is a stale hit, and its refresh tells how it ended", async () => {
    const error = new Error("down");
    let isDown = false;
    const { call } = compileAs(
      form,
      () => {
        clock.advance(5);
        if (isDown) throw error;
        return 1;
      },
      { ttl: 100, refresh: "background", staleFor: 10_000 },
    );
    await call(1);
    clock.advance(100);
    const heard = listen();
    await call(1);
    await flush();
    expect(brief(heard)).toEqual([
      { what: "hit", from: "stale" },
      { what: "evict", cause: "replaced" },
      "store",
      { what: "refresh", succeeded: true },
    ]);
    expect(heard[3]?.[1]).toMatchObject({ durationMs: 5 });
    heard.length = 0;
    clock.advance(100);
    isDown = true;
    await call(1);
    await flush();
    expect(brief(heard)).toEqual([
      { what: "hit", from: "stale" },
      { what: "error", error, during: "refresh" },
      { what: "refresh", succeeded: false },
    ]);
  });
});

test("who waits for another's computation is a hit of its own kind", async () => {
  const gate = makeGate<number>();
  const { fn } = compileAsync(() => gate.passed);
  const heard = listen();
  const calls = [fn(1), fn(1)];
  gate.open(1);
  await Promise.all(calls);
  expect(brief(heard)).toEqual(["miss", "store", { what: "hit", from: "joined" }]);
});

test("a value that is validated no more goes as invalid, before the next miss", () => {
  const { fn } = compileSync((key: number) => ({ key }), { kind: "resource" });
  fn(1);
  cacheOf(fn).configure({ validate: () => false });
  const heard = listen();
  fn(1);
  expect(brief(heard)).toEqual([{ what: "evict", cause: "invalid" }, "miss", "store"]);
});

test("an onRelease that fails is told", async () => {
  const error = new Error("stuck");
  const { fn } = compileSync((key: number) => ({ key }), { kind: "resource" });
  cacheOf(fn).configure({ onRelease: () => Promise.reject(error) });
  fn(1);
  const heard = listen("error");
  cacheOf(fn).clear();
  await flush();
  expect(brief(heard)).toEqual([{ what: "error", error, during: "release" }]);
});

test("a computation for a cleared entry stores nothing, and says so", async () => {
  const gate = makeGate<number>();
  const { fn } = compileAsync(() => gate.passed);
  const heard = listen();
  const call = fn(1);
  cacheOf(fn).clear();
  gate.open(1);
  await call;
  expect(brief(heard)).toEqual(["miss"]);
});

test("has, entries and stats tell nothing", () => {
  const { fn } = compileSync((key: number) => key);
  fn(1);
  const heard = listen();
  cacheOf(fn).has(1);
  cacheOf(fn).has(2);
  cacheOf(fn).entries();
  cacheOf(fn).stats();
  expect(heard).toEqual([]);
});

test("who subscribes late hears of entries that were stored before, and who leaves hears no more", () => {
  const { fn } = compileSync((key: number) => key);
  fn(1);
  fn(1);
  const heard = listen("hit");
  fn(1);
  expect(heard).toHaveLength(1);
  for (const [name, listener] of subscribed) unsubscribe(name, listener);
  fn(1);
  expect(heard).toHaveLength(1);
  expect(cacheOf(fn).stats().hits).toBe(3);
});

test("nothing is published where nobody listens", async () => {
  const publish = Object.values(channels).map((channel) => jest.spyOn(channel, "publish"));
  const { call, fn } = compileAs("async", (key) => key, { maxEntries: 1 });
  for (const key of [1, 1, 2]) await call(key);
  cacheOf(fn).clear();
  for (const spy of publish) expect(spy).not.toHaveBeenCalled();
});

test("a subscriber that throws harms no call", () => {
  const seen = runScript(`
    import { channel } from "node:diagnostics_channel";
    import { cacheData, cacheOf } from "tscached";

    const thrown = [];
    process.on("uncaughtException", ({ message }) => thrown.push(message));
    for (const what of ["miss", "store", "hit", "evict", "error"]) {
      channel("tscached:" + what).subscribe(() => { throw new Error(what); });
    }
    let runs = 0;
    const load = cacheData({ maxEntries: 1 }, (key) => { runs++; if (key === 0) throw new Error("down"); return { key }; });
    const values = [load(1), load(1), load(2)];
    let error;
    try { load(0); } catch ({ message }) { error = message; }
    values.push(load(2));
    await new Promise(setImmediate);
    const { hits, misses, errors, evictions, entries } = cacheOf(load).stats();
    console.log(JSON.stringify({ values, error, runs, thrown, stats: { hits, misses, errors, evictions, entries } }));
  `);
  expect(seen).toEqual({
    values: [{ key: 1 }, { key: 1 }, { key: 2 }, { key: 2 }],
    error: "down",
    runs: 3,
    thrown: ["miss", "store", "hit", "miss", "store", "evict", "miss", "error", "hit"],
    stats: { hits: 2, misses: 3, errors: 1, evictions: 1, entries: 1 },
  });
});
