import { getEventListeners } from "node:events";
import { cacheOf } from "../../runtime/handle.js";
import { makeGate, type Gate } from "../runtime/gate.js";
import { runScript } from "../runtime/script.js";
import { standing } from "../runtime/standing.js";
import { ASYNC_FORMS, type Form } from "./form.js";
import { compile } from "./program.js";

const program = compile<{
  load(id: number, _signal?: AbortSignal): number[];
  bound(options: { id: number; signal?: AbortSignal }): number[];
}>(
  `
  declare function body(id: number, signal?: AbortSignal): Promise<number[]>;

  /** @cacheData */
  export async function load(id: number, _signal?: AbortSignal): Promise<number[]> { return await body(id, _signal); }

  /** @cacheData */
  export async function bound({ id, signal: _signal }: { id: number; signal?: AbortSignal }): Promise<number[]> {
    return await body(id, _signal);
  }
`,
  ASYNC_FORMS,
  ["node"],
);

/** A function whose runs end when the test says so, or when the signal that they were given aborts. */
function setUp(form: Form) {
  const gates: Gate<number[]>[] = [];
  const body = jest.fn((_id: number, signal?: AbortSignal) => {
    const gate = makeGate<number[]>();
    gates.push(gate);
    signal?.addEventListener(
      "abort",
      () => {
        gate.fail(signal.reason);
      },
      { once: true },
    );
    return gate.passed;
  });
  const loaded = program.load(form, { body });
  return { body, gates, ...loaded, handle: cacheOf(loaded.fns.load) };
}

