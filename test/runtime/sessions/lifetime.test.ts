import { InvalidOptionError } from "../../../runtime/errors.js";
import { endSession, runInSession } from "../../../runtime/sessions.js";
import { configure } from "../../../runtime/settings.js";
import { state } from "../../../runtime/state.js";
import { compileAsync, compileSync } from "../compiled.js";
import { makeGate, settled } from "../gate.js";
import { useManualClock } from "../manual-clock.js";
import { runScript } from "../script.js";

const clock = useManualClock();
const HOUR = 3_600_000;

const { fn, cache } = compileSync((key: number) => ({ key }), { scope: "session" });
/** How many sessions hold a value. */
const held = (): number => cache.statistics.entries;
/** Leaves a value in each session. */
const fill = (...ids: string[]): void => {
  for (const id of ids) runInSession(id, () => fn(1));
};
/** Which of these sessions still have their value. */
const alive = (...ids: string[]): string[] => ids.filter((id) => state.sessions.byId.has(id));

afterEach(() => {
  for (const id of [...state.sessions.byId.keys()]) endSession(id);
  configure({ sessions: { max: 1000, idle: "1h" } });
});

describe("a session that nobody uses", () => {
  test("ends after an hour, when anyone enters one", () => {
    fill("ann");
    clock.advance(HOUR - 1);
    fill("bob");
    expect(alive("ann", "bob")).toEqual(["ann", "bob"]);
    clock.advance(1);
    fill("eve");
    expect(alive("ann", "bob", "eve")).toEqual(["bob", "eve"]);
    expect(held()).toBe(2);
  });

  test("is another one when it is entered too late", () => {
    configure({ sessions: { idle: "1m" } });
    const first = runInSession("ann", () => fn(1));
    clock.advance(60_000);
    expect(runInSession("ann", () => fn(1))).not.toBe(first);
    expect(cache.statistics).toMatchObject({ entries: 1 });
  });

  test("entering it counts, and so does leaving it", async () => {
    configure({ sessions: { idle: 10 } });
    fill("ann");
    const gate = makeGate();
    const inside = runInSession("ann", async () => {
      fn(1);
      await gate.passed;
      return fn(1);
    });
    clock.advance(60_000);
    fill("bob");
    expect(alive("ann")).toEqual(["ann"]);
    gate.open();
    await inside;
    clock.advance(9_999);
    fill("eve");
    expect(alive("ann", "bob")).toEqual(["ann", "bob"]);
    clock.advance(1);
    fill("eve");
    expect(alive("ann", "bob")).toEqual([]);
  });

  test("two who are inside both count", async () => {
    configure({ sessions: { idle: 10 } });
    const gates = [makeGate(), makeGate()] as const;
    const inside = gates.map((gate) => runInSession("ann", () => gate.passed));
    gates[0].open();
    await inside[0];
    clock.advance(60_000);
    fill("bob");
    expect(alive("ann")).toEqual(["ann"]);
    gates[1].open();
    await inside[1];
    clock.advance(60_000);
    fill("bob");
    expect(alive("ann")).toEqual([]);
  });

  test("who fails has left as well", async () => {
    configure({ sessions: { idle: 10 } });
    expect(() =>
      runInSession("ann", () => {
        throw new Error("sync");
      }),
    ).toThrow("sync");
    await expect(runInSession("ann", () => Promise.reject(new Error("async")))).rejects.toThrow("async");
    clock.advance(60_000);
    fill("bob");
    expect(alive("ann")).toEqual([]);
  });

  test("code that was only started in it uses it by its calls", async () => {
    configure({ sessions: { idle: 10 } });
    const [first, second] = [makeGate(), makeGate()];
    const seen: unknown[] = [];
    let over: Promise<void> | undefined;
    // As a framework's `next` does, it gives no promise.
    runInSession("ann", () => {
      over = (async () => {
        seen.push(fn(1));
        await first.passed;
        seen.push(fn(1));
        await second.passed;
        seen.push(fn(1));
      })();
    });
    clock.advance(9_000);
    first.open();
    await settled();
    clock.advance(9_000);
    fill("bob");
    expect(alive("ann")).toEqual(["ann"]);
    clock.advance(10_000);
    // Too late, though nothing has looked since.
    second.open();
    await over;
    expect(alive("ann")).toEqual([]);
    expect(seen).toEqual([{ key: 1 }, { key: 1 }, { key: 1 }]);
    // Bob's is over as well, but nobody has looked.
    expect(held()).toBe(1);
  });
});

