import { AsyncResource } from "node:async_hooks";
import { CacheRecursionError, UnserializableReturnValueError } from "../../runtime/errors.js";
import { cacheOf } from "../../runtime/handle.js";
import { cacheData, cacheResource } from "../../runtime/wrap.js";
import { settled } from "./gate.js";
import { useManualClock } from "./manual-clock.js";

const clock = useManualClock();

interface Row {
  id: unknown;
  list: number[];
}

describe("results", () => {
  test("of a sync function are copied for each caller", () => {
    const body = jest.fn((id: number): Row => ({ id, list: [] }));
    const load = cacheData({}, body);
    const first = load(1);
    first.list.push(9);
    const second = load(1);
    expect(second).toEqual({ id: 1, list: [] });
    second.list.push(8);
    expect(load(1)).toEqual({ id: 1, list: [] });
    expect(body).toHaveBeenCalledTimes(1);
  });

  test("of a resource are the very object", async () => {
    const open = cacheResource({}, (id: number) => ({ id }));
    const openLater = cacheResource({}, (id: number) => Promise.resolve({ id }));
    expect(open(1)).toBe(open(1));
    expect(open(1)).not.toBe(open(2));
    expect(await openLater(1)).toBe(await openLater(1));
  });

  test.each([
    ["an async function", async (id: number): Promise<Row> => Promise.resolve({ id, list: [] })],
    ["a function that returns a promise", (id: number): Promise<Row> => Promise.resolve({ id, list: [] })],
    ["a function that returns a thenable", (id: number) => thenable<Row>({ id, list: [] }) as Promise<Row>],
  ])("of %s come in promises, and each caller has a copy", async (_name, fn) => {
    const body = jest.fn(fn);
    const load = cacheData({}, body);
    const calls = [load(1), load(1), load(1)];
    const rows = await Promise.all(calls);
    const later = load(1);
    expect(later).toBeInstanceOf(Promise);
    rows.push(await later);
    for (const row of rows) expect(row).toEqual({ id: 1, list: [] });
    expect(new Set(rows).size).toBe(4);
    expect(new Set(rows.map(({ list }) => list)).size).toBe(4);
    expect(body).toHaveBeenCalledTimes(1);
    expect(cacheOf(load).stats()).toMatchObject({ hits: 3, misses: 1 });
  });

  test("that are a promise for some arguments and none for others stay so", async () => {
    const body = jest.fn((id: number) => (id < 0 ? Promise.resolve(id) : id));
    const load = cacheData({}, body);
    for (let round = 0; round < 2; round++) {
      expect(load(1)).toBe(1);
      const later = load(-1);
      expect(later).toBeInstanceOf(Promise);
      expect(await later).toBe(-1);
    }
    expect(body).toHaveBeenCalledTimes(2);
  });

  test("that are a promise at some times are what they were at the last one", async () => {
    let inPromise = true;
    const load = cacheData({ ttl: 1 }, (): unknown => (inPromise ? Promise.resolve("later") : "now"));
    await load();
    expect(load()).toBeInstanceOf(Promise);
    inPromise = false;
    clock.advance(1_000);
    expect([load(), load()]).toEqual(["now", "now"]);
    inPromise = true;
    clock.advance(1_000);
    expect(await load()).toBe("later");
    expect(load()).toBeInstanceOf(Promise);
  });

  test.each([undefined, null, NaN, 0, "", false])("of %p are cached, sync and async", async (value) => {
    const body = jest.fn(() => value);
    const load = cacheData({}, body);
    const loadLater = cacheData({}, () => Promise.resolve(body()));
    expect([load(), load()]).toEqual([value, value]);
    expect([await loadLater(), await loadLater()]).toEqual([value, value]);
    expect(body).toHaveBeenCalledTimes(2);
  });

  test("that can't be copied are an error that names the function and its place", async () => {
    const here = "makeRun (test/runtime/wrap.test.ts:";
    const bad = cacheData({ name: "makeRun" }, () => ({ run: () => 1 }));
    const badLater = cacheData({ name: "makeRun" }, () => Promise.resolve({ run: () => 1 }));
    expect(() => bad()).toThrow(UnserializableReturnValueError);
    expect(() => bad()).toThrow(here);
    await expect(badLater()).rejects.toThrow(here);
  });
});

