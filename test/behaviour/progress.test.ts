import { cacheOf, configure, type ProgressTask, type Reporter } from "../../runtime/index.js";
import { makeGate } from "../runtime/gate.js";
import { useManualClock } from "../runtime/manual-clock.js";
import { ASYNC_FORMS, FORMS } from "./form.js";
import { compile } from "./program.js";
import { turns } from "./turns.js";

const clock = useManualClock();

/** What reporters were told, in order: `start load`, `done load 5`. */
let told: string[] = [];
let tasks: ProgressTask[] = [];

const reporter: Reporter = {
  start(task) {
    tasks.push(task);
    told.push(`start ${task.text}`);
  },
  done(task, elapsed) {
    tasks.push(task);
    told.push(`done ${task.text} ${elapsed}`);
  },
  failed(task, elapsed, error) {
    tasks.push(task);
    told.push(`failed ${task.text} ${elapsed} ${String(error)}`);
  },
};

beforeEach(() => {
  told = [];
  tasks = [];
  configure({ reporter });
});

afterEach(() => {
  configure({ reporter: "terminal", progress: true, defaults: {} });
});

const program = compile<{
  load(id: number): Promise<number[]>;
  titled(id: number): Promise<number[]>;
  timed(id: number): Promise<number[]>;
  untold(id: number): Promise<number[]>;
  refused(id: number): Promise<number[]>;
  stale(id: number): Promise<number[]>;
  background(id: number): Promise<number[]>;
  around(id: number): Promise<number[]>;
  silentAround(id: number): Promise<number[]>;
}>(`
  declare function body(id: number): Promise<number[]>;

  /** @cacheData { showSpinner: true } */
  export async function load(id: number): Promise<number[]> {
    return await body(id);
  }

  /** @cacheData { showSpinner: "Reading…" } */
  export async function titled(id: number): Promise<number[]> {
    return await body(id);
  }

  /** @cacheData { showTime: true } */
  export async function timed(id: number): Promise<number[]> {
    return await body(id);
  }

  /** @cacheData */
  export async function untold(id: number): Promise<number[]> {
    return await body(id);
  }

  /** @cacheData { showSpinner: false } */
  export async function refused(id: number): Promise<number[]> {
    return await body(id);
  }

  /** @cacheData { showSpinner: true, ttl: 1, staleIfError: 10 } */
  export async function stale(id: number): Promise<number[]> {
    return await body(id);
  }

  /** @cacheData { showSpinner: true, ttl: 1, refresh: "background", staleFor: 10 } */
  export async function background(id: number): Promise<number[]> {
    return await body(id);
  }

  /** @cacheData { showSpinner: true } */
  export async function around(id: number): Promise<number[]> {
    return [...(await load(id)), ...(await untold(id)), ...(await load(id + 1))];
  }

  /** @cacheData */
  export async function silentAround(id: number): Promise<number[]> {
    return [...(await load(id)), ...(await titled(id))];
  }
`);

const five = (id: number): number[] => {
  clock.advance(5);
  return [id];
};