describe("of too many sessions", () => {
  test("the least recently used ends", () => {
    configure({ sessions: { max: 3 } });
    fill("a", "b", "c", "a", "d");
    expect(alive("a", "b", "c", "d")).toEqual(["a", "c", "d"]);
    fill("e");
    expect(alive("a", "c", "d", "e")).toEqual(["a", "d", "e"]);
    expect(held()).toBe(3);
  });

  test("none that somebody is inside of", async () => {
    configure({ sessions: { max: 2 } });
    fill("a", "b");
    const gates = ["a", "b", "c"].map((id) => {
      const gate = makeGate();
      return { gate, over: runInSession(id, () => gate.passed) };
    });
    expect(alive("a", "b", "c")).toEqual(["a", "b", "c"]);
    gates[1]?.gate.open();
    await gates[1]?.over;
    expect(alive("a", "b", "c")).toEqual(["a", "c"]);
    // The last one that is entered isn't refused.
    const { fn: later } = compileAsync((key: number) => Promise.resolve(key), { scope: "session" });
    expect(await runInSession("d", () => later(1))).toBe(1);
    expect(alive("a", "c", "d")).toEqual(["a", "c"]);
    for (const { gate, over } of gates) {
      gate.open();
      await over;
    }
    expect(alive("a", "c")).toEqual(["a", "c"]);
  });

  test("also when the bound is set later", () => {
    fill("a", "b", "c");
    configure({ sessions: { max: 1 } });
    expect(alive("a", "b", "c")).toEqual(["c"]);
    expect(held()).toBe(1);
  });
});

test("bounds that aren't mentioned stay", () => {
  configure({ sessions: { max: 2 } });
  configure({ sessions: { idle: "5s" } });
  configure({ sessions: { max: undefined } });
  expect(state.sessions).toMatchObject({ max: 2, maxIdle: 5_000 });
});

test.each([
  [0, "sessions"],
  [{ max: 0 }, "sessions.max"],
  [{ max: 1.5 }, "sessions.max"],
  [{ max: "10" }, "sessions.max"],
  [{ idle: 0 }, "sessions.idle"],
  [{ idle: "soon" }, "sessions.idle"],
  [{ maxx: 1 }, "sessions.maxx", "nothing: there is no such bound. There are sessions.max and sessions.idle."],
])("configure({ sessions: %j }) is refused, and changes nothing", (sessions, option, takes = "") => {
  expect(() => {
    configure({ sessions: sessions as never });
  }).toThrow(new RegExp(`^Option ${option} is [^;]+; it takes ${takes}`));
  expect(state.sessions).toMatchObject({ max: 1000, maxIdle: HOUR });
});

