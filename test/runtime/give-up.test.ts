import { getEventListeners } from "node:events";
import { cacheOf } from "../../runtime/handle.js";
import { cacheInput } from "../../runtime/inputs/ask.js";
import type { FunctionCache } from "../../runtime/function-cache.js";
import { defineCache } from "./compiled.js";
import { register } from "../../runtime/internal.js";
import { makeGate, settled, type Gate } from "./gate.js";
import { reachable } from "./reachable.js";
import { standing } from "./standing.js";

interface Signalled {
  readonly fn: (key: number, _signal?: AbortSignal) => Promise<string>;
  readonly cache: FunctionCache;
  readonly gates: Gate<string>[];
}

/** `async function fn(key, _signal) { … }`, whose body rejects when its own signal aborts. */
function signalled(): Signalled {
  const cache = defineCache();
  const gates: Gate<string>[] = [];
  async function fn(key: number, _signal?: AbortSignal): Promise<string> {
    const entry = cache.root.entry(key);
    return (await (entry.hit()
      ? entry.value()
      : entry.computeAsync(
          async () => {
            const gate = makeGate<string>();
            gates.push(gate);
            _signal?.addEventListener("abort", () => {
              gate.fail(_signal.reason);
            });
            return await gate.passed;
          },
          (root) => root.entry(key),
          _signal,
        ))) as string;
  }
  return { fn: register(fn, cache), cache, gates };
}

test("who waits and gives up leaves alone: the computation goes on for the others", async () => {
  const { fn, gates } = signalled();
  const impatient = new AbortController();
  const [owner, waiter, other] = [fn(1), fn(1, impatient.signal), fn(1)];
  impatient.abort(new Error("enough"));
  await expect(waiter).rejects.toThrow("enough");
  gates[0]?.open("done");
  expect(await Promise.all([owner, other])).toEqual(["done", "done"]);
  expect(gates).toHaveLength(1);
});

test("who has given up before the call waits for nothing", async () => {
  const { fn, gates } = signalled();
  const owner = fn(1);
  await expect(fn(1, AbortSignal.abort(new Error("never")))).rejects.toThrow("never");
  gates[0]?.open("done");
  expect(await owner).toBe("done");
});

test("when the owner gives up, one of those who wait takes over for all", async () => {
  const { fn, gates, cache } = signalled();
  const impatient = new AbortController();
  const owner = fn(1, impatient.signal);
  const waiters = [fn(1), fn(1), fn(1)];
  impatient.abort(new Error("enough"));
  await expect(owner).rejects.toThrow("enough");
  await settled();
  expect(gates).toHaveLength(2);
  gates[1]?.open("second");
  expect(await Promise.all(waiters)).toEqual(["second", "second", "second"]);
  expect(cacheOf(fn).has(1)).toBe(true);
  expect(reachable(cache).entries).toBe(1);
});

test("when everyone gives up, nothing is left", async () => {
  const { fn, gates, cache } = signalled();
  const controllers = Array.from({ length: 4 }, () => new AbortController());
  const calls = controllers.map(({ signal }) => fn(1, signal));
  for (const controller of [...controllers].reverse()) controller.abort(new Error("enough"));
  expect((await standing(calls)).map((end) => (end as Error).message)).toEqual([
    "enough",
    "enough",
    "enough",
    "enough",
  ]);
  expect(gates).toHaveLength(1);
  expect(reachable(cache)).toEqual({ nodes: 0, entries: 0 });
});

test("when all who wait give up in the turn in which the owner does, nothing is left", async () => {
  const { fn, cache } = signalled();
  const controllers = Array.from({ length: 3 }, () => new AbortController());
  const calls = controllers.map(({ signal }) => fn(1, signal));
  for (const controller of controllers) controller.abort(new Error("enough"));
  await standing(calls);
  expect(reachable(cache)).toEqual({ nodes: 0, entries: 0 });
});

test("an owner that fails by itself fails for everyone, and a retry computes", async () => {
  const { fn, gates } = signalled();
  const calls = [fn(1, new AbortController().signal), fn(1)];
  const error = new Error("down");
  gates[0]?.fail(error);
  expect(await standing(calls)).toEqual([error, error]);
  const retry = fn(1);
  gates[1]?.open("up");
  expect(await retry).toBe("up");
});

test("a signal that outlives the call holds on to nothing of it", async () => {
  const { fn, gates } = signalled();
  const { signal } = new AbortController();
  const removed = jest.spyOn(signal, "removeEventListener");
  const calls = [fn(1), fn(1, signal)];
  gates[0]?.open("done");
  await Promise.all(calls);
  expect(removed).toHaveBeenCalledTimes(1);
});

test("what isn't a signal, against its type, is ignored", async () => {
  const { fn, gates } = signalled();
  const calls = [fn(1), fn(1, "soon" as unknown as AbortSignal)];
  gates[0]?.open("done");
  expect(await Promise.all(calls)).toEqual(["done", "done"]);
});

describe("who gives up while an input is asked", () => {
  const reason = new Error("no more");

  /** A function whose input answers when its gate says so, from the second time on. */
  function asking() {
    const gates: Gate<string>[] = [];
    const input = cacheInput(async () => {
      const gate = makeGate<string>();
      gates.push(gate);
      return await gate.passed;
    });
    const cache = defineCache();
    async function fn(key: number, _signal?: AbortSignal): Promise<string> {
      const entry = cache.root.entry(key);
      return (await (entry.hit()
        ? entry.value()
        : entry.computeAsync(
            async () => `value for ${await input()}`,
            (root) => root.entry(key),
            _signal,
          ))) as string;
    }
    return { fn: register(fn, cache), cache, gates };
  }

  test("leaves a hit at once, and leaves alone what is asked", async () => {
    const { fn, cache, gates } = asking();
    const first = fn(1);
    gates[0]?.open("a");
    await first;
    const [leaving, unused] = [new AbortController(), new AbortController()];
    const [left, other] = [fn(1, leaving.signal), fn(1, unused.signal)];
    await settled();
    leaving.abort(reason);
    await expect(left).rejects.toBe(reason);
    expect(getEventListeners(leaving.signal, "abort")).toEqual([]);
    for (const gate of gates.slice(1)) gate.open("a");
    expect(await other).toBe("value for a");
    expect(getEventListeners(unused.signal, "abort")).toEqual([]);
    expect(cache.statistics).toMatchObject({ misses: 1, hits: 1 });
    await expect(fn(1, AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});
