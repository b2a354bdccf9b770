import { InvalidOptionError, UnhashableArgumentError } from "../../runtime/errors.js";
import { invalidateTags } from "../../runtime/everything.js";
import { cacheOf } from "../../runtime/handle.js";
import { cacheInput } from "../../runtime/inputs/ask.js";
import { flush } from "../../runtime/pending.js";
import { replayable } from "../../runtime/replay/replayable.js";
import { stats } from "../../runtime/statistics.js";
import { cacheData, cacheResource } from "../../runtime/wrap.js";
import { makeGate, settled } from "./gate.js";
import { useManualClock } from "./manual-clock.js";

const clock = useManualClock();

interface Row {
  id: unknown;
  list: number[];
}

describe("limits", () => {
  test("ttl, in seconds or as a text, ends an entry at that very time", () => {
    for (const ttl of [2, "2s"] as const) {
      const body = jest.fn((id: number) => id);
      const load = cacheData({ ttl }, body);
      load(1);
      clock.advance(1_999);
      load(1);
      expect(body).toHaveBeenCalledTimes(1);
      clock.advance(1);
      load(1);
      expect(body).toHaveBeenCalledTimes(2);
    }
  });

  test("maxEntries drops what was used longest ago", () => {
    const load = cacheData({ maxEntries: 2 }, (id: number) => id);
    [1, 2, 1, 3].map((id) => load(id));
    expect([1, 2, 3].map((id) => cacheOf(load).has(id))).toEqual([true, false, true]);
    expect(cacheOf(load).stats()).toMatchObject({ evictions: 1, entries: 2 });
  });

  test("maxBytes drops what was used longest ago, and keeps nothing that is larger alone", () => {
    const warned = jest.spyOn(process, "emitWarning").mockImplementation();
    const load = cacheData({ maxBytes: "100KB" }, (size: number) => "x".repeat(size));
    [20_000, 20_001, 20_002].map((size) => load(size));
    expect(cacheOf(load).stats().bytes).toBeLessThanOrEqual(100_000);
    load(300_000);
    expect(cacheOf(load).has(300_000)).toBe(false);
    expect(cacheOf(load).has(20_002)).toBe(true);
    expect(cacheOf(load).stats().bytes).toBeLessThanOrEqual(100_000);
    expect(warned).toHaveBeenCalledTimes(1);
    warned.mockRestore();
  });

  test("refresh in the background serves the expired value once more, in its form", async () => {
    let version = 1;
    const load = cacheData({ ttl: 10, refresh: "background", staleFor: 10 }, (form: string) =>
      form === "promise" ? Promise.resolve(version) : version,
    );
    expect([load("plain"), await load("promise")]).toEqual([1, 1]);
    version = 2;
    clock.advance(10_000);
    expect(load("plain")).toBe(1);
    const later = load("promise");
    expect(later).toBeInstanceOf(Promise);
    expect(await later).toBe(1);
    await flush();
    expect(load("plain")).toBe(2);
    expect(load("promise")).toBeInstanceOf(Promise);
    expect(await load("promise")).toBe(2);
    version = 3;
    clock.advance(20_000);
    expect([load("plain"), await load("promise")]).toEqual([3, 3]);
  });
});

describe("tags", () => {
  test("find entries by the parts that they name", () => {
    const load = cacheData({ tags: ["rows", "row:{0}", "{1}/{0}"] }, (id: number, table: string) => `${table}${id}`);
    const keys = [
      [1, "a"],
      [1, "b"],
      [2, "a"],
    ] as const;
    const fill = (): void => {
      for (const [id, table] of keys) load(id, table);
    };
    const there = (): boolean[] => keys.map(([id, table]) => cacheOf(load).has(id, table));
    fill();
    expect(
      cacheOf(load)
        .entries()
        .map(({ tags }) => tags),
    ).toEqual([
      ["rows", "row:1", "a/1"],
      ["rows", "row:1", "b/1"],
      ["rows", "row:2", "a/2"],
    ]);
    invalidateTags("row:1");
    expect(there()).toEqual([false, false, true]);
    fill();
    invalidateTags("a/1", "a/2");
    expect(there()).toEqual([false, true, false]);
    fill();
    invalidateTags("row:{0}", "row", "1");
    expect(there()).toEqual([true, true, true]);
    invalidateTags("rows");
    expect(there()).toEqual([false, false, false]);
  });

  test("name parts of the option key, where there is one", () => {
    const load = cacheData({ key: (row) => ["v1", row.id], tags: ["row:{1}"] }, (row: { id: number }) => row.id);
    load({ id: 7 });
    expect(cacheOf(load).entries()[0]?.tags).toEqual(["row:7"]);
  });

  test.each<[string, unknown[], string]>([
    ["an object", [{}], "argument 1 isn't a primitive value"],
    ["none there", [], "argument 1 isn't there"],
  ])("of a part that is %s are an error, and nothing runs", (_name, args, problem) => {
    const body = jest.fn((...args: unknown[]) => args.length);
    const load = cacheData({ tags: ["row:{0}"] }, body);
    expect(() => load(...args)).toThrow(UnhashableArgumentError);
    expect(() => load(...args)).toThrow(
      `${problem}, though a tag is made of it. Pass a primitive value there, or take its placeholder out of the tag.`,
    );
    expect(body).not.toHaveBeenCalled();
  });
});

