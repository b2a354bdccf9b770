import { inspect } from "node:util";
import { cacheInput, cacheKey, cacheOf, UncacheableInputError } from "../../../runtime/index.js";
import { compileAs, compileAsync, compileSync, FORMS } from "../compiled.js";
import { settled } from "../gate.js";
import { reachable } from "../reachable.js";

class Keyed {
  [cacheKey](): string {
    return "keyed";
  }
}

/** Settings that a test changes, read by an input that counts how often it is asked for what. */
class Settings {
  readonly asked: string[] = [];
  values: Record<string, unknown> = {};
  readonly get = cacheInput((name: string): unknown => {
    this.asked.push(name);
    const value = this.values[name];
    if (value instanceof Error) throw value;
    return value;
  });
  readonly getLater = cacheInput(async (name: string): Promise<unknown> => {
    this.asked.push(name);
    await Promise.resolve();
    const value = this.values[name];
    if (value instanceof Error) throw value;
    return value;
  });

  take(): string[] {
    return this.asked.splice(0);
  }
}

const never = cacheInput(function never() {
  return new Promise<never>(() => undefined);
});
const torn = cacheInput(function torn() {
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- programs do
  throw {
    [inspect.custom]() {
      throw new Error("no text");
    },
  };
});

let settings = new Settings();
beforeEach(() => {
  settings = new Settings();
});