describe("runInSession", () => {
  test.each([undefined, null, "", 1, {}, Symbol("id")])("refuses the id %p", (id) => {
    expect(() => runInSession(id as never, () => 1)).toThrow(InvalidOptionError);
    expect(() => {
      endSession(id as never);
    }).toThrow(InvalidOptionError);
    expect(state.sessions.byId.size).toBe(0);
  });

  test("refuses what is no function", () => {
    expect(() => runInSession("ann", Promise.resolve() as never)).toThrow(
      /^runInSession: Option fn is [^]*function to run/,
    );
    expect(state.sessions.byId.size).toBe(0);
  });

  test("calls the function without arguments, and returns what it returns", async () => {
    const given: unknown[][] = [];
    const note = (...args: unknown[]): unknown => given.push(args);
    expect(runInSession("ann", note)).toBe(1);
    expect(given).toEqual([[]]);
    const object = {};
    expect(runInSession("ann", () => object)).toBe(object);
    expect(await runInSession("ann", () => Promise.resolve(object))).toBe(object);
  });

  test("starts nothing that waits until somebody waits for it, and changes no promise of another class", () => {
    let started = 0;
    const lazy = { then: () => ++started };
    expect(runInSession("ann", () => lazy)).toBe(lazy);
    class Query extends Promise<number> {
      override then<A, B>(...handlers: Parameters<Promise<number>["then"]>): Promise<A | B> {
        started++;
        return super.then(...handlers) as Promise<A | B>;
      }
    }
    const query = Query.resolve(1);
    expect(runInSession("ann", () => query)).toBe(query);
    expect(started).toBe(0);
  });
});

/** Runs code in a process of its own that has a function of a session. */
function inProcess(code: string): unknown {
  return runScript(`
    import { createRequire } from "node:module";
    import { join } from "node:path";
    import { AsyncLocalStorage } from "node:async_hooks";
    import * as esm from "tscached";
    const cjs = createRequire(join(process.cwd(), "any.cjs"))("tscached");
    const { cacheData, cacheOf, configure, endSession, runInSession } = esm;
    ${code}
  `);
}

test("the timer keeps no process alive", () => {
  const code = `
    runInSession("ann", () => 1);
    console.log(JSON.stringify(process.getActiveResourcesInfo().includes("Timeout")));
    // It would be for an hour.
    process.exit();
  `;
  expect(inProcess(code)).toBe(false);
});

test("a rejection that nobody handles stays one", () => {
  const code = `
    process.on("unhandledRejection", (error) => console.log(JSON.stringify(error.message)));
    runInSession("ann", async () => { throw new Error("lost"); });
  `;
  expect(inProcess(code)).toBe("lost");
});

test("the ESM and the CommonJS copy have the same sessions", () => {
  const code = `
    const seen = [];
    for (const [wrapper, runner] of [[esm, cjs], [cjs, esm]]) {
      let runs = 0;
      const fn = wrapper.cacheData({ scope: "session" }, (key) => ++runs);
      seen.push(runner.runInSession("ann", () => [fn(1), fn(1)]), wrapper.runInSession("ann", () => fn(1)));
      runner.endSession("ann");
      seen.push(wrapper.runInSession("ann", () => fn(1)));
    }
    console.log(JSON.stringify(seen));
  `;
  expect(inProcess(code)).toEqual([[1, 1], 1, 2, [1, 1], 1, 2]);
});

test("an ended session leaves nothing behind, and the timer keeps nothing of whoever made it", () => {
  const code = `
    import { setFlagsFromString } from "node:v8";
    import { runInNewContext } from "node:vm";
    setFlagsFromString("--expose-gc");
    const gc = runInNewContext("gc");
    const requests = new AsyncLocalStorage();
    const fn = cacheData({ scope: "session" }, (key) => ({ key }));
    const connect = esm.cacheResource({ scope: "session" }, () => ({ ballast: new Array(1000).fill(0) }));
    const references = [];
    const visit = (index) => {
      const request = { index };
      requests.run(request, () => runInSession("session " + index, () => {
        fn(1);
        references.push(new WeakRef(request), new WeakRef(connect()));
      }));
      endSession("session " + index);
    };
    // It goes on, and its end is what the timer waits for.
    const first = () => {
      const request = {};
      references.push(new WeakRef(request));
      requests.run(request, () => runInSession("kept", () => fn(1)));
    };
    first();
    for (let index = 0; index < 100; index++) visit(index);
    for (let turn = 0; turn < 20; turn++) {
      await new Promise((resolve) => setImmediate(resolve));
      gc();
    }
    console.log(JSON.stringify([references.length, references.filter((reference) => reference.deref()).length]));
  `;
  expect(inProcess(code)).toEqual([201, 0]);
});