describe("a signal among the arguments", () => {
  /** A function whose runs end when the test says so. */
  function gated() {
    const gates: ReturnType<typeof makeGate<Row>>[] = [];
    const load = cacheData({ key: (id) => [id] }, (id: number, signal?: AbortSignal) => {
      expect([id, signal?.aborted ?? false]).toEqual([1, false]);
      const gate = makeGate<Row>();
      gates.push(gate);
      return gate.passed;
    });
    return { load, gates };
  }

  test("lets its caller leave, and the others get the value", async () => {
    const { load, gates } = gated();
    const abort = new AbortController();
    const calls = [load(1), load(1, abort.signal), load(1, new AbortController().signal)];
    abort.abort(new Error("enough"));
    await expect(calls[1]).rejects.toThrow("enough");
    gates[0]?.open({ id: 1, list: [] });
    expect(await calls[0]).toEqual({ id: 1, list: [] });
    expect(await calls[2]).toEqual({ id: 1, list: [] });
    expect(gates).toHaveLength(1);
  });

  test("that has aborted already rejects a caller that would wait, but not a hit", async () => {
    const { load, gates } = gated();
    const first = load(1);
    await expect(load(1, AbortSignal.abort(new Error("enough")))).rejects.toThrow("enough");
    gates[0]?.open({ id: 1, list: [] });
    await first;
    expect(await load(1, AbortSignal.abort())).toEqual({ id: 1, list: [] });
  });

  test("of the caller that runs the body hands over to those who wait", async () => {
    const { load, gates } = gated();
    const abort = new AbortController();
    const [owner, waiter] = [load(1, abort.signal), load(1)];
    const failed = expect(owner).rejects.toThrow("aborted by its signal");
    abort.abort();
    gates[0]?.fail(new Error("aborted by its signal"));
    await failed;
    await settled();
    gates[1]?.open({ id: 1, list: [2] });
    expect(await waiter).toEqual({ id: 1, list: [2] });
    expect(await load(1)).toEqual({ id: 1, list: [2] });
    expect(gates).toHaveLength(2);
  });
});

describe("the handle", () => {
  test("knows, clears and refreshes calls by their arguments", () => {
    let version = 1;
    const load = cacheData({}, (id: number, suffix = "") => `${id} v${version}${suffix}`);
    const handle = cacheOf(load);
    expect(handle.has(1)).toBe(false);
    load(1);
    expect([handle.has(1), handle.has(1, ""), handle.has(2)]).toEqual([true, false, false]);
    version = 2;
    expect(handle.refresh(1)).toBe("1 v2");
    expect(load(1)).toBe("1 v2");
    load(2);
    handle.clear(1);
    expect([handle.has(1), handle.has(2)]).toEqual([false, true]);
    expect(handle.entries()).toHaveLength(1);
    handle.clear();
    expect(handle.entries()).toEqual([]);
    expect(handle.stats()).toMatchObject({ misses: 2, hits: 1, entries: 0 });
  });

  test("refreshes what was never called, and the calls after that have their promises", async () => {
    const body = jest.fn((id: number) => Promise.resolve({ id }));
    const load = cacheData({}, body);
    expect(await cacheOf(load).refresh(1)).toEqual({ id: 1 });
    const call = load(1);
    expect(call).toBeInstanceOf(Promise);
    expect(await call).toEqual({ id: 1 });
    expect(body).toHaveBeenCalledTimes(1);
  });

  test("clears a call on its way: its callers have the value, nothing is stored", async () => {
    const gate = makeGate<number>();
    const load = cacheData({}, async (id: number) => id + (await gate.passed));
    const calls = [load(1), load(1)];
    cacheOf(load).clear(1);
    gate.open(5);
    expect(await Promise.all(calls)).toEqual([6, 6]);
    expect(cacheOf(load).has(1)).toBe(false);
  });
});

