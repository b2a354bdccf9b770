import { cacheOf } from "../../runtime/handle.js";
import { configure } from "../../runtime/settings.js";
import { makeGate, type Gate } from "../runtime/gate.js";
import { useManualClock } from "../runtime/manual-clock.js";
import { ASYNC_FORMS, FORMS, type Form } from "./form.js";
import { compile } from "./program.js";
import { turns } from "./turns.js";

const clock = useManualClock();

interface Row {
  run: number;
}

const program = compile<{
  load(id: number): Row;
  usual(id: number): Row;
  bounded(id: number): Row;
  find(query: { ids: number[] }): Row;
  tagged(id: number): Row;
}>(`
  interface Row { run: number }
  declare function body(id: number): Promise<Row>;

  /** @cacheData { ttl: "10s", refresh: "background", staleFor: "5s" } */
  export async function load(id: number): Promise<Row> { return await body(id); }

  /** @cacheData { ttl: "10s", refresh: "background" } */
  export async function usual(id: number): Promise<Row> { return await body(id); }

  /** @cacheData { ttl: "10s", refresh: "background", staleFor: "1h", maxEntries: 1 } */
  export async function bounded(id: number): Promise<Row> { return await body(id); }

  /** @cacheData { ttl: "10s", refresh: "background", staleFor: "1h" } */
  export async function find(query: { ids: number[] }): Promise<Row> { return await body(query.ids.length); }

  /** @cacheData { ttl: "10s", refresh: "background", staleFor: "1h" } */
  export async function tagged(id: number): Promise<Row> { return await body(id); }
`);

/** A function whose runs are numbered, and end at once. */
function setUp(form: Form) {
  let runs = 0;
  const body = jest.fn<Row | Promise<Row>, [id: number]>(() => ({ run: runs++ }));
  return { body, ...program.load(form, { body }) };
}

/** A function whose first run ends at once, and the others when the test says so. */
function setUpGated(form: Form) {
  const gates: Gate<Row>[] = [];
  let runs = 0;
  const body = jest.fn<Row | Promise<Row>, [id: number]>(() => {
    if (runs++ === 0) return { run: 0 };
    const gate = makeGate<Row>();
    gates.push(gate);
    return gate.passed;
  });
  return { body, gates, ...program.load(form, { body }) };
}

describe.each(FORMS)("%s", (_name, form) => {
  test("in the window the stale value comes at once, and one refresh runs after it", async () => {
    const { body, call, fns } = setUp(form);
    await call.load(1);
    clock.advance(10_000);
    fns.load(1);
    // Not in the caller's time.
    expect(body).toHaveBeenCalledTimes(1);
    expect(await Promise.all(Array.from({ length: 50 }, () => call.load(1)))).toEqual(
      Array.from({ length: 50 }, () => ({ run: 0 })),
    );
    await turns();
    expect(body).toHaveBeenCalledTimes(2);
    expect(await call.load(1)).toEqual({ run: 1 });
    expect(body).toHaveBeenCalledTimes(2);
    expect(cacheOf(fns.load).stats()).toMatchObject({ hits: 52, entries: 1, evictions: 0 });
  });

  test("its time restarts with the refresh", async () => {
    const { body, call } = setUp(form);
    await call.load(1);
    clock.advance(12_000);
    await call.load(1);
    await turns();
    clock.advance(9_999);
    await call.load(1);
    await turns();
    expect(body).toHaveBeenCalledTimes(2);
    clock.advance(1);
    expect(await call.load(1)).toEqual({ run: 1 });
    await turns();
    expect(body).toHaveBeenCalledTimes(3);
  });

  test("fresh until exactly ttl, stale until exactly ttl + staleFor, and then it blocks", async () => {
    const { body, call } = setUp(form);
    await call.load(1);
    clock.advance(9_999);
    await call.load(1);
    await turns();
    expect(body).toHaveBeenCalledTimes(1);
    clock.advance(5_001);
    // The hard expiry: whoever comes now waits for a value.
    expect(await call.load(1)).toEqual({ run: 1 });
    await call.load(2);
    clock.advance(14_999);
    expect(await call.load(2)).toEqual({ run: 2 });
    await turns();
    expect(await call.load(2)).toEqual({ run: 3 });
  });

  test("staleFor is one more ttl if nothing is said", async () => {
    const { call } = setUp(form);
    await call.usual(1);
    clock.advance(19_999);
    expect(await call.usual(1)).toEqual({ run: 0 });
    await turns();
    clock.advance(20_000);
    expect(await call.usual(1)).toEqual({ run: 2 });
  });

  test("a refresh that fails keeps the stale value and backs off, from a second to a minute", async () => {
    const { body, call, fns } = setUp(form);
    const onError = jest.fn();
    cacheOf(fns.bounded).configure({ onError });
    await call.bounded(1);
    body.mockImplementation(() => {
      throw new Error("down");
    });
    clock.advance(10_000);
    let tries = 1;
    for (const wait of [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]) {
      expect(await call.bounded(1)).toEqual({ run: 0 });
      await turns();
      expect(body).toHaveBeenCalledTimes(++tries);
      clock.advance(wait - 1);
      expect(await call.bounded(1)).toEqual({ run: 0 });
      await turns();
      expect(body).toHaveBeenCalledTimes(tries);
      clock.advance(1);
    }
    expect(onError).toHaveBeenCalledTimes(8);
    expect(onError).toHaveBeenLastCalledWith(new Error("down"));
    expect(cacheOf(fns.bounded).stats()).toMatchObject({ errors: 8, entries: 1 });
  });

  test("after a refresh that succeeds, the next failure backs off from a second again", async () => {
    const { body, call } = setUp(form);
    const failing = (): never => {
      throw new Error("down");
    };
    await call.bounded(1);
    clock.advance(10_000);
    body.mockImplementationOnce(failing);
    await call.bounded(1);
    await turns();
    clock.advance(1_000);
    await call.bounded(1);
    await turns();
    expect(await call.bounded(1)).toEqual({ run: 1 });
    clock.advance(10_000);
    body.mockImplementationOnce(failing);
    await call.bounded(1);
    await turns();
    clock.advance(1_000);
    await call.bounded(1);
    await turns();
    expect(await call.bounded(1)).toEqual({ run: 2 });
    expect(body).toHaveBeenCalledTimes(5);
  });

  test("no refresh runs for what was cleared or evicted before its turn", async () => {
    const { body, call, fns } = setUp(form);
    await call.bounded(1);
    clock.advance(10_000);
    await call.bounded(1);
    cacheOf(fns.bounded).clear(1);
    await turns();
    expect(body).toHaveBeenCalledTimes(1);
    await call.bounded(1);
    clock.advance(10_000);
    await call.bounded(1);
    await call.bounded(2);
    await turns();
    expect(body.mock.calls).toEqual([[1], [1], [2]]);
  });

  test("no refresh runs for an argument that was changed meanwhile", async () => {
    const { body, call } = setUp(form);
    await call.find({ ids: [1] });
    clock.advance(10_000);
    const query = { ids: [1] };
    expect(await call.find(query)).toEqual({ run: 0 });
    query.ids.push(2);
    await turns();
    expect(body).toHaveBeenCalledTimes(1);
    // It is still refreshed for whoever asks with what it was.
    expect(await call.find({ ids: [1] })).toEqual({ run: 0 });
    await turns();
    expect(await call.find({ ids: [1] })).toEqual({ run: 1 });
  });
});

