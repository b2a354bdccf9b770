import { channels } from "../../../runtime/events.js";
import { cacheOf, replayable, UnreplayableArgumentError } from "../../../runtime/index.js";
import { register } from "../../../runtime/internal.js";
import { compileAs, compileAsync, compileSync, defineCache, FORMS } from "../compiled.js";
import { settled } from "../gate.js";
import { Stage } from "../observing.js";
import { reachable } from "../reachable.js";

let stage = new Stage();
beforeEach(() => {
  stage = new Stage();
});

describe.each(FORMS)("in a function that is %s", (form) => {
  test("calls are made again on every hit, in their order", async () => {
    const { call, runs } = compileAs(form, (key) => {
      stage.show(`${String(key)} 1`);
      stage.show(`${String(key)} 2`);
      return key;
    });
    await call("a");
    await call("b");
    expect(stage.take()).toEqual(["a 1", "a 2", "b 1", "b 2"]);
    expect([await call("b"), await call("a"), await call("a")]).toEqual(["b", "a", "a"]);
    expect(stage.take()).toEqual(["b 1", "b 2", "a 1", "a 2", "a 1", "a 2"]);
    expect(runs).toEqual(["a", "b"]);
  });

  test("a replayed hit counts as a hit, and its entry is one like any other", async () => {
    const { call, cache } = compileAs(form, (key) => {
      stage.show(key);
    });
    await call(1);
    await call(1);
    await call(1);
    expect(cache.statistics).toMatchObject({ hits: 2, misses: 1, entries: 1 });
    expect(reachable(cache).entries).toBe(1);
  });

  test("calls deep below are recorded, those of helpers and of nested cached functions", async () => {
    const inner = compileAs("sync", (key) => {
      stage.show(`inner ${String(key)}`);
      return key;
    });
    const helper = (key: unknown): void => {
      stage.show(`helper ${String(key)}`);
    };
    const outer = compileAs(form, (key) => {
      stage.show("before");
      inner.fn(key);
      helper(key);
      return key;
    });
    await outer.call(1);
    const first = stage.take();
    expect(first).toEqual(["before", "inner 1", "helper 1"]);
    await outer.call(1);
    expect(stage.take()).toEqual(first);
    expect([inner.runs, outer.runs]).toEqual([[1], [1]]);
  });

  test("a nested function that was a hit is recorded into the one around it as well", async () => {
    const inner = compileAs("sync", (key) => {
      stage.show(`inner ${String(key)}`);
    });
    const outer = compileAs(form, (key) => {
      inner.fn(key);
      stage.show("outer");
    });
    inner.fn(1);
    stage.take();
    await outer.call(1);
    expect(stage.take()).toEqual(["inner 1", "outer"]);
    inner.cache.clear();
    await outer.call(1);
    expect(stage.take()).toEqual(["inner 1", "outer"]);
    expect(inner.runs).toEqual([1]);
  });

  test("a function that shows nothing is recorded for nobody, and its entries need no look", async () => {
    const { call, cache } = compileAs(form, (key) => key);
    await call(1);
    const [entry] = cache.retention.entries();
    expect(entry?.isWatched).toBe(false);
    expect(entry?.hit()).toBe(true);
  });

  test("what is recorded is what was passed, whatever becomes of it later", async () => {
    const kept: { n: number }[] = [];
    const show = replayable((what: { n: number }) => {
      stage.show(what.n);
      what.n += 100;
      kept.push(what);
    });
    const { call } = compileAs(form, () => {
      const what = { n: 1 };
      show(what);
      what.n = 5;
    });
    for (let round = 0; round < 3; round++) await call(1);
    expect(stage.take()).toEqual([1, 1, 1]);
    expect(new Set(kept).size).toBe(3);
  });

  test("an argument that can't be copied is an error that names all, before the call is made", async () => {
    const show = replayable(function show(...args: unknown[]) {
      stage.show(args.length);
    });
    const { call, cache } = compileAs(form, () => {
      show("fine", { items: [1, () => 2] });
    });
    const error: unknown = await call(1).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UnreplayableArgumentError);
    expect(error).toMatchObject({ code: "ERR_TSCACHED_UNREPLAYABLE_ARGUMENT" });
    expect(String(error)).toMatch(
      /show \(test\/runtime\/replay\/replay\.test\.ts:\d+\), called inside of fn \(test\.ts:1\)/,
    );
    expect(String(error)).toContain("argument 2.items[1] is a function, which can't be copied");
    expect(String(error)).toMatch(/use @cacheResource: its/);
    expect(stage.take()).toEqual([]);
    expect(cache.statistics.entries).toBe(0);
  });

  test("a resource's calls keep their very arguments", async () => {
    const seen: unknown[] = [];
    const show = replayable((what: unknown) => {
      seen.push(what);
    });
    const callback = (): number => 1;
    const { call } = compileAs(
      form,
      () => {
        show(callback);
      },
      { kind: "resource" },
    );
    await call(1);
    await call(1);
    expect(seen).toEqual([callback, callback]);
  });

  test("a resource inside of data records copies: the data's recording needs them", async () => {
    const show = replayable((what: unknown) => {
      stage.show(what);
    });
    const inner = compileSync(
      () => {
        show(() => 1);
      },
      { kind: "resource", name: "inner", source: "inner.ts:2" },
    );
    const outer = compileAs(form, () => {
      inner.fn(1);
    });
    const error: unknown = await outer.call(1).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UnreplayableArgumentError);
    expect(String(error)).toContain("called inside of inner (inner.ts:2), which is part of fn (test.ts:1), can't be");
    expect(String(error)).toContain("argument 1 is a function, which can't be copied");
    expect(String(error)).toContain("use @cacheResource for fn (test.ts:1) too");
  });

  test("what a replayed call throws reaches the caller, and the entry stays", async () => {
    let fails = false;
    const show = replayable((what: unknown) => {
      if (fails) throw new Error("no output");
      stage.show(what);
    });
    const { call, runs } = compileAs(form, (key) => {
      show(key);
      return key;
    });
    await call(1);
    fails = true;
    await expect(call(1)).rejects.toThrow("no output");
    fails = false;
    expect(await call(1)).toBe(1);
    expect(runs).toEqual([1]);
    expect(stage.take()).toEqual([1, 1]);
  });

  test("what the body coped with when it was recorded is no error of the replay's", async () => {
    const show = replayable((what: unknown) => {
      stage.show(what);
      throw new Error("no output");
    });
    const { call, runs } = compileAs(form, (key) => {
      try {
        show(key);
      } catch {
        stage.show("coped");
      }
      return key;
    });
    expect([await call(1), await call(1)]).toEqual([1, 1]);
    expect(stage.take()).toEqual([1, "coped", 1, "coped"]);
    expect(runs).toEqual([1]);
  });

  test("a call that fails stores nothing, and its calls are recorded into what is around it", async () => {
    const inner = compileAs("sync", (key) => {
      stage.show(key);
      throw new Error("down");
    });
    const outer = compileAs(form, (key) => {
      try {
        inner.fn(key);
      } catch {
        return "without";
      }
      return "with";
    });
    expect([await outer.call(1), await outer.call(1)]).toEqual(["without", "without"]);
    expect(stage.take()).toEqual([1, 1]);
    expect(inner.runs).toEqual([1]);
  });

  test("`this` of a call is passed on, and to its replays", async () => {
    const lines: string[] = [];
    const logger = {
      prefix: "> ",
      log: replayable(function (this: { prefix: string }, text: string) {
        lines.push(this.prefix + text);
      }),
    };
    const { call } = compileAs(form, () => {
      logger.log("hello");
    });
    await call(1);
    await call(1);
    expect(lines).toEqual(["> hello", "> hello"]);
  });
});