describe("an option that is wrong is an error that names the function and its place", () => {
  function load(id: number): number {
    return id;
  }
  /** The options, what the message begins with behind the place, and what the function is called there. */
  const cases: [string, object, string, string?][] = [
    ["a ttl of 0", { ttl: 0 }, "Option ttl is 0; it takes a time above 0"],
    ["a ttl that is no time", { ttl: "soon" }, "Option ttl is 'soon'; it takes a time above 0"],
    ["a staleFor below 0", { staleFor: -1 }, "Option staleFor is -1; it takes a time above 0"],
    ["a staleIfError of true", { staleIfError: true }, "Option staleIfError is true; it takes a time above 0"],
    ["half an entry", { maxEntries: 0.5 }, "Option maxEntries is 0.5; it takes a whole number of at least 1"],
    ["a text as maxEntries", { maxEntries: "5" }, "Option maxEntries is '5'; it takes a whole number"],
    ["a size that is none", { maxBytes: "1 box" }, "Option maxBytes is '1 box'; it takes bytes"],
    ["an unknown refresh", { refresh: "often" }, `Option refresh is 'often'; it takes "foreground" or "background"`],
    ["an unknown option", { ttll: 5 }, "Option ttll is 5; it takes nothing: there is no such option"],
    ["an option of objects in general", { toString: 5 }, "Option toString is 5; it takes nothing"],
    ["a number as a name", { name: 5 }, "Option name is 5; it takes a text"],
    ["an empty name", { name: "" }, "Option name is ''; it takes a text"],
    ["a number as a version", { version: 5 }, "Option version is 5; it takes a text"],
    ["an array as a key", { key: [] }, "Option key is []; it takes a function of the arguments that returns an array"],
    ["a text as tags", { tags: "rows" }, "Option tags is 'rows'; it takes an array of texts"],
    ["a number among the tags", { tags: ["rows", 5] }, "Option tags is [ 'rows', 5 ]; it takes an array of texts"],
    ["an empty tag", { tags: [""] }, "Option tags is [ '' ]; it takes an array of texts"],
    ["any of them, under another name", { name: "fetch", ttl: 0 }, "Option ttl is 0", "fetch"],
  ];

  test.each(cases)("%s", (_name, options, text, name = "load") => {
    const count = stats().length;
    for (const wrap of [cacheData, cacheResource]) {
      const make = (): unknown => wrap(options, load);
      expect(make).toThrow(InvalidOptionError);
      expect(make).toThrow(/^\w+ \(test\/runtime\/wrap-options\.test\.ts:\d+\): /);
      expect(make).toThrow(`${name} (`);
      expect(make).toThrow(`): ${text}`);
    }
    expect(stats()).toHaveLength(count);
  });

  test("maxBytes of a resource, for which data and default take it", () => {
    const make = (): unknown => cacheResource({ maxBytes: 5 } as object, load);
    expect(make).toThrow(InvalidOptionError);
    expect(make).toThrow(/^load \(.*: Option maxBytes is 5; it takes nothing here: .* Use maxEntries/);
  });

  test("a function without a name is called so", () => {
    const make = (): unknown =>
      cacheData(
        { ttl: 0 },
        (
          () => () =>
            1
        )(),
      );
    expect(make).toThrow(/^anonymous \(test\/runtime\/wrap-options/);
  });

  test.each<[string, unknown[], string]>([
    ["no function", [{}], "Option fn is undefined; it takes the function to cache, as the second argument"],
    ["the function first", [load, {}], "Option fn is {}; it takes the function to cache"],
    ["the function alone", [load], "Option fn is undefined; it takes the function to cache"],
    ["no options", [undefined, load], "Option options is undefined; it takes an object"],
    ["null as options", [null, load], "Option options is null; it takes an object"],
  ])("%s", (_name, args, text) => {
    const make = (): unknown => Reflect.apply(cacheData, undefined, args as Parameters<typeof cacheData>);
    expect(make).toThrow(InvalidOptionError);
    expect(make).toThrow(text);
    expect(make).toThrow(/^(?:test\/runtime\/wrap-options\.test\.ts:\d+|unknown place): /);
  });

  test("options that are undefined are as good as none", () => {
    const none = { ttl: undefined, maxEntries: undefined, name: undefined, version: undefined, tags: undefined };
    const fn = cacheData({ ...none, key: undefined, refresh: undefined }, load);
    expect([fn(1), fn(1)]).toEqual([1, 1]);
    expect(cacheOf(fn).stats()).toMatchObject({ hits: 1, misses: 1 });
    expect(cacheOf(fn).entries()[0]).toMatchObject({ expiresInMs: undefined, tags: [] });
  });
});

test.each([
  ["cacheData", (fn: () => Generator<number>) => cacheData({}, fn)],
  ["replayable", (fn: () => Generator<number>) => replayable(fn)],
  ["cacheInput", (fn: () => Generator<number>) => cacheInput(fn)],
])("%s refuses a generator, whose call runs nothing yet", (_, wrap) => {
  function* numbers(): Generator<number> {
    yield 1;
  }
  expect(() => wrap(numbers)).toThrow(InvalidOptionError);
  expect(() => wrap(numbers)).toThrow("a function that is no generator");
});