describe.each(FORMS)("%s", (_, form) => {
  const load = (body: (id: number) => unknown = five) => program.load(form, { body });

  test("a miss is told of, with how long it took, and a hit isn't", async () => {
    const { call } = load();
    expect(await call.load(1)).toEqual([1]);
    expect(told).toEqual(["start Running load(...)", "done Running load(...) 5"]);
    await call.load(1);
    expect(told).toHaveLength(2);
  });

  test("start and done get the same task, which names the function and can't be changed", async () => {
    const { call, fns } = load();
    await call.timed(1);
    const [task, same] = tasks;
    expect(task).toEqual({
      id: cacheOf(fns.timed).id,
      name: "timed",
      text: "Running timed(...)",
      showTime: true,
    });
    expect(same).toBe(task);
    expect(Object.isFrozen(task)).toBe(true);
  });

  test("a text of the program's own", async () => {
    await load().call.titled(1);
    expect(told).toEqual(["start Reading…", "done Reading… 5"]);
    expect(tasks[0]?.showTime).toBe(false);
  });

  test("a function without the options, or without a spinner, is not told of", async () => {
    const { call } = load();
    await call.untold(1);
    await call.refused(1);
    expect(told).toEqual([]);
  });

  test("a failure is told of with its error, and reaches the caller", async () => {
    const { call } = load(() => {
      clock.advance(3);
      throw new Error("no");
    });
    await expect(call.load(1)).rejects.toThrow("no");
    expect(told).toEqual(["start Running load(...)", "failed Running load(...) 3 Error: no"]);
  });

  if (form.kind === "data") {
    test("a result that can't be cached is a failure", async () => {
      const { call } = load(() => () => 1);
      await expect(call.load(1)).rejects.toThrow("can't be copied");
      expect(told[1]).toMatch(/^failed .*can't be copied/);
      expect(told).toHaveLength(2);
    });
  }

  test("a failure behind a stale value is told of", async () => {
    let fails = false;
    const { call, fns } = load((id) => {
      if (fails) throw new Error("no");
      return [id];
    });
    cacheOf(fns.stale).configure({ onError: () => undefined });
    await call.stale(1);
    fails = true;
    clock.advance(2_000);
    expect(await call.stale(1)).toEqual([1]);
    expect(told.slice(2)).toEqual(["start Running stale(...)", "failed Running stale(...) 0 Error: no"]);
  });

  test("only the outermost function is told of, whatever it calls", async () => {
    const { call } = load();
    expect(await call.around(1)).toEqual([1, 1, 2]);
    expect(told).toEqual(["start Running around(...)", "done Running around(...) 15"]);
    told = [];
    await call.load(3);
    expect(told).toHaveLength(2);
  });

  test("inside a function that shows nothing, nothing is told of", async () => {
    await load().call.silentAround(1);
    expect(told).toEqual([]);
  });

  test("a background refresh isn't told of, and neither is the stale value", async () => {
    const { call, fns } = load();
    await call.background(1);
    clock.advance(1_500);
    told = [];
    await call.background(1);
    await turns(5);
    expect(cacheOf(fns.background).stats().misses).toBe(1);
    expect(cacheOf(fns.background).entries()[0]?.ageMs).toBe(0);
    expect(told).toEqual([]);
  });

  test("a refresh that the program asks for is told of", async () => {
    const { fns, call } = load();
    await call.load(1);
    told = [];
    await cacheOf(fns.load).refresh(1);
    expect(told).toEqual(["start Running load(...)", "done Running load(...) 5"]);
  });

  test("a refresh that fails is told of", async () => {
    const { fns } = load(() => {
      throw new Error("no");
    });
    await expect((async () => await cacheOf(fns.load).refresh(1))()).rejects.toThrow("no");
    expect(told).toEqual(["start Running load(...)", "failed Running load(...) 0 Error: no"]);
  });

  test("describing a call tells of nothing", () => {
    const { fns } = load();
    cacheOf(fns.load).clear(1);
    expect(cacheOf(fns.load).has(1)).toBe(false);
    expect(told).toEqual([]);
  });

  test("progress: false mutes everything, true puts it back", async () => {
    const { call } = load();
    configure({ progress: false });
    await call.load(1);
    expect(told).toEqual([]);
    configure({ progress: true });
    await call.load(2);
    expect(told).toHaveLength(2);
  });

  test("the defaults are for functions that don't say otherwise", async () => {
    const { call } = load();
    configure({ defaults: { showSpinner: true, showTime: true } });
    await call.untold(1);
    await call.refused(1);
    await call.titled(1);
    expect(told).toEqual([
      "start Running untold(...)",
      "done Running untold(...) 5",
      "start Reading…",
      "done Reading… 5",
    ]);
    expect(tasks.every(({ showTime }) => showTime)).toBe(true);
    configure({ defaults: { showTime: true } });
    await call.untold(2);
    expect(told).toHaveLength(4);
  });

  test.each(["start", "done", "failed"] as const)("what %s throws changes nothing for the caller", async (method) => {
    const { call, fns } = load((id) => {
      if (id < 0) throw new Error("no");
      return [id];
    });
    const errors: unknown[] = [];
    cacheOf(fns.load).configure({ onError: (error) => errors.push(error) });
    const own = new Error("of the reporter");
    configure({
      reporter: {
        ...reporter,
        [method]: () => {
          throw own;
        },
      },
    });
    expect(await call.load(1)).toEqual([1]);
    await expect(call.load(-1)).rejects.toThrow("no");
    expect(errors).toEqual(method === "start" ? [own, own] : [own]);
    // What hasn't been started isn't ended.
    if (method === "start") expect(told).toEqual([]);
    expect(await call.load(1)).toEqual([1]);
    expect(cacheOf(fns.load).stats()).toMatchObject({ hits: 1, misses: 2, errors: 1 });
  });
});

describe.each(ASYNC_FORMS)("%s", (_, form) => {
  test("several at once are told of apart, and waiters aren't", async () => {
    const gate = makeGate();
    const { call } = program.load(form, {
      async body(id: number) {
        await gate.passed;
        return [id];
      },
    });
    const calls = [call.load(1), call.titled(1), call.load(1), call.load(2)];
    expect(told).toEqual(["start Running load(...)", "start Reading…", "start Running load(...)"]);
    expect(new Set(tasks).size).toBe(3);
    gate.open();
    await Promise.all(calls);
    expect(told).toHaveLength(6);
    expect(new Set(tasks).size).toBe(3);
  });

  test("what is shown when the reporter is replaced is shown to its end", async () => {
    const gate = makeGate<number[]>();
    const { call } = program.load(form, { body: () => gate.passed });
    const running = call.load(1);
    configure({ reporter: "terminal", progress: false });
    gate.open([1]);
    await running;
    expect(told).toEqual(["start Running load(...)", "done Running load(...) 0"]);
  });
});

test.each([
  [{ progress: "no" }, "Option progress is 'no'; it takes true or false."],
  [{ reporter: {} }, "an object with the methods start, done and failed"],
  [{ reporter: { start: String, done: String } }, "an object with the methods start, done and failed"],
  [{ defaults: { showSpinner: 1 } }, "Option defaults.showSpinner is 1; it takes true, false or a text"],
  [{ defaults: { showTime: "yes" } }, "Option defaults.showTime is 'yes'; it takes true or false."],
])("%j is no setting", (settings, message) => {
  expect(() => {
    configure(settings as never);
  }).toThrow(message);
});