describe.each(FORMS)("in a function that is %s", (form) => {
  test("a stored value is used while every answer is the same, and only then", async () => {
    settings.values = { unit: "km" };
    const { call, runs } = compileAs(form, (key) => `${String(key)} ${String(settings.get("unit"))}`);
    expect([await call(1), await call(1)]).toEqual(["1 km", "1 km"]);
    settings.values = { unit: "mi" };
    expect([await call(1), await call(1)]).toEqual(["1 mi", "1 mi"]);
    expect(runs).toHaveLength(2);
  });

  test("values for different answers live side by side", async () => {
    const { call, runs, cache } = compileAs(form, () => settings.get("unit"));
    for (const unit of ["km", "mi", "km", "mi", "nm", "km"]) {
      settings.values = { unit };
      expect(await call(1)).toBe(unit);
    }
    expect(runs).toHaveLength(3);
    expect(cache.statistics).toMatchObject({ entries: 3, hits: 3, misses: 3 });
    expect(reachable(cache).entries).toBe(1);
  });

  test("an input is asked again on a hit, and no question that the function wouldn't have asked", async () => {
    settings.values = { isBeta: true, theme: "dark" };
    const { call } = compileAs(form, () =>
      settings.get("isBeta") === true ? settings.get("theme") : settings.get("plain"),
    );
    expect(await call(1)).toBe("dark");
    expect(settings.take()).toEqual(["isBeta", "theme"]);
    expect(await call(1)).toBe("dark");
    expect(settings.take()).toEqual(["isBeta", "theme"]);
    settings.values = { isBeta: false, theme: "light", plain: "plain" };
    expect(await call(1)).toBe("plain");
    expect(settings.take()).toEqual(["isBeta", "isBeta", "plain"]);
    // The one used last is tried first; what it was answered isn't asked twice.
    settings.values = { isBeta: true, theme: "dark" };
    expect(await call(1)).toBe("dark");
    expect(settings.take()).toEqual(["isBeta", "theme"]);
    settings.values = { isBeta: true, theme: "light" };
    expect(await call(1)).toBe("light");
  });

  test("a question asked twice is one reading", async () => {
    settings.values = { unit: "km" };
    const { call } = compileAs(form, () => [settings.get("unit"), settings.get("unit")]);
    await call(1);
    settings.take();
    await call(1);
    expect(settings.take()).toEqual(["unit"]);
  });

  test("what a nested cached function asks, the one around it asked too, also when the inner one was a hit", async () => {
    settings.values = { unit: "km" };
    const inner = compileSync((key: unknown) => `${String(key)} ${String(settings.get("unit"))}`);
    const outer = compileAs(form, (key) => `outer ${inner.fn(key)}`);
    inner.fn(1);
    expect(await outer.call(1)).toBe("outer 1 km");
    settings.values = { unit: "mi" };
    expect(await outer.call(1)).toBe("outer 1 mi");
    settings.values = { unit: "km" };
    expect(await outer.call(1)).toBe("outer 1 km");
    expect(outer.runs).toHaveLength(2);
  });

  test("answers are compared by what they are: dates, objects, NaN, the zeros", async () => {
    let runs = 0;
    const { call } = compileAs(form, () => {
      settings.get("value");
      return ++runs;
    });
    const sameTwice = [() => new Date(5), () => ({ a: [1, new Map([[1, "x"]])] }), () => Number.NaN, () => undefined];
    for (const make of sameTwice) {
      settings.values = { value: make() };
      const first = await call(1);
      settings.values = { value: make() };
      expect(await call(1)).toBe(first);
    }
    settings.values = { value: 0 };
    const ofZero = await call(1);
    settings.values = { value: -0 };
    expect(await call(1)).not.toBe(ofZero);
  });

  test("an answer that changes afterwards was what it was", async () => {
    const list = [1];
    const get = cacheInput(() => list);
    const { call, runs } = compileAs(form, () => get().length);
    expect(await call(1)).toBe(1);
    list.push(2);
    expect(await call(1)).toBe(2);
    expect(runs).toHaveLength(2);
  });

  test("arguments are copied: what becomes of them later asks nothing else", async () => {
    const seen: unknown[] = [];
    const get = cacheInput((query: { name: string }) => {
      seen.push(query.name);
      query.name = "spoilt";
      return 1;
    });
    const { call } = compileAs(form, () => {
      const query = { name: "unit" };
      return get(query);
    });
    await call(1);
    await call(1);
    await call(1);
    expect(seen).toEqual(["unit", "unit", "unit"]);
  });

  test.each<[string, (ask: (...args: unknown[]) => unknown) => unknown, string]>([
    [
      "an argument without a key",
      (ask) => ask(1, { a: () => 1 }),
      "argument 2.a is a function, which has no exact key.",
    ],
    [
      "an argument with a key and without a copy",
      (ask) => ask(new Keyed()),
      "argument 1 is an instance of Keyed, which can't be copied.",
    ],
    ["an answer without a key", (ask) => ask(), "its answer[0] is a symbol, which has no exact key."],
  ])("%s is an error that names the input and the function", async (_what, use, problem) => {
    const ask = cacheInput(function ask(...args: unknown[]): unknown {
      return [Symbol(args.length)];
    });
    const { call } = compileAs(form, () => {
      use(ask);
      return 1;
    });
    const error: unknown = await call(1).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UncacheableInputError);
    expect(error).toMatchObject({ code: "ERR_TSCACHED_UNCACHEABLE_INPUT" });
    expect(String(error)).toMatch(
      /ask \(test\/runtime\/inputs\/inputs\.test\.ts:\d+\), asked inside of fn \(test\.ts:1\)/,
    );
    expect(String(error)).toContain(problem);
    expect(ask()).toHaveLength(1);
  });

  describe("stores nothing, and says so once, where", () => {
    let warn: jest.SpyInstance<void, Parameters<typeof process.emitWarning>>;
    beforeEach(() => {
      warn = jest.spyOn(process, "emitWarning").mockImplementation();
    });
    afterEach(() => {
      warn.mockRestore();
    });

    test.each<[string, () => unknown, RegExp]>([
      [
        "one question had two answers",
        () => {
          settings.values = { n: 1 };
          const first = settings.get("n");
          settings.values = { n: 2 };
          return [first, settings.get("n")];
        },
        /^fn \(test\.ts:1\): a result is not stored, since the input anonymous \(test\/runtime\/inputs\/inputs\.test\.ts:\d+\) answered one question in two ways/,
      ],
      [
        "an input threw, though the body coped with it",
        () => {
          settings.values = { n: new Error("down") };
          try {
            return settings.get("n");
          } catch {
            return "without";
          }
        },
        /^fn \(test\.ts:1\): a result is not stored, since the input anonymous \(test\/runtime\/inputs\/inputs\.test\.ts:\d+\) failed, .*\. Error: down\n +at /,
      ],
      [
        "an answer wasn't there at the end",
        () => {
          void never();
          settings.get("n");
          return 1;
        },
        /^fn \(test\.ts:1\): a result is not stored, since the input never \(test\/runtime\/inputs\/inputs\.test\.ts:\d+\) gave no answer before that was there\./,
      ],
      [
        "several things were amiss, of which the first counts",
        () => {
          void never();
          try {
            torn();
          } catch {
            settings.values = { n: 1 };
            settings.get("n");
            settings.values = { n: 2 };
          }
          return settings.get("n");
        },
        /since the input torn \(test\/runtime\/inputs\/inputs\.test\.ts:\d+\) failed, .* The error itself can't be shown\.$/,
      ],
    ])("%s", async (_why, body, message) => {
      const { call, runs, cache } = compileAs(form, body);
      await call(1);
      await call(1);
      await settled();
      expect(runs).toHaveLength(2);
      expect(reachable(cache).entries).toBe(0);
      expect(warn).toHaveBeenCalledTimes(1);
      expect(warn).toHaveBeenCalledWith(
        expect.stringMatching(message),
        expect.objectContaining({ code: "TSCACHED_UNSETTLED_INPUT" }),
      );
    });
  });

  test("an input that throws on a hit runs the function, which meets that itself", async () => {
    settings.values = { n: 1 };
    const { call, runs } = compileAs(form, () => settings.get("n"));
    await call(1);
    settings.values = { n: new Error("down") };
    await expect(call(1)).rejects.toThrow("down");
    settings.values = { n: 1 };
    expect(await call(1)).toBe(1);
    expect(runs).toHaveLength(2);
  });

  test("what an input asks of another one is its own business", async () => {
    settings.values = { n: 1 };
    const sign = cacheInput(() => Math.sign(settings.get("n") as number));
    const { call, runs } = compileAs(form, () => sign());
    await call(1);
    settings.values = { n: 7 };
    expect(await call(1)).toBe(1);
    settings.values = { n: -7 };
    expect(await call(1)).toBe(-1);
    expect(runs).toHaveLength(2);
  });

  test("a refresh replaces the value for the answers that it is given, and no other", async () => {
    let version = 1;
    settings.values = { unit: "km" };
    const { call, fn } = compileAs(form, () => `${String(settings.get("unit"))} v${version}`);
    await call(1);
    settings.values = { unit: "mi" };
    await call(1);
    version = 2;
    await cacheOf(fn).refresh(1);
    expect(await call(1)).toBe("mi v2");
    settings.values = { unit: "km" };
    expect(await call(1)).toBe("km v1");
    expect(cacheOf(fn).stats().entries).toBe(2);
  });

  test("a function that asks nothing any more has one value for the key", async () => {
    let asks = true;
    const { call, cache } = compileAs(form, () => (asks ? settings.get("unit") : "nothing asked"));
    for (const unit of ["km", "mi"]) {
      settings.values = { unit };
      await call(1);
    }
    asks = false;
    settings.values = { unit: "nm" };
    expect(await call(1)).toBe("nothing asked");
    settings.values = { unit: "km" };
    expect(await call(1)).toBe("nothing asked");
    expect(cache.statistics.entries).toBe(1);
  });
});