describe("errors", () => {
  test("that are thrown aren't cached", () => {
    let attempts = 0;
    const load = cacheData({}, () => {
      if (++attempts < 3) throw new Error(`attempt ${attempts}`);
      return attempts;
    });
    expect(() => load()).toThrow("attempt 1");
    expect(() => load()).toThrow("attempt 2");
    expect([load(), load()]).toEqual([3, 3]);
    expect(cacheOf(load).stats()).toMatchObject({ errors: 2, misses: 3, hits: 1 });
  });

  test("that reject reach everyone who waits, and aren't cached", async () => {
    let attempts = 0;
    const load = cacheData({}, async () => {
      await Promise.resolve();
      if (++attempts === 1) throw new Error("down");
      return attempts;
    });
    const failed = await Promise.allSettled([load(), load()]);
    expect(failed.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect([await load(), await load()]).toEqual([2, 2]);
  });

  test("that are thrown before there is a promise are thrown at the caller", async () => {
    let attempts = 0;
    const load = cacheData({}, () => {
      if (++attempts === 1) throw new Error("at once");
      return Promise.resolve(attempts);
    });
    expect(() => load()).toThrow("at once");
    expect([await load(), await load()]).toEqual([2, 2]);
  });

  test("are answered with the stale value in the form that it came in", async () => {
    let isDown = false;
    const load = cacheData({ ttl: 1, staleIfError: 60 }, (form: string) => {
      if (isDown) throw new Error("down");
      return form === "promise" ? Promise.resolve("value") : "value";
    });
    expect(load("plain")).toBe("value");
    expect(await load("promise")).toBe("value");
    isDown = true;
    const heard = jest.fn();
    cacheOf(load).configure({ onError: heard });
    clock.advance(1_000);
    expect(load("plain")).toBe("value");
    const later = load("promise");
    expect(later).toBeInstanceOf(Promise);
    expect(await later).toBe("value");
    expect(heard).toHaveBeenCalledTimes(2);
    clock.advance(60_000);
    expect(() => load("plain")).toThrow("down");
  });
});

describe("what keeps a call from being answered", () => {
  const noKey = (): unknown[] => {
    throw new Error("no key");
  };
  const sick = (): boolean => {
    throw new Error("sick");
  };
  const signal = () => undefined;

  test.each<[string, () => (id: unknown) => Promise<unknown>, unknown, string]>([
    [
      "an argument without a key",
      () => cacheData({}, async (id: unknown) => Promise.resolve(id)),
      signal,
      "is a function",
    ],
    ["a key that fails", () => cacheData({ key: noKey }, async (id: unknown) => Promise.resolve(id)), 1, "no key"],
    ["a validate that fails", () => stored(async (id: unknown) => Promise.resolve({ id })), 1, "sick"],
    [
      "a function that was wrapped before",
      () =>
        cacheData(
          {},
          cacheData({}, async (id: unknown) => Promise.resolve(id)),
        ),
      signal,
      "is a function",
    ],
  ])("rejects where the function is async: %s", async (_name, make, argument, message) => {
    const load = make();
    if (message === "sick") await load(argument);
    await expect(load(argument)).rejects.toThrow(message);
  });

  test("is thrown where it only returns promises, as compiled code does", async () => {
    const load = cacheData({ key: noKey }, (id: number) => Promise.resolve(id));
    expect(() => load(1)).toThrow("no key");
    const open = stored((id: unknown) => Promise.resolve({ id }));
    await open(1);
    expect(() => open(1)).toThrow("sick");
  });

  test("is thrown where a call is only described", () => {
    const load = cacheData({ key: noKey }, async (id: number) => Promise.resolve(id));
    expect(() => cacheOf(load).has(1)).toThrow("no key");
    expect(() => {
      cacheOf(load).clear(1);
    }).toThrow("no key");
  });

  function stored(fn: (id: unknown) => Promise<unknown>): (id: unknown) => Promise<unknown> {
    const open = cacheResource({}, fn);
    cacheOf(open).configure({ validate: sick });
    return open;
  }
});

describe("the function itself", () => {
  test("keeps its name and its length", () => {
    function three(a: number, b: number, c: number): number {
      return a + b + c;
    }
    const cached = cacheData({ name: "another name" }, three);
    expect([cached.name, cached.length]).toEqual(["three", 3]);
    expect(cacheOf(cached).id).toMatch(/#another name$/);
  });

  test("gets its this, which isn't part of the key", async () => {
    class Db {
      readonly url: string;
      readonly load = cacheData({}, function (this: Db, id: number) {
        return `${this.url}/${id}`;
      });
      readonly loadLater = cacheResource({}, async function (this: Db, id: number) {
        return Promise.resolve(`${this.url}/${id}`);
      });

      constructor(url: string) {
        this.url = url;
      }
    }
    const db = new Db("a");
    expect(db.load(1)).toBe("a/1");
    expect(await db.loadLater(1)).toBe("a/1");
    expect(db.load.call(new Db("b"), 1)).toBe("a/1");
    expect(cacheOf(db.load).on(new Db("c")).refresh(1)).toBe("c/1");
    expect(db.load(1)).toBe("c/1");
  });

  test("has a cache of its own, whatever others are called", () => {
    const make = (factor: number) => cacheData({ name: "times" }, (value: number) => value * factor);
    const [double, triple] = [make(2), make(3)];
    expect([double(1), triple(1), double(1)]).toEqual([2, 3, 2]);
    cacheOf(double).clear();
    expect([cacheOf(double).has(1), cacheOf(triple).has(1)]).toEqual([false, true]);
  });

  test("may be wrapped twice", () => {
    const body = jest.fn((id: number): Row => ({ id, list: [] }));
    const inner = cacheData({}, body);
    const outer = cacheData({}, inner);
    expect(outer(1)).toEqual(outer(1));
    cacheOf(outer).clear();
    expect(outer(1)).toEqual({ id: 1, list: [] });
    expect(body).toHaveBeenCalledTimes(1);
  });

  test("tells its id, version and kind", () => {
    const data = cacheData({ version: "2" }, function load() {
      return 1;
    });
    const resource = cacheResource({}, () => 1);
    expect(cacheOf(data)).toMatchObject({ version: "wrapped-2", kind: "data" });
    expect(cacheOf(data).id).toMatch(/^test\/runtime\/wrap\.test\.ts:\d+#load$/);
    expect(cacheOf(resource)).toMatchObject({ version: "wrapped-", kind: "resource" });
    expect(cacheOf(resource).id).toMatch(/#anonymous$/);
  });
});

describe("recursion", () => {
  test("with other arguments is cached at each level", () => {
    const body = jest.fn((n: number): number => (n < 2 ? n : fib(n - 1) + fib(n - 2)));
    const fib: (n: number) => number = cacheData({}, body);
    expect(fib(30)).toBe(832_040);
    expect(body).toHaveBeenCalledTimes(31);
  });

  test("with other arguments is cached at each level, also async", async () => {
    const body = jest.fn(async (n: number): Promise<number> => {
      if (n < 2) return n;
      const [left, right] = await Promise.all([fib(n - 1), fib(n - 2)]);
      return left + right;
    });
    const fib: (n: number) => Promise<number> = cacheData({}, body);
    expect(await fib(20)).toBe(6_765);
    expect(body).toHaveBeenCalledTimes(21);
  });

  test("with the same arguments is an error that names the function, before and after the first await", async () => {
    const atOnce: (id: number) => Promise<number> = cacheData({ name: "loop" }, async (id: number) => await atOnce(id));
    const later: (id: number) => Promise<number> = cacheData({ name: "loop" }, async (id: number) => {
      await settled();
      return await later(id);
    });
    const sync: (id: number) => number = cacheData({ name: "loop" }, (id: number) => sync(id) + 1);
    const text = /loop \(test\/runtime\/wrap\.test\.ts:\d+\) → loop .*: the call waits for itself/;
    for (const fn of [atOnce, later]) {
      await expect(fn(1)).rejects.toBeInstanceOf(CacheRecursionError);
      await expect(fn(1)).rejects.toThrow(text);
    }
    expect(() => sync(1)).toThrow(CacheRecursionError);
    expect(() => sync(1)).toThrow(text);
  });

  test("of a sync function through another async context gives no promise", () => {
    const outside = new AsyncResource("outside");
    let isInner = false;
    const load: () => unknown = cacheData({}, () => {
      if (isInner) return "inner";
      isInner = true;
      return [outside.runInAsyncScope(() => load())];
    });
    expect(load()).toEqual(["inner"]);
    expect(cacheOf(load).stats()).toMatchObject({ misses: 2, errors: 0, entries: 1 });
  });

  test("of two functions through each other names both", async () => {
    const ping: () => Promise<number> = cacheData({ name: "ping" }, async () => await pong());
    const pong: () => Promise<number> = cacheData({ name: "pong" }, async () => {
      await settled();
      return await ping();
    });
    await expect(ping()).rejects.toThrow(/^ping .* → pong .* → ping /);
  });
});

function thenable<T>(value: T): PromiseLike<T> {
  return {
    then: (resolve: (value: T) => unknown) => {
      resolve(value);
    },
  } as unknown as PromiseLike<T>;
}