test("describing a call shows nothing, though its defaults are computed", () => {
  const cache = defineCache();
  const limit = (): number => {
    stage.show("default");
    return 1;
  };
  function load(key: number, factor = limit()): number {
    const entry = cache.root.entry(key * factor);
    return (entry.hit() ? entry.value() : entry.compute(() => key)) as number;
  }
  register(load, cache);
  load(1);
  expect(stage.take()).toEqual(["default"]);
  expect(cacheOf(load).has(1)).toBe(true);
  const outer = compileSync(() => cacheOf(load).has(1));
  outer.fn(1);
  outer.fn(1);
  expect(stage.take()).toEqual([]);
});

test("calls across awaits are recorded, and one that gave a promise is over before the next is made", async () => {
  const order: string[] = [];
  const slow = replayable(async (what: string) => {
    order.push(`${what} begins`);
    await settled();
    order.push(`${what} ends`);
  });
  const { fn } = compileAsync(async () => {
    await slow("a");
    await settled();
    await slow("b");
    stage.show("c");
  });
  await fn(1);
  const first = order.splice(0);
  expect(first).toEqual(["a begins", "a ends", "b begins", "b ends"]);
  await fn(1);
  expect(order).toEqual(first);
  expect(stage.take()).toEqual(["c", "c"]);
});

