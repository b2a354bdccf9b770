import { CacheRecursionError } from "../../runtime/errors.js";
import { compileAsync, compilePromise, compileSync, type Compiled } from "./compiled.js";
import { makeGate, settled } from "./gate.js";
import { reachable } from "./reachable.js";
import { standing } from "./standing.js";

type Call = (key: number) => Promise<unknown>;

describe("a call that waits for itself is told the chain", () => {
  test("directly", async () => {
    const { fn, cache } = compileAsync((key: number): Promise<unknown> => fn(key), { name: "load", source: "a.ts:1" });
    const [error] = await standing([fn(1)]);
    expect(error).toBeInstanceOf(CacheRecursionError);
    expect(String(error)).toContain("load (a.ts:1) → load (a.ts:1): the call waits for itself.");
    expect(reachable(cache).entries).toBe(0);
  });

  test("after a while, and through others that aren't cached", async () => {
    const through = async (key: number): Promise<unknown> => {
      await settled();
      return fn(key);
    };
    const { fn } = compileAsync(through);
    expect((await standing([fn(1)]))[0]).toBeInstanceOf(CacheRecursionError);
  });

  test("through other cached functions, of any form", async () => {
    const first: Compiled<Call> = compileAsync((key: number) => second.fn(key), { name: "first", source: "a.ts:1" });
    const second: Compiled<Call> = compilePromise((key: number) => third.fn(key), { name: "second", source: "b.ts:2" });
    const third: Compiled<Call> = compileSync((key: number) => first.fn(key), { kind: "resource", name: "third" });
    const [error] = await standing([first.fn(1)]);
    expect(error).toBeInstanceOf(CacheRecursionError);
    expect(String(error)).toContain("first (a.ts:1) → second (b.ts:2) → third (test.ts:1) → first (a.ts:1)");
    expect(reachable(first.cache).entries + reachable(second.cache).entries).toBe(0);
  });

  test("and can catch that and go on", async () => {
    const { fn } = compileAsync((key: number): Promise<unknown> => fn(key).catch(() => "without"));
    expect(await standing([fn(1)])).toEqual(["without"]);
    expect(await fn(1)).toBe("without");
  });

  test("with other arguments it is no circle", async () => {
    const { fn } = compileAsync(async (n: number): Promise<number> => (n === 0 ? 0 : (await fn(n - 1)) + 1));
    expect(await fn(200)).toBe(200);
  });
});

describe("calls that wait for each other", () => {
  test("crosswise: one is told, and none waits for ever", async () => {
    const gate = makeGate();
    const make = (name: string, other: () => Call): Compiled<Call> =>
      compileAsync(
        async (key: number) => {
          await gate.passed;
          return other()(key);
        },
        { name, source: "a.ts:1" },
      );
    const left = make("left", () => right.fn);
    const right = make("right", () => left.fn);
    const calls = [left.fn(1), right.fn(1)];
    gate.open();
    for (const state of await standing(calls)) expect(state).toBeInstanceOf(CacheRecursionError);
    expect(reachable(left.cache).entries + reachable(right.cache).entries).toBe(0);
  });

  test("one that is caught lets the others go on", async () => {
    const gate = makeGate();
    const left: Compiled<Call> = compileAsync(async () => {
      await gate.passed;
      return right.fn(1);
    });
    const right: Compiled<Call> = compileAsync(async () => {
      await gate.passed;
      return left.fn(1).catch(() => "right alone");
    });
    const calls = [left.fn(1), right.fn(1)];
    gate.open();
    expect(await standing(calls)).toEqual(["right alone", "right alone"]);
  });

  test("a wait that has ended is no reason for an error later", async () => {
    const first = compileAsync((key: number) => Promise.resolve(key));
    const second: Compiled<Call> = compileAsync(async (key: number) => {
      await Promise.all([first.fn(key), first.fn(key)]);
      await settled();
      return first.fn(key + 1);
    });
    expect(await standing([second.fn(1), second.fn(1), first.fn(2)])).toEqual([2, 2, 2]);
  });
});

describe("the search for circles", () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  /** How much a Fibonacci of both calls at once touches sets. */
  async function work(n: number): Promise<number> {
    const { fn } = compileAsync(async (m: number): Promise<bigint> => {
      if (m < 2) {
        await settled();
        return BigInt(m);
      }
      const [left, right] = await Promise.all([fn(m - 1), fn(m - 2)]);
      return left + right;
    });
    const [add, has] = [jest.spyOn(Set.prototype, "add"), jest.spyOn(Set.prototype, "has")];
    await fn(n);
    const count = add.mock.calls.length + has.mock.calls.length;
    jest.restoreAllMocks();
    return count;
  }

  test("costs little beside the calls", async () => {
    const [few, many] = [await work(30), await work(60)];
    expect(many).toBeLessThan(few * 5);
  });
});
