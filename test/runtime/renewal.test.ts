import { cacheOf } from "../../runtime/handle.js";
import { flush } from "../../runtime/pending.js";
import { configure } from "../../runtime/settings.js";
import { invalidateTags } from "../../runtime/everything.js";
import { compileAs, compileAsync, compileSync, FORMS } from "./compiled.js";
import { makeGate, settled, type Gate } from "./gate.js";
import { useManualClock } from "./manual-clock.js";

const clock = useManualClock();
const BACKGROUND = { ttl: 100, refresh: "background" } as const;

/** What drops the entry of a call with `1`, whose function has the tag `all`. */
const DROPS: readonly (readonly [string, (fn: (key: number) => unknown) => void])[] = [
  [
    "clear()",
    (fn) => {
      cacheOf(fn).clear();
    },
  ],
  [
    "clear(key)",
    (fn) => {
      cacheOf(fn).clear(1);
    },
  ],
  [
    "invalidateTags()",
    () => {
      invalidateTags("all");
    },
  ],
];

/** Lets refreshes begin that others were in the way of. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await settled();
}

afterEach(() => {
  configure({ refreshConcurrency: 8 });
});

describe.each(FORMS)("a stale value of a function that is %s", (form) => {
  test("is given at once, and computed anew once for all who ask", async () => {
    let value = 0;
    const { call, runs } = compileAs(form, () => ++value, BACKGROUND);
    expect(await call(1)).toBe(1);
    clock.advance(100);
    expect(await Promise.all([call(1), call(1), call(1)])).toEqual([1, 1, 1]);
    expect(runs).toHaveLength(1);
    await flush();
    expect(runs).toHaveLength(2);
    expect(await call(1)).toBe(2);
    expect(runs).toHaveLength(2);
  });

  test("that is renewed lives for a whole time to live again", async () => {
    let value = 0;
    const { call } = compileAs(form, () => ++value, BACKGROUND);
    await call(1);
    clock.advance(150);
    await call(1);
    await flush();
    clock.advance(99);
    expect(await call(1)).toBe(2);
    await flush();
    expect(await call(1)).toBe(2);
    clock.advance(1);
    expect(await call(1)).toBe(2);
    await flush();
    expect(await call(1)).toBe(3);
  });

  test("isn't given once it is too old: by default after two times to live", async () => {
    let value = 0;
    const { call } = compileAs(form, () => ++value, BACKGROUND);
    await call(1);
    clock.advance(199);
    expect(await call(1)).toBe(1);
    await flush();
    clock.advance(200);
    expect(await call(1)).toBe(3);
  });

  test("is given for as long as staleFor says", async () => {
    let value = 0;
    const { call } = compileAs(form, () => ++value, { ...BACKGROUND, staleFor: 30 });
    await call(1);
    clock.advance(130);
    expect(await call(1)).toBe(2);
    clock.advance(129);
    expect(await call(1)).toBe(2);
  });

  test("stays when the refresh fails; the next one waits longer each time", async () => {
    let [attempts, fails] = [0, false];
    const errors: unknown[] = [];
    const { call, fn } = compileAs(
      form,
      () => {
        attempts++;
        if (fails) throw new Error(`attempt ${attempts}`);
        return attempts;
      },
      { ...BACKGROUND, staleFor: 1e6 },
    );
    cacheOf(fn).configure({ onError: (error) => errors.push((error as Error).message) });
    await call(1);
    fails = true;
    const tryAfter = async (milliseconds: number): Promise<number> => {
      clock.advance(milliseconds);
      expect(await call(1)).toBe(1);
      await flush();
      return attempts;
    };
    expect(await tryAfter(100)).toBe(2);
    expect(await tryAfter(999)).toBe(2);
    expect(await tryAfter(1)).toBe(3);
    expect(await tryAfter(1999)).toBe(3);
    expect(await tryAfter(1)).toBe(4);
    for (let pause = 4000; pause < 60_000; pause *= 2) await tryAfter(pause);
    const before = attempts;
    expect(await tryAfter(59_999)).toBe(before);
    expect(await tryAfter(1)).toBe(before + 1);
    expect(errors[0]).toBe("attempt 2");
    expect(errors).toHaveLength(attempts - 1);
    expect(cacheOf(fn).stats()).toMatchObject({ misses: 1, errors: attempts - 1, entries: 1 });
    fails = false;
    clock.advance(60_000);
    await call(1);
    await flush();
    expect(await call(1)).toBe(attempts);
    // A success ends the row of failures.
    fails = true;
    clock.advance(100);
    const after = attempts;
    await call(1);
    await flush();
    clock.advance(1000);
    await call(1);
    await flush();
    expect(attempts).toBe(after + 2);
  });

  test("that was changed by nobody but whose key was, isn't computed anew", async () => {
    const { call, runs } = compileAs(form, (key) => JSON.stringify(key), BACKGROUND);
    const key = { id: 1 };
    await call(key);
    clock.advance(100);
    const stale = call(key);
    await stale;
    key.id = 2;
    await flush();
    expect(runs).toHaveLength(1);
    expect(await call({ id: 1 })).toBe('{"id":1}');
    expect(await call({ id: 2 })).toBe('{"id":2}');
  });

  test.each(DROPS)("isn't computed anew after %s", async (_name, drop) => {
    let value = 0;
    const { call, runs, fn } = compileAs(form, () => ++value, { ...BACKGROUND, tags: [["all"]] });
    await call(1);
    clock.advance(100);
    await call(1);
    drop(fn);
    await flush();
    expect(runs).toHaveLength(1);
    expect(cacheOf(fn).stats().entries).toBe(0);
    expect(await call(1)).toBe(2);
  });
});

describe("a background refresh on its way", () => {
  function gated(facts = {}) {
    const gates: Gate<void>[] = [];
    let value = 0;
    const compiled = compileAsync<number, number>(
      async () => {
        const gate = makeGate();
        const mine = ++value;
        gates.push(gate);
        await gate.passed;
        return mine;
      },
      { ...BACKGROUND, ...facts },
    );
    const first = async (key: number): Promise<number> => {
      const call = compiled.fn(key);
      gates.at(-1)?.open();
      return await call;
    };
    return { ...compiled, gates, first, open: () => gates.at(-1)?.open() };
  }

  test.each(DROPS)("is thrown away after %s", async (_name, drop) => {
    const { fn, first, gates } = gated({ tags: [["all"]] });
    await first(1);
    clock.advance(100);
    await fn(1);
    await settled();
    expect(gates).toHaveLength(2);
    drop(fn);
    gates[1]?.open();
    await flush();
    expect(cacheOf(fn).has(1)).toBe(false);
  });

  test("is thrown away after an eviction", async () => {
    const { fn, first, gates } = gated({ maxEntries: 1 });
    await first(1);
    clock.advance(100);
    await fn(1);
    await settled();
    const refresh = gates[1];
    await first(2);
    refresh?.open();
    await flush();
    expect([cacheOf(fn).has(1), cacheOf(fn).has(2)]).toEqual([false, true]);
  });

  test("is joined by who comes when the value can't be served any more", async () => {
    const { fn, first, gates } = gated();
    await first(1);
    clock.advance(100);
    await fn(1);
    await settled();
    clock.advance(100);
    const late = fn(1);
    await settled();
    expect(gates).toHaveLength(2);
    gates[1]?.open();
    expect(await late).toBe(2);
  });

  test("is one of at most so many in the process", async () => {
    configure({ refreshConcurrency: 2 });
    const { fn, first, gates } = gated();
    for (const key of [1, 2, 3, 4, 5]) await first(key);
    clock.advance(100);
    await Promise.all([1, 2, 3, 4, 5].map(fn));
    await turns();
    expect(gates).toHaveLength(7);
    gates[5]?.open();
    await turns();
    expect(gates).toHaveLength(8);
    configure({ refreshConcurrency: 8 });
    await turns();
    expect(gates).toHaveLength(10);
    for (const gate of gates) gate.open();
    await flush();
  });

  test("is part of nothing: who it was begun by may be waited for by it", async () => {
    const inner = gated();
    await inner.first(1);
    clock.advance(100);
    const outer = compileAsync(async (key: number) => await inner.fn(key));
    expect(await outer.fn(1)).toBe(1);
    await settled();
    inner.open();
    await flush();
    expect(await inner.fn(1)).toBe(2);
  });
});

describe("staleIfError", () => {
  const FACTS = { ttl: 100, staleIfError: 50 };

  test.each(FORMS)("a function that is %s and fails gives the expired value for so long", async (form) => {
    let fails = false;
    const errors: unknown[] = [];
    const { call, fn, runs } = compileAs(
      form,
      () => {
        if (fails) throw new Error("down");
        return "good";
      },
      FACTS,
    );
    cacheOf(fn).configure({ onError: (error) => errors.push((error as Error).message) });
    await call(1);
    fails = true;
    clock.advance(100);
    expect(await call(1)).toBe("good");
    expect(await call(1)).toBe("good");
    expect(runs).toHaveLength(3);
    clock.advance(49);
    expect(await call(1)).toBe("good");
    expect(errors).toEqual(["down", "down", "down"]);
    clock.advance(1);
    await expect(call(1)).rejects.toThrow("down");
    expect(errors).toHaveLength(3);
    expect(cacheOf(fn).stats()).toMatchObject({ errors: 4, entries: 0 });
  });

  test("all who wait get the expired value, each a copy", async () => {
    let fails = false;
    const gate = makeGate();
    const { fn } = compileAsync<number, { list: number[] }>(async () => {
      if (fails) {
        await gate.passed;
        throw new Error("down");
      }
      return { list: [1] };
    }, FACTS);
    cacheOf(fn).configure({ onError: () => undefined });
    await fn(1);
    fails = true;
    clock.advance(100);
    const calls = [fn(1), fn(1), fn(1)];
    gate.open();
    const values = await Promise.all(calls);
    expect(values).toEqual([{ list: [1] }, { list: [1] }, { list: [1] }]);
    expect(new Set(values.map(({ list }) => list)).size).toBe(3);
  });

  test("doesn't hide a mistake of the program's", () => {
    let recurses = false;
    const { fn } = compileSync<number, unknown>(() => (recurses ? () => 1 : 1), FACTS);
    fn(1);
    recurses = true;
    clock.advance(100);
    expect(() => fn(1)).toThrow("returned what can't be copied");
  });
});
