import fc from "fast-check";
import { cacheOf } from "../../../runtime/handle.js";
import { endSession, runInSession } from "../../../runtime/sessions.js";
import { invalidateTags } from "../../../runtime/everything.js";
import { compileAs, compileAsync, compileSync, FORMS, type Form } from "../compiled.js";
import { makeGate, settled } from "../gate.js";

const SESSION = { scope: "session" } as const;
let made = 0;

/** A session's id that no other test has. */
const id = (name: string): string => `${name} ${made++}`;

/** A function that tells its calls apart. */
function counting(form: Form) {
  let made = 0;
  return compileAs(form, (key) => ({ key, run: ++made }), SESSION);
}

describe.each(FORMS)("a %s function", (form) => {
  test("has entries of its own in each session", async () => {
    const { call, runs } = counting(form);
    const [ann, bob] = [id("ann"), id("bob")];
    const asked = [
      ...(await runInSession(ann, async () => [await call(1), await call(1), await call(2)])),
      ...(await runInSession(bob, async () => [await call(1), await call(1)])),
      await runInSession(ann, () => call(1)),
    ];
    expect(asked.map(({ run }) => run)).toEqual([1, 1, 2, 3, 3, 1]);
    expect(runs).toEqual([1, 2, 1]);
  });

  test("keeps sessions apart that run at the same time", async () => {
    const { call, runs } = counting(form);
    const sessions = Array.from({ length: 10 }, (_, index) => id(`session ${index}`));
    const ask = async (): Promise<number[]> => {
      const seen = new Set<number>();
      for (let turn = 0; turn < 20; turn++) {
        const [one, other] = await Promise.all([call("key"), call("key")]);
        for (const { run } of [one, other]) seen.add(run);
        await settled();
      }
      return [...seen];
    };
    const seen = await Promise.all(sessions.map((session) => runInSession(session, ask)));
    expect(seen.map((own) => own.length)).toEqual(sessions.map(() => 1));
    expect(new Set(seen.flat()).size).toBe(sessions.length);
    expect(runs).toHaveLength(sessions.length);
  });

  test("computes anew in a session of the same id, once that has ended", async () => {
    const { call, runs } = compileAs(form, (key) => key, SESSION);
    const [ann, bob] = [id("ann"), id("bob")];
    for (const session of [ann, bob]) await runInSession(session, () => call(1));
    endSession(ann);
    endSession(ann);
    for (const session of [ann, bob]) await runInSession(session, () => call(1));
    expect(runs).toEqual([1, 1, 1]);
  });

  test("computes and stores nothing in a session that has ended", async () => {
    const { call, runs, cache } = compileAs(form, (key) => ({ key }), { ...SESSION, tags: [["all"]] });
    const ann = id("ann");
    await runInSession(ann, async () => {
      await call(1);
      endSession(ann);
      expect([await call(1), await call(1)]).toEqual([{ key: 1 }, { key: 1 }]);
      // Another one of the same id, which the code that is left behind is no part of.
      await runInSession(ann, () => call(1));
      expect(await call(1)).toEqual({ key: 1 });
    });
    expect(runs).toEqual([1, 1, 1, 1, 1]);
    expect(cache.statistics).toMatchObject({ entries: 1, misses: 5, hits: 0 });
    invalidateTags("all");
    expect(cache.statistics.entries).toBe(0);
  });
});

test("what is being computed when the session ends reaches its callers, and isn't stored", async () => {
  const gate = makeGate<number>();
  let runs = 0;
  const { fn, cache } = compileAsync(() => (++runs === 1 ? gate.passed : Promise.resolve(2)), SESSION);
  const ann = id("ann");
  const [owner, waiter] = runInSession(ann, () => [fn(1), fn(1)]);
  endSession(ann);
  const next = runInSession(ann, () => fn(1));
  expect(await next).toBe(2);
  gate.open(1);
  expect(await Promise.all([owner, waiter])).toEqual([1, 1]);
  expect(await runInSession(ann, () => fn(1))).toBe(2);
  expect([runs, cache.statistics.entries]).toEqual([2, 1]);
});

test("nothing is stored in an ended session while another computation of the key goes on", async () => {
  const gates = [makeGate<number>(), makeGate<number>()];
  let runs = 0;
  const { fn, cache } = compileAsync(() => gates[runs++]?.passed ?? Promise.resolve(3), SESSION);
  const ann = id("ann");
  await runInSession(ann, async () => {
    endSession(ann);
    const computed = [fn(1), cacheOf(fn).refresh(1)];
    // The newer one first: the older one stores nothing anyway.
    for (const index of [1, 0]) {
      gates[index]?.open(index + 1);
      expect(await computed[index]).toBe(index + 1);
    }
    expect(await fn(1)).toBe(3);
  });
  expect(cache.statistics).toMatchObject({ entries: 0, hits: 0 });
});

test("limits are for each session", () => {
  const { fn, cache } = compileSync((key: number) => key, { ...SESSION, maxEntries: 2 });
  const [ann, bob] = [id("ann"), id("bob")];
  for (const session of [ann, bob]) runInSession(session, () => [1, 2].map(fn));
  expect(cache.statistics).toMatchObject({ entries: 4, evictions: 0 });
  runInSession(ann, () => fn(3));
  expect(cache.statistics).toMatchObject({ entries: 4, evictions: 1 });
});

test("a session within another counts alone, and the outer one afterwards", async () => {
  const { call } = compileAs("async", (key) => ({ key, run: made++ }), SESSION);
  const [ann, bob] = [id("ann"), id("bob")];
  await runInSession(ann, async () => {
    const before = await call(1);
    const inner = await runInSession(bob, () => call(1));
    expect(inner.run).not.toBe(before.run);
    expect(await call(1)).toEqual(before);
  });
});

test("as a map for each session would have it", () => {
  const action = fc.oneof(
    { weight: 8, arbitrary: fc.record({ do: fc.constant("call" as const), session: fc.nat(3), key: fc.nat(2) }) },
    fc.record({ do: fc.constant("end" as const), session: fc.nat(3), key: fc.constant(0) }),
    fc.record({ do: fc.constantFrom("clear here" as const, "clear" as const), session: fc.nat(3), key: fc.nat(2) }),
  );
  fc.assert(
    fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
      let runs = 0;
      const { fn, cache } = compileSync((key: number) => `${key} ${++runs}`, SESSION);
      const { clear } = cacheOf(fn);
      const names = Array.from({ length: 4 }, (_, index) => id(`session ${index}`));
      const model = new Map<string, Map<number, string>>();
      let expectedRuns = 0;
      for (const { do: what, session, key } of actions) {
        const name = names[session] ?? "";
        const own = model.get(name) ?? new Map<number, string>();
        model.set(name, own);
        if (what === "call") {
          if (!own.has(key)) own.set(key, `${key} ${++expectedRuns}`);
          expect(runInSession(name, () => fn(key))).toBe(own.get(key));
        } else if (what === "end") {
          endSession(name);
          own.clear();
        } else if (what === "clear here") {
          runInSession(name, () => {
            clear(key);
          });
          own.delete(key);
        } else {
          clear(key);
          for (const all of model.values()) all.delete(key);
        }
        expect(cache.statistics.entries).toBe([...model.values()].reduce((sum, { size }) => sum + size, 0));
      }
      for (const name of names) endSession(name);
      expect(runs).toBe(expectedRuns);
    }),
  );
});
