import { AmbiguousArgumentsError, UnhashableArgumentError } from "../../runtime/errors.js";
import { cacheOf } from "../../runtime/handle.js";
import { register } from "../../runtime/internal.js";
import { compileAsync, compileSync, defineCache } from "./compiled.js";
import { settled } from "./gate.js";
import { reachable } from "./reachable.js";

interface Options {
  limit?: number;
  tags?: readonly string[];
  _trace?: boolean;
}

describe("clearing one call of a function with every kind of parameter", () => {
  const runs: unknown[] = [];
  const cache = defineCache({ key: ["url", "limit", "first", "others", "rest"] });

  function load(
    url: string,
    _connection: unknown,
    { limit = 10, tags: [first = "none", ...others] = [] }: Options = {},
    _depth = 3,
    ...rest: readonly number[]
  ): string {
    const entry = cache.root.next(url).next(limit).next(first).next(others).entry(rest);
    const body = (): string => {
      runs.push(url);
      return `${url} ${limit} ${first} ${others.join()} ${rest.join()} ${_depth} ${typeof _connection}`;
    };
    return (entry.hit() ? entry.value() : entry.compute(body)) as string;
  }
  register(load, cache);
  const connection = { query: () => 1 };

  beforeEach(() => {
    cache.clear();
    runs.length = 0;
  });

  type Call = Parameters<typeof load>;
  test.each<[string, Call, Call]>([
    ["the same arguments", ["a", connection, { limit: 5 }, 1, 7, 8], ["a", connection, { limit: 5 }, 1, 7, 8]],
    ["other underscore parameters", ["a", connection, { limit: 5, _trace: true }, 1], ["a", null, { limit: 5 }, 2]],
    ["defaults left out", ["a", null, { limit: 10, tags: ["none"] }], ["a", null]],
    ["defaults as undefined", ["a", null], ["a", null, undefined, undefined]],
    ["defaults inside", ["a", null], ["a", null, { tags: [] }]],
    ["defaults written out", ["a", null], ["a", null, { limit: 10, tags: ["none"] }, 3]],
    [
      "what destructuring drops",
      ["a", null, { tags: ["x", "y"] }],
      ["a", null, { tags: ["x", "y"], extra: 1 } as Options],
    ],
  ])("given %s", (_name, call, cleared) => {
    load(...call);
    load("other", null);
    expect(runs).toEqual(["a", "other"]);
    cacheOf(load).clear(...cleared);
    load("other", null);
    expect(runs).toEqual(["a", "other"]);
    load(...call);
    expect(runs).toEqual(["a", "other", "a"]);
    expect(cacheOf(load).stats().entries).toBe(2);
  });

  test.each<[string, Call]>([
    ["another string", ["b", null, { limit: 5 }]],
    ["another number", ["a", null, { limit: 6 }]],
    ["another rest", ["a", null, { limit: 5 }, 3, 1]],
    ["no argument that counts", [undefined as unknown as string, null]],
  ])("given %s clears nothing else and makes nothing", (_name, cleared) => {
    load("a", null, { limit: 5 });
    const before = reachable(cache);
    cacheOf(load).clear(...cleared);
    expect(reachable(cache)).toEqual(before);
    load("a", null, { limit: 5 });
    expect(runs).toEqual(["a"]);
  });

  test("runs no body, and counts neither as a call nor as an error", () => {
    load("a", null);
    const before = cacheOf(load).stats();
    cacheOf(load).clear("a", null);
    cacheOf(load).clear("b", null);
    expect(runs).toEqual(["a"]);
    expect(cacheOf(load).stats()).toEqual({ ...before, entries: 0, bytes: 0 });
  });

  test("leaves no empty nodes", () => {
    load("a", null);
    cacheOf(load).clear("a", null);
    expect(reachable(cache)).toEqual({ nodes: 0, entries: 0 });
  });

  test("with an argument that has no key is an error that names it, and clears nothing", () => {
    load("a", null);
    const clear = (): void => {
      cacheOf(load).clear("a", null, { limit: (() => 1) as unknown as number });
    };
    expect(clear).toThrow(UnhashableArgumentError);
    expect(clear).toThrow("limit is a function");
    expect(reachable(cache).entries).toBe(1);
    load("a", null);
    expect(runs).toEqual(["a"]);
  });
});