describe("async inputs", () => {
  test("are asked and awaited on hits of async functions", async () => {
    settings.values = { unit: "km" };
    const { fn, cache } = compileAsync(async (key: number) => `${key} ${String(await settings.getLater("unit"))}`);
    expect([await fn(1), await fn(1)]).toEqual(["1 km", "1 km"]);
    settings.values = { unit: "mi" };
    expect(await fn(1)).toBe("1 mi");
    settings.values = { unit: "km" };
    expect(await fn(1)).toBe("1 km");
    expect(cache.statistics).toMatchObject({ hits: 2, misses: 2 });
  });

  test("that one question didn't wait for are asked together, those behind an answer one after the other", async () => {
    settings.values = { a: 1, b: 2, c: 3 };
    const { fn } = compileAsync(async () => {
      const both = await Promise.all([settings.getLater("a"), settings.getLater("b")]);
      return [...both, await settings.getLater("c")];
    });
    await fn(1);
    settings.take();
    const hit = fn(1);
    expect(settings.take()).toEqual(["a", "b"]);
    expect(await hit).toEqual([1, 2, 3]);
    expect(settings.take()).toEqual(["c"]);
    settings.values = { a: 1, b: 5, c: 3 };
    const other = fn(1);
    await other;
    // Asked for the stored value up to the difference, and then by the body.
    expect(settings.take()).toEqual(["a", "b", "a", "b", "c"]);
  });

  test("whose arguments a caller changes meanwhile don't answer for the new ones", async () => {
    settings.values = { unit: "km" };
    const { fn } = compileAsync(async (list: number[]) => {
      await settings.getLater("unit");
      return list.length;
    });
    await fn([1]);
    const list = [1];
    const hit = fn(list);
    list.push(2);
    expect(await hit).toBe(2);
    expect(await fn([1])).toBe(1);
  });

  test("that reject leave nothing unhandled behind a hit", async () => {
    settings.values = { a: 1, b: 1 };
    const { fn } = compileAsync(async () => {
      const later = settings.getLater("b");
      const a = settings.get("a");
      return [a, await later.catch(() => 0)];
    });
    await fn(1);
    settings.values = { a: 2, b: new Error("down") };
    expect(await fn(1)).toEqual([2, 0]);
    await settled();
  });
});