describe.each(ASYNC_FORMS)("%s", (_name, form) => {
  test("while a refresh runs, everyone has the stale value, and no second one begins", async () => {
    const { body, call, gates } = setUpGated(form);
    await call.load(1);
    clock.advance(10_000);
    for (let round = 0; round < 5; round++) {
      expect(await call.load(1)).toEqual({ run: 0 });
      await turns();
    }
    expect(body).toHaveBeenCalledTimes(2);
    gates[0]?.open({ run: 1 });
    await turns();
    expect(await call.load(1)).toEqual({ run: 1 });
  });

  test("whoever comes at the hard expiry waits for the refresh that runs, instead of starting another", async () => {
    const { body, call, gates } = setUpGated(form);
    await call.load(1);
    clock.advance(10_000);
    await call.load(1);
    await turns();
    clock.advance(5_000);
    const blocked = call.load(1);
    await turns();
    expect(body).toHaveBeenCalledTimes(2);
    gates[0]?.open({ run: 1 });
    expect(await blocked).toEqual({ run: 1 });
  });

  test.each(["all", "key"])("a refresh in flight is thrown away by a clear (%s)", async (what) => {
    const { body, call, fns, gates } = setUpGated(form);
    await call.load(1);
    clock.advance(10_000);
    await call.load(1);
    await turns();
    if (what === "all") cacheOf(fns.load).clear();
    else cacheOf(fns.load).clear(1);
    const after = call.load(1);
    gates[1]?.open({ run: 2 });
    expect(await after).toEqual({ run: 2 });
    gates[0]?.open({ run: 1 });
    await turns();
    expect(await call.load(1)).toEqual({ run: 2 });
    expect(body).toHaveBeenCalledTimes(3);
  });

  test("a refresh in flight is thrown away by an eviction", async () => {
    const { call, fns, gates } = setUpGated(form);
    await call.bounded(1);
    clock.advance(10_000);
    await call.bounded(1);
    await turns();
    const other = call.bounded(2);
    gates[1]?.open({ run: 2 });
    await other;
    gates[0]?.open({ run: 1 });
    await turns();
    expect([cacheOf(fns.bounded).has(1), cacheOf(fns.bounded).has(2)]).toEqual([false, true]);
  });

  test("no more refreshes run at a time than configured", async () => {
    const { body, call, gates } = setUpGated(form);
    body.mockImplementation(() => {
      const gate = makeGate<Row>();
      gates.push(gate);
      return gate.passed;
    });
    const ids = [1, 2, 3, 4];
    const first = ids.map((id) => call.usual(id));
    for (const gate of gates.splice(0)) gate.open({ run: 0 });
    await Promise.all(first);
    configure({ refreshConcurrency: 2 });
    try {
      clock.advance(10_000);
      for (const id of ids) await call.usual(id);
      await turns();
      expect(gates).toHaveLength(2);
      gates[0]?.open({ run: 1 });
      await turns();
      expect(gates).toHaveLength(3);
      gates[1]?.fail(new Error("down"));
      await turns();
      expect(gates).toHaveLength(4);
      for (const gate of gates) gate.open({ run: 1 });
      await turns();
      expect(await Promise.all(ids.map((id) => call.usual(id)))).toEqual([1, 0, 1, 1].map((run) => ({ run })));
    } finally {
      configure({ refreshConcurrency: 8 });
    }
  });
});
