import { state } from "../../runtime/state.js";
import { live } from "../../runtime/computation.js";
import { cacheOf } from "../../runtime/handle.js";
import { compileAsync, compilePromise } from "./compiled.js";
import { makeGate, settled, type Gate } from "./gate.js";
import { useManualClock } from "./manual-clock.js";
import { reachable } from "./reachable.js";

const clock = useManualClock();

const forms = [
  ["async", compileAsync],
  ["returning a promise", compilePromise],
] as const;

interface Row {
  readonly key: number;
  list: number[];
}

describe.each(forms)("a function that is %s", (_name, compile) => {
  /** A function whose runs end when the test says so. */
  function gated(facts?: Parameters<typeof compile>[1]) {
    const gates: Gate<Row>[] = [];
    const body: (key: number) => Promise<Row> = () => {
      const gate = makeGate<Row>();
      gates.push(gate);
      return gate.passed;
    };
    const { fn, cache } = compile(body, facts);
    return { fn, cache, gates, handle: cacheOf(fn) };
  }

  test("runs once for 50 callers at a time, and gives each a value of its own", async () => {
    const { fn, gates, handle } = gated();
    const calls = Array.from({ length: 50 }, () => fn(1));
    expect(gates).toHaveLength(1);
    const result = { key: 1, list: [1] };
    gates[0]?.open(result);
    const got = await Promise.all(calls);
    expect(got[0]).toBe(result);
    expect(new Set(got).size).toBe(50);
    expect(new Set(got.map(({ list }) => list)).size).toBe(50);
    for (const row of got) {
      expect(row).toEqual({ key: 1, list: [1] });
      row.list.push(9);
    }
    expect(await fn(1)).toEqual({ key: 1, list: [1] });
    expect(handle.stats()).toMatchObject({ misses: 1, hits: 50, errors: 0, entries: 1 });
  });

  test("gives them all the very object if it is a resource", async () => {
    const { fn, gates } = gated({ kind: "resource" });
    const calls = [fn(1), fn(1), fn(1)];
    const result = { key: 1, list: [] };
    gates[0]?.open(result);
    for (const row of await Promise.all(calls)) expect(row).toBe(result);
    expect(await fn(1)).toBe(result);
  });

  test("runs at the same time for different keys", async () => {
    const { fn, gates } = gated();
    const calls = [fn(1), fn(2), fn(1)];
    expect(gates).toHaveLength(2);
    gates[1]?.open({ key: 2, list: [] });
    expect(await calls[1]).toEqual({ key: 2, list: [] });
    gates[0]?.open({ key: 1, list: [] });
    expect((await Promise.all(calls)).map(({ key }) => key)).toEqual([1, 2, 1]);
  });

  test("rejects every caller with the same error, and the next call tries again", async () => {
    const { fn, gates, cache, handle } = gated();
    const calls = Array.from({ length: 5 }, () => fn(1));
    const error = new Error("down");
    gates[0]?.fail(error);
    const outcomes = await Promise.allSettled(calls);
    expect(outcomes).toEqual(calls.map(() => ({ status: "rejected", reason: error })));
    expect(reachable(cache).entries).toBe(0);
    const again = [fn(1), fn(1)];
    gates[1]?.open({ key: 1, list: [] });
    expect(await Promise.all(again)).toHaveLength(2);
    expect(handle.stats()).toMatchObject({ misses: 2, errors: 1, hits: 1, entries: 1 });
  });

  test("rejects every caller when the result can't be copied", async () => {
    const { fn, gates } = gated();
    const calls = [fn(1), fn(1)];
    gates[0]?.open({ key: 1, list: (() => 1) as unknown as number[] });
    for (const { status } of await Promise.allSettled(calls)) expect(status).toBe("rejected");
  });

  test("keeps what came out of it apart from what a caller does with it at once", async () => {
    const { fn, gates } = gated();
    const spoiling = fn(1).then(({ list }) => list.push(9));
    const waiting = fn(1);
    gates[0]?.open({ key: 1, list: [] });
    await spoiling;
    expect(await waiting).toEqual({ key: 1, list: [] });
  });

  describe("cleared in flight", () => {
    test.each([
      [
        "as a whole",
        (fn: (key: number) => unknown) => {
          cacheOf(fn).clear();
        },
      ],
      [
        "by its arguments",
        (fn: (key: number) => unknown) => {
          cacheOf(fn).clear(1);
        },
      ],
    ])("%s: its callers get their values, nothing is stored", async (_clear, clear) => {
      const { fn, gates, cache, handle } = gated();
      const before = [fn(1), fn(1)];
      clear(fn);
      const after = [fn(1), fn(1)];
      expect(gates).toHaveLength(2);
      gates[0]?.open({ key: 1, list: [0] });
      expect((await Promise.all(before)).map(({ list }) => list)).toEqual([[0], [0]]);
      expect(handle.stats().entries).toBe(0);
      gates[1]?.open({ key: 1, list: [1] });
      expect((await Promise.all(after)).map(({ list }) => list)).toEqual([[1], [1]]);
      expect((await fn(1)).list).toEqual([1]);
      expect(reachable(cache)).toEqual({ nodes: 0, entries: 1 });
    });

    test("a run that began before never overwrites one that began after", async () => {
      const { fn, gates, cache } = gated();
      const before = fn(1);
      cacheOf(fn).clear(1);
      const after = fn(1);
      gates[1]?.open({ key: 1, list: [1] });
      await after;
      gates[0]?.open({ key: 1, list: [0] });
      await before;
      expect((await fn(1)).list).toEqual([1]);
      expect(reachable(cache).entries).toBe(1);
    });

    test("a run that fails afterwards takes nothing away", async () => {
      const { fn, gates, cache } = gated();
      const before = fn(1);
      cacheOf(fn).clear();
      const after = fn(1);
      gates[1]?.open({ key: 1, list: [] });
      await after;
      gates[0]?.fail(new Error("late"));
      await expect(before).rejects.toThrow("late");
      await fn(1);
      expect(gates).toHaveLength(2);
      expect(reachable(cache).entries).toBe(1);
    });

    test("another key is left alone", async () => {
      const { fn, gates } = gated();
      const calls = [fn(1), fn(2)];
      cacheOf(fn).clear(1);
      for (const gate of gates) gate.open({ key: 0, list: [] });
      await Promise.all(calls);
      await fn(2);
      expect(gates).toHaveLength(2);
    });
  });

  test("computes an expired value once for all who ask", async () => {
    const { fn, gates } = gated({ ttl: 100 });
    const first = fn(1);
    gates[0]?.open({ key: 1, list: [] });
    await first;
    clock.advance(100);
    const calls = [fn(1), fn(1), fn(1)];
    expect(gates).toHaveLength(2);
    gates[1]?.open({ key: 1, list: [2] });
    for (const { list } of await Promise.all(calls)) expect(list).toEqual([2]);
  });

  test("that never ends holds up only its own key", async () => {
    const { fn, gates } = gated();
    void fn(1);
    const other = fn(2);
    gates[1]?.open({ key: 2, list: [] });
    expect((await other).key).toBe(2);
    cacheOf(fn).clear(1);
    const again = fn(1);
    gates[2]?.open({ key: 1, list: [] });
    expect((await again).key).toBe(1);
  });
});