describe.each(ASYNC_FORMS)("%s", (_name, form) => {
  test("a waiter that gives up leaves at once and alone; the others finish, and the result is stored", async () => {
    const { body, call, gates } = setUp(form);
    const [stay, leave] = [new AbortController(), new AbortController()];
    const calls = [call.load(1), call.load(1, stay.signal), call.load(1, leave.signal), call.load(1)];
    const reason = new Error("enough");
    leave.abort(reason);
    expect(await standing(calls)).toEqual(["pending", "pending", reason, "pending"]);
    gates[0]?.open([1]);
    expect(await standing(calls)).toEqual([[1], [1], reason, [1]]);
    expect(await call.load(1)).toEqual([1]);
    expect(body).toHaveBeenCalledTimes(1);
  });

  test("a signal behind a pattern gives up too", async () => {
    const { call, gates } = setUp(form);
    const leave = new AbortController();
    const calls = [call.bound({ id: 1 }), call.bound({ id: 1, signal: leave.signal })];
    leave.abort("enough");
    expect(await standing(calls)).toEqual(["pending", "enough"]);
    gates[0]?.open([1]);
    expect(await calls[0]).toEqual([1]);
  });

  test("a waiter whose signal has aborted already doesn't wait", async () => {
    const { call, gates } = setUp(form);
    const calls = [call.load(1), call.load(1, AbortSignal.abort("before"))];
    expect(await standing(calls)).toEqual(["pending", "before"]);
    gates[0]?.open([1]);
    expect(await standing(calls)).toEqual([[1], "before"]);
  });

  test("the computation goes on and is stored when every waiter has given up", async () => {
    const { body, call, gates } = setUp(form);
    const leave = new AbortController();
    const owner = call.load(1);
    const waiters = [call.load(1, leave.signal), call.load(1, leave.signal)];
    leave.abort("enough");
    expect(await standing(waiters)).toEqual(["enough", "enough"]);
    gates[0]?.open([1]);
    await owner;
    expect(await call.load(1)).toEqual([1]);
    expect(body).toHaveBeenCalledTimes(1);
  });

  test("the owner aborts: a waiter takes over with a body of its own, for all who still wait", async () => {
    const { body, call, gates, handle } = setUp(form);
    const owner = new AbortController();
    const next = new AbortController();
    const calls = [call.load(1, owner.signal), call.load(1, next.signal), call.load(1), call.load(1)];
    owner.abort("enough");
    expect(await standing(calls)).toEqual(["enough", "pending", "pending", "pending"]);
    expect(body.mock.calls).toEqual([
      [1, owner.signal],
      [1, next.signal],
    ]);
    gates[1]?.open([1]);
    expect(await standing(calls)).toEqual(["enough", [1], [1], [1]]);
    expect(await call.load(1)).toEqual([1]);
    expect(handle.stats()).toMatchObject({ entries: 1 });
  });

  test("owner after owner aborts, and still nobody hangs", async () => {
    const { body, call, gates } = setUp(form);
    const owners = Array.from({ length: 5 }, () => new AbortController());
    const calls = [...owners.map(({ signal }) => call.load(1, signal)), call.load(1)];
    for (const [index, owner] of owners.entries()) {
      owner.abort(index);
      expect(await standing(calls.slice(0, index + 1))).toEqual([0, 1, 2, 3, 4].slice(0, index + 1));
    }
    expect(body).toHaveBeenCalledTimes(6);
    gates[5]?.open([1]);
    expect(await calls[5]).toEqual([1]);
  });

  test("the owner aborts, and those who wait have aborted too: nobody takes over", async () => {
    const { body, call, handle } = setUp(form);
    const [owner, waiter] = [new AbortController(), new AbortController()];
    const calls = [call.load(1, owner.signal), call.load(1, waiter.signal)];
    waiter.abort("second");
    owner.abort("first");
    expect(await standing(calls)).toEqual(["first", "second"]);
    expect(body).toHaveBeenCalledTimes(1);
    expect(handle.stats()).toMatchObject({ entries: 0 });
  });

  test("an owner that fails for another reason hands its error to everyone, whatever signals there are", async () => {
    const { body, call, gates } = setUp(form);
    const { signal } = new AbortController();
    const calls = [call.load(1, signal), call.load(1, signal), call.load(1)];
    gates[0]?.fail(new Error("down"));
    expect(await standing(calls)).toEqual(calls.map(() => new Error("down")));
    expect(body).toHaveBeenCalledTimes(1);
  });

  test("a clear while a waiter takes over: the value reaches those who wait, and isn't stored", async () => {
    const { call, gates, handle } = setUp(form);
    const owner = new AbortController();
    const calls = [call.load(1, owner.signal), call.load(1), call.load(1)];
    handle.clear(1);
    owner.abort("enough");
    expect(await standing(calls)).toEqual(["enough", "pending", "pending"]);
    for (const gate of gates.slice(1)) gate.open([1]);
    expect(await standing(calls)).toEqual(["enough", [1], [1]]);
    expect(handle.stats()).toMatchObject({ entries: 0 });
  });

  test("a signal that outlives its calls keeps nothing of them", async () => {
    const { body, call } = setUp(form);
    body.mockImplementation(async (id) => [id]);
    const { signal } = new AbortController();
    for (let id = 0; id < 20; id++) {
      await Promise.all([call.load(id, signal), call.load(id, signal), call.load(id, signal)]);
    }
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });
});

// In a process of its own: the signals of jest's are other ones, which warn of nothing.
// Each waiter adds a listener of its own to the signal.
test("one signal for many callers at a time is no reason for a warning", () => {
  const warnings = runScript(`
    import { define, register } from "tscached/internal";
    const cache = define({ id: "f", version: "1", kind: "data", name: "f", source: "f.ts:1", key: ["id"] });
    let finish;
    const load = register(async function load(id, _signal) {
      const entry = cache.root.entry(id);
      return await (entry.hit()
        ? entry.value()
        : entry.computeAsync(() => new Promise((resolve) => { finish = resolve; }), (root) => root.entry(id), _signal));
    }, cache);
    const warnings = [];
    process.on("warning", ({ message }) => warnings.push(message));
    const { signal } = new AbortController();
    const calls = Array.from({ length: 20 }, () => load(1, signal));
    await new Promise(setImmediate);
    finish(1);
    await Promise.all(calls);
    await new Promise(setImmediate);
    console.log(JSON.stringify(warnings));
  `);
  expect(warnings).toEqual([]);
});
