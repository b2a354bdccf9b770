import { AsyncLocalStorage } from "node:async_hooks";
import { cacheInput, cacheOf, flush } from "../../../runtime/index.js";
import { compileAs, compileAsync, FORMS } from "../compiled.js";
import { makeGate, settled, type Gate } from "../gate.js";
import { useManualClock } from "../manual-clock.js";
import { reachable } from "../reachable.js";

const clock = useManualClock();

let unit = "km";
const askUnit = cacheInput(() => unit);
const askUnitLater = cacheInput(async () => {
  await Promise.resolve();
  return unit;
});

beforeEach(() => {
  unit = "km";
});

/** A function that asks an input, and whose runs end when the test says so. */
function gated(ask: () => string | Promise<string>, isAskedLate = false) {
  const gates: Gate<void>[] = [];
  const { fn, cache } = compileAsync(async (key: number) => {
    const gate = makeGate();
    gates.push(gate);
    if (isAskedLate) await gate.passed;
    const answer = await ask();
    await gate.passed;
    return [key, answer];
  });
  return { fn, cache, gates };
}

describe.each([
  ["sync", askUnit],
  ["async", askUnitLater],
] as const)("a computation on its way that asked an input that is %s", (_kind, ask) => {
  test("is joined by who is answered the same", async () => {
    const { fn, gates } = gated(ask);
    const first = fn(1);
    await settled();
    const second = fn(1);
    await settled();
    expect(gates).toHaveLength(1);
    gates[0]?.open();
    expect(await Promise.all([first, second])).toEqual([
      [1, "km"],
      [1, "km"],
    ]);
  });

  test("is left alone by who is answered otherwise, who computes apart: neither overtakes the other", async () => {
    const { fn, cache, gates } = gated(ask);
    const first = fn(1);
    await settled();
    unit = "mi";
    const others = [fn(1)];
    await settled();
    others.push(fn(1));
    await settled();
    unit = "km";
    const again = fn(1);
    await settled();
    unit = "mi";
    expect(gates).toHaveLength(2);
    gates[1]?.open();
    expect(await Promise.all(others)).toEqual([
      [1, "mi"],
      [1, "mi"],
    ]);
    gates[0]?.open();
    expect(await first).toEqual([1, "km"]);
    unit = "km";
    expect(await again).toEqual([1, "km"]);
    unit = "mi";
    expect(await fn(1)).toEqual([1, "mi"]);
    unit = "km";
    expect(await fn(1)).toEqual([1, "km"]);
    expect(gates).toHaveLength(2);
    expect(cache.statistics.entries).toBe(2);
  });

  test("gives a waiter nothing that was asked later and answered otherwise", async () => {
    const { fn, gates } = gated(ask, true);
    const first = fn(1);
    const second = fn(1);
    await settled();
    gates[0]?.open();
    const got = first.then((value) => {
      unit = "mi";
      return value;
    });
    expect(await got).toEqual([1, "km"]);
    await settled();
    gates[1]?.open();
    const [key, answer] = await second;
    expect(key).toBe(1);
    // It may have asked before or after the change, but what it was given is one answer's.
    expect(gates.length).toBe(answer === "km" ? 1 : 2);
    expect(await fn(1)).toEqual([1, "mi"]);
  });

  test("that fails tells only those who were answered the same", async () => {
    const { fn, cache, gates } = gated(ask);
    const first = fn(1);
    await settled();
    const second = fn(1);
    await settled();
    unit = "mi";
    const other = fn(1);
    await settled();
    gates[0]?.fail(new Error("down"));
    unit = "km";
    expect(await Promise.allSettled([first, second])).toMatchObject([{ status: "rejected" }, { status: "rejected" }]);
    gates[1]?.open();
    expect(await other).toEqual([1, "mi"]);
    expect(cache.statistics).toMatchObject({ entries: 1, errors: 1 });
  });

  test("is dropped by a clear, with all others of its key", async () => {
    const { fn, cache, gates } = gated(ask);
    const first = fn(1);
    await settled();
    unit = "mi";
    const second = fn(1);
    await settled();
    cacheOf(fn).clear(1);
    for (const gate of gates) gate.open();
    expect(await Promise.all([first, second])).toEqual([
      [1, "km"],
      [1, "mi"],
    ]);
    expect(reachable(cache).entries).toBe(0);
    expect(cache.statistics.entries).toBe(0);
  });
});