describe("a function that throws before it has a promise", () => {
  test("throws at its caller, and the next call tries again", async () => {
    let attempts = 0;
    const { fn, cache } = compilePromise((key: number) => {
      if (++attempts === 1) throw new Error("at once");
      return Promise.resolve(key);
    });
    expect(() => fn(1)).toThrow("at once");
    await settled();
    expect(reachable(cache).entries).toBe(0);
    expect([await fn(1), await fn(1)]).toEqual([1, 1]);
    expect(attempts).toBe(2);
  });

  test("an async one rejects instead", async () => {
    const { fn } = compileAsync(() => {
      throw new Error("at once");
    });
    await expect(fn(1)).rejects.toThrow("at once");
  });
});

test("a function may return any thenable, or a value that is none", async () => {
  const thenable = {
    then: (resolve: (value: number) => void) => {
      resolve(5);
    },
  } as unknown as Promise<number>;
  const ofThenable = compilePromise(() => thenable).fn;
  expect([await ofThenable(1), await ofThenable(1)]).toEqual([5, 5]);
  const ofValue = compilePromise((key: number) => key as unknown as Promise<number>).fn;
  expect([await ofValue(1), await ofValue(1)]).toEqual([1, 1]);
});

test("savedMs counts those who waited", async () => {
  const { fn } = compileAsync(async () => {
    await Promise.resolve();
    clock.advance(30);
  });
  await Promise.all([fn(1), fn(1), fn(1)]);
  await fn(1);
  expect(cacheOf(fn).stats()).toMatchObject({ misses: 1, hits: 3, savedMs: 90 });
});

test("a run that goes on and on keeps nothing of what it waited for", async () => {
  const other = compileAsync((key: number) => Promise.resolve(key));
  const waited = async (): Promise<number> => {
    for (let round = 0; round < 10; round++) await Promise.all([other.fn(round), other.fn(round)]);
    return (Reflect.get(live(state.computations.getStore()) ?? {}, "waiters") as Set<unknown>).size;
  };
  expect(await compileAsync(waited).fn(1)).toBe(0);
});

test.each(["when it has ended", "while it runs"])(
  "a cached function that has itself called again %s leaves no chain behind",
  async (when) => {
    let deepest = 0;
    const done = makeGate();
    const { fn } = compileAsync(async (round: number) => {
      let depth = 0;
      for (let frame = state.computations.getStore(); frame !== undefined; frame = frame.outer) depth++;
      deepest = Math.max(deepest, depth);
      await Promise.resolve();
      const next = (): void => {
        if (round < 50) void fn(round + 1);
        else done.open();
      };
      if (when === "while it runs") next();
      else setImmediate(next);
    });
    void fn(0);
    await done.passed;
    expect(deepest).toBeLessThan(10);
  },
);