describe("bounds and housekeeping", () => {
  test("32 values a key at most, the least recently used goes first", async () => {
    const { fn, cache } = compileSync(() => settings.get("n"));
    for (let n = 0; n < 32; n++) {
      settings.values = { n };
      fn(1);
    }
    settings.values = { n: 0 };
    fn(1);
    settings.values = { n: 32 };
    fn(1);
    expect(cache.statistics).toMatchObject({ entries: 32, evictions: 1, misses: 33 });
    settings.values = { n: 0 };
    fn(1);
    expect(cache.statistics.misses).toBe(33);
    settings.values = { n: 1 };
    fn(1);
    expect(cache.statistics.misses).toBe(34);
  });

  test("maxEntries counts each of them, and an entry that is left without any goes", () => {
    const { fn, cache } = compileSync((key: number) => [key, settings.get("n")], { maxEntries: 2 });
    for (const n of [1, 2, 3]) {
      settings.values = { n };
      fn(1);
    }
    expect(cache.statistics).toMatchObject({ entries: 2, evictions: 1 });
    fn(2);
    fn(3);
    expect(cache.statistics.entries).toBe(2);
    expect(reachable(cache).entries).toBe(2);
  });

  test("what was asked and answered counts among the bytes of an entry of data", () => {
    const long = "x".repeat(100_000);
    const { fn, cache } = compileSync((key: number) => {
      if (key === 1) settings.get(long);
      if (key === 2) settings.get("long");
      return key;
    });
    settings.values = { long };
    for (const key of [0, 1, 2]) fn(key);
    const [none = 0, ofArgument = 0, ofAnswer = 0] = [...cache.retention.entries()].map(({ bytes }) => bytes);
    expect(ofArgument - none).toBeGreaterThan(90_000);
    expect(ofAnswer - none).toBeGreaterThan(90_000);
  });

  test("clear(args), clear() and tags drop all values of the key", () => {
    const tags = [["n:", 0]] as const;
    const { fn, cache } = compileSync((key: number) => [key, settings.get("n")], { tags });
    const fill = (): void => {
      for (const n of [1, 2]) {
        settings.values = { n };
        fn(1);
        fn(2);
      }
      expect(cache.statistics.entries).toBe(4);
    };
    fill();
    expect(
      cacheOf(fn)
        .entries()
        .map((entry) => entry.tags),
    ).toEqual([["n:1"], ["n:2"], ["n:1"], ["n:2"]]);
    cacheOf(fn).clear(1);
    expect(cache.statistics.entries).toBe(2);
    expect(cacheOf(fn).has(1)).toBe(false);
    fill();
    cache.clearTag("n:2");
    expect(cache.statistics.entries).toBe(2);
    expect(reachable(cache).entries).toBe(1);
    fill();
    cache.clear();
    expect(cache.statistics.entries).toBe(0);
    expect(reachable(cache).entries).toBe(0);
  });

  test("has asks no input: any value that is live will do", () => {
    const { fn } = compileSync(() => settings.get("n"));
    settings.values = { n: 1 };
    fn(1);
    settings.take();
    settings.values = { n: 2 };
    expect(cacheOf(fn).has(1)).toBe(true);
    expect(settings.take()).toEqual([]);
  });

  test("a wrapped function and its name, its length, and what is no function", () => {
    const input = cacheInput(function unit(a: string, b: string) {
      return a + b;
    });
    expect([input.name, input.length, input("a", "b")]).toEqual(["unit", 2, "ab"]);
    expect(() => cacheInput(5 as unknown as () => void)).toThrow(/Option fn is 5/);
  });
});

test("an input that has come to call the function again is a recursion without end, which ends", () => {
  let isCircular = false;
  let runs = 0;
  const ask = cacheInput((key: number): number => (isCircular ? fn(key) : 1));
  const { fn } = compileSync((key: number): number => {
    runs++;
    return 10 + ask(key);
  });
  expect(fn(1)).toBe(11);
  isCircular = true;
  expect(() => fn(1)).toThrow(RangeError);
  expect(runs).toBe(1);
});
