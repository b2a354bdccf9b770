import { cacheOf, clearAllData, clearAllResources } from "../../runtime/index.js";
import { makeGate, settled, type Gate } from "../runtime/gate.js";
import { standing } from "../runtime/standing.js";
import { ASYNC_FORMS, DATA_FORMS, FORMS, type Form } from "./form.js";
import { compile } from "./program.js";

interface Row {
  run: number;
  list: number[];
}

const program = compile<{ load(id: number): Row }>(`
  interface Row { run: number; list: number[] }
  declare function body(id: number): Promise<Row>;

  /** @cacheData */
  export async function load(id: number): Promise<Row> { return await body(id); }
`);

/** A function whose runs end when the test says so. */
function setUp(form: Form) {
  const gates: Gate<Row>[] = [];
  const body = jest.fn(() => {
    const gate = makeGate<Row>();
    gates.push(gate);
    return gate.passed;
  });
  const loaded = program.load(form, { body });
  /** Lets a run end, with its number in the result. */
  const finish = (run: number): void => {
    gates[run]?.open({ run, list: [run] });
  };
  const fail = (run: number, error: Error): void => {
    gates[run]?.fail(error);
  };
  return { ...loaded, body, finish, fail, handle: cacheOf(loaded.fns.load) };
}

describe.each(ASYNC_FORMS)("%s", (_name, form) => {
  test("50 concurrent callers run it once", async () => {
    const { call, body, finish, handle } = setUp(form);
    const calls = Array.from({ length: 50 }, () => call.load(1));
    await settled();
    expect(body).toHaveBeenCalledTimes(1);
    finish(0);
    const rows = await Promise.all(calls);
    expect(rows).toEqual(rows.map(() => ({ run: 0, list: [0] })));
    // For data each has its own copy, through and through.
    expect(new Set(rows).size).toBe(form.kind === "data" ? 50 : 1);
    expect(new Set(rows.map(({ list }) => list)).size).toBe(form.kind === "data" ? 50 : 1);
    expect(handle.stats()).toMatchObject({ hits: 49, misses: 1, entries: 1 });
  });

  test("callers of different keys don't wait for each other", async () => {
    const { call, body, finish } = setUp(form);
    const calls = [call.load(1), call.load(2)];
    expect(body).toHaveBeenCalledTimes(2);
    finish(1);
    expect((await calls[1])?.run).toBe(1);
    finish(0);
    expect((await calls[0])?.run).toBe(0);
  });

  test("the owner fails: everyone who waits has its error, and whoever tries again computes", async () => {
    const { call, body, finish, fail } = setUp(form);
    const error = new Error("down");
    const retried = (): Promise<Row> => call.load(1).catch(() => call.load(1));
    const [owner, ...waiters] = [call.load(1), retried(), retried()];
    fail(0, error);
    await expect(owner).rejects.toBe(error);
    await settled();
    // Those who try again wait for each other.
    expect(body).toHaveBeenCalledTimes(2);
    finish(1);
    expect((await Promise.all(waiters)).map(({ run }) => run)).toEqual([1, 1]);
  });

  test("nobody hangs when the owner fails again and again", async () => {
    const { call, body, fail } = setUp(form);
    for (let round = 0; round < 5; round++) {
      const calls = [call.load(1), call.load(1)];
      fail(round, new Error(`down ${round}`));
      expect(await standing(calls)).toEqual(calls.map(() => new Error(`down ${round}`)));
    }
    expect(body).toHaveBeenCalledTimes(5);
  });

  describe.each<[string, (load: (id: number) => unknown) => void]>([
    [
      "by clear()",
      (load) => {
        cacheOf(load).clear();
      },
    ],
    [
      "by key",
      (load) => {
        cacheOf(load).clear(1);
      },
    ],
    [
      "by clearing every function",
      () => {
        clearAllData();
        clearAllResources();
      },
    ],
  ])("cleared in flight %s", (_way, clear) => {
    test("its callers have the value, and nothing is stored", async () => {
      const { call, fns, body, finish, handle } = setUp(form);
      const calls = [call.load(1), call.load(1)];
      clear(fns.load);
      finish(0);
      expect((await Promise.all(calls)).map(({ run }) => run)).toEqual([0, 0]);
      expect(handle.stats().entries).toBe(0);
      const again = call.load(1);
      expect(body).toHaveBeenCalledTimes(2);
      finish(1);
      expect((await again).run).toBe(1);
    });

    test("a call after it doesn't wait for what began before", async () => {
      const { call, fns, finish } = setUp(form);
      const before = call.load(1);
      clear(fns.load);
      const after = call.load(1);
      finish(1);
      expect(await standing([before, after])).toEqual(["pending", { run: 1, list: [1] }]);
      finish(0);
      expect((await before).run).toBe(0);
    });

    test("an invalidation is never overtaken by an older write", async () => {
      const { call, fns, finish } = setUp(form);
      const before = call.load(1);
      clear(fns.load);
      const after = call.load(1);
      finish(1);
      await after;
      finish(0);
      await before;
      expect((await call.load(1)).run).toBe(1);
    });

    test("nor by an older one that ends first, while the newer runs", async () => {
      const { call, fns, finish } = setUp(form);
      const before = call.load(1);
      clear(fns.load);
      const after = call.load(1);
      finish(0);
      await before;
      const waiter = call.load(1);
      finish(1);
      expect([(await after).run, (await waiter).run, (await call.load(1)).run]).toEqual([1, 1, 1]);
    });

    test("a failure of what began before takes nothing away", async () => {
      const { call, fns, body, finish, fail } = setUp(form);
      const before = call.load(1);
      clear(fns.load);
      const after = call.load(1);
      finish(1);
      await after;
      fail(0, new Error("late"));
      await expect(before).rejects.toThrow("late");
      expect((await call.load(1)).run).toBe(1);
      expect(body).toHaveBeenCalledTimes(2);
    });
  });

  test("clearing one key in flight leaves another alone", async () => {
    const { call, body, finish, handle } = setUp(form);
    const calls = [call.load(1), call.load(2)];
    handle.clear(1);
    finish(0);
    finish(1);
    await Promise.all(calls);
    expect((await call.load(2)).run).toBe(1);
    expect(body).toHaveBeenCalledTimes(2);
  });
});

describe.each(FORMS)("%s", (_name, form) => {
  test.each(["all", "key"])("a body that clears (%s) while it runs stores nothing", async (what) => {
    let runs = 0;
    const body = jest.fn(() => {
      if (what === "all") cacheOf(loaded.fns.load).clear();
      else cacheOf(loaded.fns.load).clear(1);
      return { run: runs++, list: [] };
    });
    const loaded = program.load(form, { body });
    expect((await loaded.call.load(1)).run).toBe(0);
    expect(cacheOf(loaded.fns.load).stats().entries).toBe(0);
    expect((await loaded.call.load(1)).run).toBe(1);
  });
});

describe.each(DATA_FORMS.filter(([, { style }]) => style === "async"))("%s", (_name, form) => {
  test("what one caller does with its result at once reaches nobody who waited", async () => {
    const { call, finish } = setUp(form);
    const spoiling = [call.load(1), call.load(1)].map((row) => row.then(({ list }) => list.push(9)));
    const waiting = call.load(1);
    finish(0);
    await Promise.all(spoiling);
    expect([await waiting, await call.load(1)]).toEqual([
      { run: 0, list: [0] },
      { run: 0, list: [0] },
    ]);
  });
});
