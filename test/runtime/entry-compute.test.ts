import { CacheRecursionError, UnserializableReturnValueError } from "../../runtime/errors.js";
import { cacheOf } from "../../runtime/handle.js";
import { configure } from "../../runtime/settings.js";
import { compileAs, compilePromise, compileSync, FORMS } from "./compiled.js";
import { makeGate, settled, type Gate } from "./gate.js";
import { useManualClock } from "./manual-clock.js";
import { reachable } from "./reachable.js";

const clock = useManualClock();

describe.each(FORMS)("errors, %s", (form) => {
  test("are never kept: the next call tries again", async () => {
    let attempts = 0;
    const { call, fn, cache } = compileAs(form, () => {
      if (++attempts < 3) throw new Error(`attempt ${attempts}`);
      return attempts;
    });
    await expect(call(1)).rejects.toThrow("attempt 1");
    await expect(call(1)).rejects.toThrow("attempt 2");
    expect(reachable(cache)).toEqual({ nodes: 0, entries: 0 });
    expect([await call(1), await call(1)]).toEqual([3, 3]);
    expect(cacheOf(fn).stats()).toMatchObject({ hits: 1, misses: 3, errors: 2, entries: 1 });
  });

  test("reach the caller as they were thrown, also when they are no Errors", async () => {
    const thrown = { odd: true };
    const { call } = compileAs(form, () => {
      throw thrown; // eslint-disable-line @typescript-eslint/only-throw-error
    });
    await expect(call(1)).rejects.toBe(thrown);
  });

  test("of one key leave the others alone", async () => {
    const { call, runs } = compileAs(form, (key) => {
      if (key === 2) throw new Error("two");
      return key;
    });
    await call(1);
    await expect(call(2)).rejects.toThrow("two");
    await call(1);
    expect(runs).toEqual([1, 2]);
  });

  test("a result that can't be copied is one, on the first call and each that follows", async () => {
    const { call, fn, cache } = compileAs(form, () => ({ rows: [{ run: () => 1 }] }), {
      name: "load",
      source: "a.ts:3",
    });
    for (let time = 0; time < 2; time++) {
      const error: unknown = await call(1).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(UnserializableReturnValueError);
      expect(String(error)).toContain("load (a.ts:3) returned what can't be copied: result.rows[0].run is a function.");
    }
    expect(cacheOf(fn).stats()).toMatchObject({ misses: 2, errors: 2, entries: 0 });
    expect(reachable(cache).entries).toBe(0);
  });
});

describe("a sync function that calls itself", () => {
  test("with other arguments is cached at each level", () => {
    const runs: number[] = [];
    const { fn } = compileSync((n: number): bigint => {
      runs.push(n);
      return n < 2 ? BigInt(n) : fn(n - 1) + fn(n - 2);
    });
    expect(fn(90)).toBe(2880067194370816120n);
    expect(runs).toHaveLength(91);
    fn(90);
    expect(runs).toHaveLength(91);
  });

  test("with its own arguments does what it would do without a cache; the outer call writes last", () => {
    let depth = 0;
    const { fn, cache } = compileSync((key: string): string => {
      const level = ++depth;
      return level < 3 ? `${key}${level}(${fn(key)})` : `${key}${level}`;
    });
    expect(fn("k")).toBe("k1(k2(k3))");
    expect(fn("k")).toBe("k1(k2(k3))");
    expect(depth).toBe(3);
    expect(cacheOf(fn).stats()).toMatchObject({ hits: 1, misses: 3, entries: 1 });
    expect(reachable(cache)).toEqual({ nodes: 0, entries: 1 });
  });

  test("keeps what an inner call wrote when the outer one fails", () => {
    let depth = 0;
    const { fn } = compileSync((key: string): string => {
      if (++depth === 2) return key;
      fn(key);
      throw new Error("outer");
    });
    expect(() => fn("k")).toThrow("outer");
    expect(fn("k")).toBe("k");
    expect(depth).toBe(2);
  });

  test("whose inner call fails keeps what the outer one wrote", () => {
    let depth = 0;
    const { fn, cache } = compileSync((key: string): string => {
      if (++depth === 2) throw new Error("inner");
      expect(() => fn(key)).toThrow("inner");
      return key;
    });
    expect([fn("k"), fn("k")]).toEqual(["k", "k"]);
    expect(depth).toBe(2);
    expect(reachable(cache)).toEqual({ nodes: 0, entries: 1 });
  });
});

describe("a resource that is a promise behind a type that doesn't say so", () => {
  test("is kept while it is pending and when it resolves", async () => {
    let runs = 0;
    const { fn } = compileSync(() => Promise.resolve(++runs), { kind: "resource" });
    const first = fn(1);
    expect(fn(1)).toBe(first);
    await settled();
    expect(fn(1)).toBe(first);
    expect(await first).toBe(1);
  });

  test("is let go of when it rejects, and whoever has it sees that", async () => {
    let runs = 0;
    const { fn, cache } = compileSync(() => Promise.reject(new Error(`run ${++runs}`)), { kind: "resource" });
    const [first, second] = [fn(1), fn(1)];
    expect(second).toBe(first);
    await expect(first).rejects.toThrow("run 1");
    await settled();
    expect(reachable(cache).entries).toBe(0);
    await expect(fn(1)).rejects.toThrow("run 2");
  });

  test.each<[string, (fn: (key: number) => unknown) => void]>([
    [
      "cleared",
      (fn) => {
        cacheOf(fn).clear(1);
      },
    ],
    [
      "expired",
      () => {
        clock.advance(100);
      },
    ],
  ])("that rejects late, when it was %s, doesn't take away what has come in its place", async (_how, remove) => {
    const gates: Gate<unknown>[] = [];
    const { fn } = compileSync(
      () => {
        const gate = makeGate<unknown>();
        gates.push(gate);
        return gate.passed;
      },
      { kind: "resource", ttl: 100 },
    );
    const first = fn(1);
    remove(fn);
    const second = fn(1);
    expect(second).not.toBe(first);
    gates[0]?.fail(new Error("late"));
    await expect(first).rejects.toThrow("late");
    await settled();
    expect(fn(1)).toBe(second);
  });

  test("as data is refused", () => {
    const { fn } = compileSync(() => Promise.resolve(1));
    expect(() => fn(1)).toThrow(UnserializableReturnValueError);
  });
});

test("an async function that calls itself with its own arguments is told so", async () => {
  const { call } = compileAs("async", (key): unknown => call(key), { name: "load", source: "a.ts:3" });
  const error: unknown = await call(1).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(CacheRecursionError);
  expect(String(error)).toContain("load (a.ts:3) → load (a.ts:3): the call waits for itself.");
});

describe("a failure of the runtime's own steps", () => {
  test("between taking off and running the body leaves no key waiting", async () => {
    let breaks = false;
    const { fn } = compilePromise((key: number) => Promise.resolve(key));
    configure({
      clock: {
        now: () => {
          if (breaks) throw new Error("clock");
          return clock.now();
        },
      },
    });
    breaks = true;
    expect(() => fn(1)).toThrow("clock");
    breaks = false;
    let answer: unknown = "waits for ever";
    void fn(1).then((value) => {
      answer = value;
    });
    await settled();
    expect(answer).toBe(1);
  });
});