test("who waits for a computation that fails for other answers computes by itself", async () => {
  const gate = makeGate();
  const { fn } = compileAsync(async (key: number) => {
    await gate.passed;
    const answer = askUnit();
    unit = "mi";
    if (answer === "km") throw new Error("down");
    return [key, answer];
  });
  const calls = [fn(1), fn(1)];
  gate.open();
  expect(await Promise.allSettled(calls)).toMatchObject([
    { status: "rejected" },
    { status: "fulfilled", value: [1, "mi"] },
  ]);
});

test("who waits for a computation that an input failed computes by itself, and is told of its own input alone", async () => {
  const role = new AsyncLocalStorage<string>();
  const askRole = cacheInput(() => {
    if (role.getStore() === "none") throw new Error("no role");
    return role.getStore();
  });
  const gate = makeGate();
  const { fn } = compileAsync(async (key: number) => {
    await gate.passed;
    return [key, askRole()];
  });
  const calls = ["none", "admin"].map((name) => role.run(name, () => fn(1)));
  gate.open();
  expect(await Promise.allSettled(calls)).toMatchObject([
    { status: "rejected", reason: { message: "no role" } },
    { status: "fulfilled", value: [1, "admin"] },
  ]);
});

test("a stale value stands in for those alone whom inputs answer as they did for it", async () => {
  const answers = { a: 1, b: 1 };
  const ask = cacheInput((name: "a" | "b") => answers[name]);
  let isDown = false;
  const gate = makeGate();
  const { fn, cache } = compileAsync(
    async () => {
      const first = ask("a");
      if (isDown) {
        await gate.passed;
        throw new Error("down");
      }
      return [first, ask("b")];
    },
    { ttl: 100, staleIfError: 1000 },
  );
  cache.configure({ onError: () => undefined });
  await fn(1);
  isDown = true;
  clock.advance(100);
  const owner = fn(1);
  answers.b = 2;
  const waiter = fn(1);
  await settled();
  gate.open();
  expect(await Promise.allSettled([owner, waiter])).toMatchObject([
    { status: "fulfilled", value: [1, 1] },
    { status: "rejected" },
  ]);
});

test("waiters of what belongs to no answers compute at the same time, not one after the other", async () => {
  const gates: Gate<void>[] = [];
  let answer = 0;
  const changing = cacheInput(() => answer++);
  const { fn } = compileAsync(async (key: number) => {
    const gate = makeGate();
    gates.push(gate);
    await gate.passed;
    return [key, changing(), changing()];
  });
  const calls = Array.from({ length: 5 }, () => fn(1));
  gates[0]?.open();
  await settled();
  await settled();
  expect(gates).toHaveLength(5);
  for (const gate of gates) gate.open();
  expect(new Set((await Promise.all(calls)).map(String)).size).toBe(5);
});

describe.each(FORMS)("what has expired of a function that is %s", (form) => {
  test("is computed anew for the answers of now, and the others are left as they are", async () => {
    let runs = 0;
    const { call, cache } = compileAs(form, () => `${askUnit()} ${++runs}`, { ttl: 100 });
    expect(await call(1)).toBe("km 1");
    clock.advance(50);
    unit = "mi";
    expect(await call(1)).toBe("mi 2");
    clock.advance(50);
    expect(await call(1)).toBe("mi 2");
    unit = "km";
    expect(await call(1)).toBe("km 3");
    expect(cache.statistics.entries).toBe(2);
  });

  test("is served stale for its answers, and renewed in the background", async () => {
    let version = 1;
    const { call, cache } = compileAs(form, () => `${askUnit()} v${version}`, { ttl: 100, refresh: "background" });
    await call(1);
    unit = "mi";
    await call(1);
    version = 2;
    clock.advance(100);
    expect(await call(1)).toBe("mi v1");
    await flush();
    expect(await call(1)).toBe("mi v2");
    unit = "km";
    expect(await call(1)).toBe("km v1");
    await flush();
    expect(await call(1)).toBe("km v2");
    expect(cache.statistics.entries).toBe(2);
  });

  test("stands in for an error, if inputs answer as they did for it", async () => {
    let isDown = false;
    const { call, cache } = compileAs(
      form,
      () => {
        const answer = askUnit();
        if (isDown) throw new Error("down");
        return answer;
      },
      { ttl: 100, staleIfError: 1000 },
    );
    cache.configure({ onError: () => undefined });
    await call(1);
    isDown = true;
    clock.advance(100);
    expect(await call(1)).toBe("km");
    unit = "mi";
    await expect(call(1)).rejects.toThrow("down");
    unit = "km";
    expect(await Promise.all([call(1), call(1)])).toEqual(["km", "km"]);
  });
});