describe("a default parameter", () => {
  test("that throws, throws as it would in the call", () => {
    const cache = defineCache();
    const fail = (): number => {
      throw new Error("no default");
    };
    function fn(key: number = fail()): number {
      const entry = cache.root.entry(key);
      return (entry.hit() ? entry.value() : entry.compute(() => key)) as number;
    }
    register(fn, cache);
    expect(fn(1)).toBe(1);
    expect(() => {
      cacheOf(fn).clear(undefined);
    }).toThrow("no default");
    cacheOf(fn).clear(1);
    expect(cacheOf(fn).stats().entries).toBe(0);
  });

  test("of an async function that throws rejects nowhere", async () => {
    const cache = defineCache();
    const fail = (): number => {
      throw new Error("no default");
    };
    async function fn(key: number = fail()): Promise<unknown> {
      const entry = cache.root.entry(key);
      return await (entry.hit() ? entry.value() : entry.computeAsync(() => Promise.resolve(key)));
    }
    register(fn, cache);
    await fn(1);
    cacheOf(fn).clear(undefined);
    await settled();
    expect(await fn(1)).toBe(1);
    expect(cacheOf(fn).stats()).toMatchObject({ misses: 1, entries: 1 });
  });

  test("that calls the function itself makes it ambiguous which call is meant", () => {
    const cache = defineCache({ name: "fn", source: "a.ts:1", key: ["a", "b"] });
    function fn(a: number, b: number = fn(a, 0)): number {
      const entry = cache.root.next(a).entry(b);
      return (entry.hit() ? entry.value() : entry.compute(() => a * 10 + b)) as number;
    }
    register(fn, cache);
    expect(fn(1)).toBe(20);
    const before = reachable(cache);
    expect(() => {
      cacheOf(fn).clear(1);
    }).toThrow(AmbiguousArgumentsError);
    expect(() => {
      cacheOf(fn).clear(1);
    }).toThrow("fn (a.ts:1): a default parameter calls the function itself");
    expect(reachable(cache)).toEqual(before);
    cacheOf(fn).clear(1, 10);
    expect(cacheOf(fn).stats().entries).toBe(1);
    expect([fn(1, 0), fn(1)]).toEqual([10, 20]);
  });

  test("that fails after it called the function itself is told the same", () => {
    const cache = defineCache({ key: ["a", "b"] });
    const last = (text: string): string => text.slice(-1);
    function fn(a: string, b: string = last(fn(a, ""))): string {
      const entry = cache.root.next(a).entry(b);
      return (entry.hit() ? entry.value() : entry.compute(() => a + b)) as string;
    }
    register(fn, cache);
    expect(fn("x")).toBe("xx");
    expect(() => {
      cacheOf(fn).clear("x");
    }).toThrow(AmbiguousArgumentsError);
    expect(fn("x")).toBe("xx");
  });

  test("that calls another cached function which calls this one leaves that one's values right", () => {
    const cache = defineCache({ key: ["a", "b"] });
    const next = compileSync((a: number): number => fn(a, 0) + 1);
    function fn(a: number, b: number = next.fn(a)): number {
      const entry = cache.root.next(a).entry(b);
      return (entry.hit() ? entry.value() : entry.compute(() => a * 10 + b)) as number;
    }
    register(fn, cache);
    expect(() => {
      cacheOf(fn).clear(5);
    }).toThrow(AmbiguousArgumentsError);
    expect(next.fn(5)).toBe(51);
  });

  test("the same, asynchronously", async () => {
    const cache = defineCache({ key: ["a", "b"] });
    const next = compileAsync(async (a: number): Promise<number> => (await fn(a, Promise.resolve(0))) + 1);
    async function fn(a: number, b: Promise<number> = next.fn(a)): Promise<number> {
      const entry = cache.root.entry(a);
      return (await (entry.hit() ? entry.value() : entry.computeAsync(async () => a * 10 + (await b)))) as number;
    }
    register(fn, cache);
    expect(() => {
      cacheOf(fn).clear(5);
    }).toThrow(AmbiguousArgumentsError);
    await settled();
    expect(await next.fn(5)).toBe(51);
  });
});

describe("clearing one call of an async function", () => {
  test("drops that call's value alone", async () => {
    const runs: number[] = [];
    const { fn } = compileAsync((key: number) => Promise.resolve(runs.push(key)));
    await Promise.all([fn(1), fn(2)]);
    cacheOf(fn).clear(1);
    cacheOf(fn).clear(3);
    await Promise.all([fn(1), fn(2), fn(3)]);
    expect(runs).toEqual([1, 2, 1, 3]);
  });

  test("with an argument that has no key is an error", () => {
    const { fn } = compileAsync((key: unknown) => Promise.resolve(key));
    expect(() => {
      cacheOf(fn).clear(() => 1);
    }).toThrow(UnhashableArgumentError);
  });
});

test("clearing from within the body lets the call finish and keeps nothing of it", () => {
  let runs = 0;
  const { fn, cache } = compileSync((key: number): number => {
    cacheOf(fn).clear();
    runs++;
    return key;
  });
  expect([fn(1), fn(1)]).toEqual([1, 1]);
  expect(runs).toBe(2);
  expect(reachable(cache)).toEqual({ nodes: 0, entries: 0 });
});

test("a clear while a key is learnt is no less a clear", () => {
  const cache = defineCache();
  const fresh = (): number => {
    cacheOf(fn).clear();
    return 2;
  };
  function fn(key: number = fresh()): number {
    const entry = cache.root.entry(key);
    return (entry.hit() ? entry.value() : entry.compute(() => key)) as number;
  }
  register(fn, cache);
  fn(1);
  cacheOf(fn).clear(undefined);
  expect(cacheOf(fn).stats().entries).toBe(0);
});