test("a sync function's replays await nothing; a rejection is reported, and stays no unhandled one", async () => {
  let fails = false;
  const show = replayable(async () => {
    await Promise.resolve();
    if (fails) throw new Error("late");
  });
  const { fn, cache } = compileSync((key: number) => {
    void show();
    return key;
  });
  const errors: unknown[] = [];
  cache.configure({ onError: (error) => errors.push(error) });
  fn(1);
  await settled();
  fails = true;
  expect(fn(1)).toBe(1);
  await settled();
  expect(errors.map(String)).toEqual(["Error: late"]);
  expect(channels.error.hasSubscribers).toBe(false);
});

describe("what a replayable function gives", () => {
  test.each([
    ["a value", () => 5, undefined],
    ["a promise", async () => await Promise.resolve(5), "promise"],
    ["a promise, without being async", () => Promise.resolve(5), "promise"],
    [
      "a thenable",
      () => ({
        then: (resolve: (value: number) => void) => {
          resolve(5);
        },
      }),
      "promise",
    ],
  ])("is nothing where the function gives %s, in and outside of cached functions", async (_what, give, expected) => {
    const show: () => unknown = replayable(give as () => unknown);
    const check = async (given: unknown): Promise<void> => {
      if (expected === undefined) expect(given).toBeUndefined();
      else expect(given).toBeInstanceOf(Promise);
      expect(await given).toBeUndefined();
    };
    await check(show());
    const { fn } = compileAsync(async () => {
      await check(show());
      return 1;
    });
    expect(await fn(1)).toBe(1);
  });

  test("keeps name and length, and refuses what is no function", () => {
    const show = replayable(function show(a: number, b: number) {
      return a + b;
    });
    expect([show.name, show.length]).toEqual(["show", 2]);
    expect(() => replayable(5 as unknown as () => void)).toThrow(/Option fn is 5/);
  });
});

test("what a body only started is recorded in what is around it and still runs", async () => {
  const later: Promise<void>[] = [];
  const inner = compileAsync(async (key: number) => {
    await Promise.resolve();
    stage.show("inner");
    later.push(
      settled()
        .then(() => settled())
        .then(() => {
          stage.show("late");
        }),
    );
    return key;
  });
  const outer = compileAsync(async () => {
    await inner.fn(1);
    await Promise.all(later);
    stage.show("outer");
  });
  await outer.fn(1);
  expect(stage.take()).toEqual(["inner", "late", "outer"]);
  await outer.fn(1);
  expect(stage.take()).toEqual(["inner", "late", "outer"]);
  await inner.fn(1);
  expect(stage.take()).toEqual(["inner"]);
});

test("what a replayable function shows through another one is shown once, by making its own call again", async () => {
  const twice = replayable((what: string) => {
    stage.show(what);
    stage.show(what);
  });
  const twiceLater = replayable(async (what: string) => {
    await settled();
    stage.show(what);
    await stage.showLater(what);
  });
  const { fn } = compileAsync(async () => {
    twice("a");
    await twiceLater("b");
  });
  await fn(1);
  await fn(1);
  expect(stage.take()).toEqual(["a", "a", "b", "b", "a", "a", "b", "b"]);
});

test("a recording counts among the bytes of an entry of data", () => {
  const { fn, cache } = compileSync((key: number) => {
    stage.show("x".repeat(key));
  });
  fn(10);
  fn(100_000);
  const [small = 0, large = 0] = [...cache.retention.entries()].map(({ bytes }) => bytes);
  expect(large - small).toBeGreaterThan(90_000);
});
