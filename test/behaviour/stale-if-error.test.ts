import { cacheOf } from "../../runtime/handle.js";
import { useManualClock } from "../runtime/manual-clock.js";
import { makeGate, settled } from "../runtime/gate.js";
import { standing } from "../runtime/standing.js";
import { ASYNC_FORMS, FORMS, type Form } from "./form.js";
import { compile } from "./program.js";

const clock = useManualClock();

const program = compile<{ load(id: number): number[] }>(`
  declare function body(id: number): Promise<number[]>;

  /** @cacheData { ttl: "10s", staleIfError: "1m" } */
  export async function load(id: number): Promise<number[]> { return await body(id); }
`);

function setUp(form: Form) {
  const body = jest.fn((id: number): number[] => [id]);
  const loaded = program.load(form, { body });
  const onError = jest.fn();
  return { body, onError, ...loaded, handle: cacheOf(loaded.fns.load).configure({ onError }) };
}

function down(): never {
  throw new Error("down");
}

describe.each(FORMS)("%s", (_name, form) => {
  test("a miss whose body fails has the stale value, and whoever listens has the error", async () => {
    const { body, call, onError, handle } = setUp(form);
    await call.load(1);
    body.mockImplementation(down);
    clock.advance(10_000);
    expect(await call.load(1)).toEqual([1]);
    expect(onError.mock.calls).toEqual([[new Error("down")]]);
    clock.advance(59_999);
    expect(await call.load(1)).toEqual([1]);
    expect(body).toHaveBeenCalledTimes(3);
    expect(handle.stats()).toMatchObject({ errors: 2 });
  });

  test("from ttl + staleIfError on it has the error", async () => {
    const { body, call } = setUp(form);
    await call.load(1);
    body.mockImplementation(down);
    clock.advance(70_000);
    await expect(call.load(1)).rejects.toThrow("down");
  });

  test("a body that works again replaces the stale value", async () => {
    const { body, call } = setUp(form);
    await call.load(1);
    clock.advance(10_000);
    body.mockImplementationOnce(down).mockReturnValueOnce([2]);
    expect([await call.load(1), await call.load(1), await call.load(1)]).toEqual([[1], [2], [2]]);
    expect(body).toHaveBeenCalledTimes(3);
  });

  test("what was cleared is not served for an error", async () => {
    const { body, call, handle } = setUp(form);
    await call.load(1);
    clock.advance(10_000);
    handle.clear(1);
    body.mockImplementation(down);
    await expect(call.load(1)).rejects.toThrow("down");
  });

  test("another key's error is its own", async () => {
    const { body, call } = setUp(form);
    await call.load(1);
    body.mockImplementation(down);
    clock.advance(10_000);
    await expect(call.load(2)).rejects.toThrow("down");
  });
});

const abortable = compile<{ load(id: number, _signal?: AbortSignal): number[]; both(id: number): number[] }>(
  `
  declare function body(id: number, signal?: AbortSignal): Promise<number[]>;

  /** @cacheData { ttl: "10s", staleIfError: "1m" } */
  export async function load(id: number, _signal?: AbortSignal): Promise<number[]> { return await body(id, _signal); }

  /** @cacheData { ttl: "10s", refresh: "background", staleFor: "10s", staleIfError: "1m" } */
  export async function both(id: number): Promise<number[]> { return await body(id); }
`,
  ASYNC_FORMS,
  ["node"],
);

describe.each(ASYNC_FORMS)("%s", (_name, form) => {
  /** A function with a stale value, whose next run ends when the test says so. */
  async function setUpStale(name: "load" | "both") {
    const gate = makeGate<number[]>();
    const body = jest.fn<Promise<number[]>, [id: number, signal?: AbortSignal]>(async (id) => [id]);
    const { call, fns } = abortable.load(form, { body });
    const handle = cacheOf(fns[name]);
    handle.configure({ onError: () => undefined });
    await call[name](1);
    clock.advance(10_000);
    body.mockReturnValue(gate.passed);
    return { body, call, gate, handle };
  }

  test("everyone who waits has the stale value", async () => {
    const { call, gate } = await setUpStale("load");
    const calls = [call.load(1), call.load(1)];
    gate.fail(new Error("down"));
    expect(await standing(calls)).toEqual([[1], [1]]);
  });

  // A stale value stands in for the error of an owner who aborts, though only if nobody waits beside them.
  test("a caller who aborts has the reason, not a stale value, also if nobody waits beside them", async () => {
    const { call, gate } = await setUpStale("load");
    const { signal } = ((controller) => {
      controller.abort("enough");
      return controller;
    })(new AbortController());
    const owner = call.load(1, signal);
    gate.fail(signal.reason);
    expect(await standing([owner])).toEqual(["enough"]);
  });

  // Stale values stand in for the errors of flights for misses only, so a call fails that would have had one alone.
  test("who waits for a refresh by hand that fails has the stale value; who asked for it has the error", async () => {
    const { call, gate, handle } = await setUpStale("load");
    const calls = [Promise.resolve(handle.refresh(1)), call.load(1)];
    gate.fail(new Error("down"));
    expect(await standing(calls)).toEqual([new Error("down"), [1]]);
  });

  // As above.
  test("who waits, at the hard expiry, for a refresh in the background that fails has the stale value", async () => {
    const { body, call, gate } = await setUpStale("both");
    expect(await call.both(1)).toEqual([1]);
    await settled();
    clock.advance(10_000);
    const waiter = call.both(1);
    expect(body).toHaveBeenCalledTimes(2);
    gate.fail(new Error("down"));
    expect(await standing([waiter])).toEqual([[1]]);
  });
});
