import { cacheOf } from "../../runtime/handle.js";
import { compileAsync, compilePromise } from "./compiled.js";
import { makeGate, settled, type Gate } from "./gate.js";
import { reachable } from "./reachable.js";

let warnings: jest.SpyInstance<void, Parameters<typeof process.emitWarning>>;

beforeEach(() => {
  warnings = jest.spyOn(process, "emitWarning").mockImplementation();
});

afterEach(() => {
  jest.restoreAllMocks();
});

describe.each([
  ["async", compileAsync],
  ["returning a promise", compilePromise],
] as const)("a function that is %s and reads its argument late", (_name, compile) => {
  /** Sums a list that it reads when the test says so. */
  function sums(facts?: Parameters<typeof compile>[1]) {
    const gates: Gate<void>[] = [];
    const body = async (list: number[]): Promise<number[]> => {
      const gate = makeGate();
      gates.push(gate);
      await gate.passed;
      return [list.reduce((total, item) => total + item, 0)];
    };
    const { fn, cache } = compile(body, { name: "sum", source: "a.ts:1", ...facts });
    return { fn, cache, gates, handle: cacheOf(fn) };
  }

  test("gives the caller that changes it what it asked for, and keeps that for nobody", async () => {
    const { fn, gates, cache } = sums();
    const list = [1];
    const call = fn(list);
    list.push(10);
    gates[0]?.open();
    expect(await call).toEqual([11]);
    expect(reachable(cache)).toEqual({ nodes: 0, entries: 0 });
    const again = [fn([1]), fn([1, 10])];
    for (const gate of gates) gate.open();
    expect(await Promise.all(again)).toEqual([[1], [11]]);
    expect(gates).toHaveLength(3);
  });

  test("lets those who waited with arguments of their own compute once for themselves", async () => {
    const { fn, gates, handle } = sums();
    const list = [1];
    const calls = [fn(list), fn([1]), fn([1])];
    list.push(10);
    gates[0]?.open();
    await settled();
    expect(gates).toHaveLength(2);
    gates[1]?.open();
    expect(await Promise.all(calls)).toEqual([[11], [1], [1]]);
    expect(await fn([1])).toEqual([1]);
    expect(gates).toHaveLength(2);
    expect(handle.stats()).toMatchObject({ misses: 2, hits: 2, entries: 1 });
  });

  test("also when each of them changes its own", async () => {
    const { fn, gates, cache } = sums();
    const lists = [[1], [1], [1]];
    const calls = lists.map(fn);
    lists.forEach((list, index) => list.push(10 * index));
    for (let turn = 0; turn < 3; turn++) {
      gates[turn]?.open();
      await settled();
    }
    expect(await Promise.all(calls)).toEqual([[1], [11], [21]]);
    expect(reachable(cache)).toEqual({ nodes: 0, entries: 0 });
  });

  test("also when it is cleared meanwhile, or fails", async () => {
    const { fn, gates, cache, handle } = sums();
    const list = [1];
    const before = [fn(list), fn([1])];
    handle.clear();
    list.push(10);
    const after = fn([1]);
    gates[0]?.open();
    await settled();
    gates[1]?.open();
    gates[2]?.open();
    expect(await Promise.all([...before, after])).toEqual([[11], [1], [1]]);
    // The array's length and its element.
    expect(reachable(cache)).toEqual({ nodes: 2, entries: 1 });
    expect(handle.stats().entries).toBe(1);
  });

  test("stores what was changed and changed back", async () => {
    const { fn, gates, handle } = sums();
    const list = [1];
    const call = fn(list);
    list.push(10);
    list.pop();
    gates[0]?.open();
    expect(await call).toEqual([1]);
    expect(handle.stats().entries).toBe(1);
  });

  test("takes a change into what has no key for a change", async () => {
    const { fn, gates, cache } = sums();
    const list: unknown[] = [1];
    const call = fn(list as number[]);
    Object.assign(list, { on: () => 1 });
    gates[0]?.open();
    expect(await call).toEqual([1]);
    expect(reachable(cache)).toEqual({ nodes: 0, entries: 0 });
  });

  test("is warned of once", async () => {
    const { fn, gates } = sums();
    for (let round = 0; round < 2; round++) {
      const list = [1];
      const call = fn(list);
      list.push(10);
      gates.at(-1)?.open();
      await call;
    }
    expect(warnings.mock.calls).toEqual([
      [
        expect.stringMatching(/^sum \(a\.ts:1\): something in the key of a call was changed/),
        { type: "CacheWarning", code: "TSCACHED_ARGUMENT_CHANGED" },
      ],
    ]);
  });

  test("isn't troubled by primitives, or by a change after the result", async () => {
    const { fn, gates, handle } = sums();
    const list = [1];
    const call = fn(list);
    gates[0]?.open();
    await call;
    list.push(10);
    expect(await fn([1])).toEqual([1]);
    expect(handle.stats().entries).toBe(1);
    expect(warnings).not.toHaveBeenCalled();
  });
});
