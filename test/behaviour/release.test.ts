import { cacheOf, clearAllData, clearAllResources } from "../../runtime/index.js";
import * as api from "../../runtime/index.js";
import { makeGate } from "../runtime/gate.js";
import { useManualClock } from "../runtime/manual-clock.js";
import { ASYNC_RESOURCE, RESOURCE_FORMS, type Form } from "./form.js";
import { compile } from "./program.js";
import { turns } from "./turns.js";

const { flush, invalidateTags } = api;
const clock = useManualClock();

interface Connection {
  readonly id: number;
  readonly run: number;
}

const program = compile<{
  connect(id: number): Connection;
  expiring(id: number): Connection;
  bounded(id: number): Connection;
  background(id: number): Connection;
  tagged(id: number): Connection;
}>(`
  interface Connection { readonly id: number; readonly run: number }
  declare function body(id: number): Promise<Connection>;

  /** @cacheData */
  export async function connect(id: number): Promise<Connection> { return await body(id); }

  /** @cacheData { ttl: "10s" } */
  export async function expiring(id: number): Promise<Connection> { return await body(id); }

  /** @cacheData { maxEntries: 1 } */
  export async function bounded(id: number): Promise<Connection> { return await body(id); }

  /** @cacheData { ttl: "10s", refresh: "background" } */
  export async function background(id: number): Promise<Connection> { return await body(id); }

  /** @cacheData { tags: ["c:{id}"] } */
  export async function tagged(id: number): Promise<Connection> { return await body(id); }
`);

type Name = "connect" | "expiring" | "bounded" | "background" | "tagged";

/** A function whose connections are numbered, and what became of them. */
function setUp(form: Form, name: Name) {
  let runs = 0;
  const body = jest.fn((id: number): Connection | Promise<Connection> => ({ id, run: runs++ }));
  const { fns, call } = program.load(form, { body });
  const released: [run: number, cause: string][] = [];
  const handle = cacheOf(fns[name]).configure({
    onRelease: ({ run }, cause) => {
      released.push([run, cause]);
    },
  });
  return { body, call: call[name], fn: fns[name], handle, released };
}

describe.each(RESOURCE_FORMS)("%s", (_name, form) => {
  test.each<[string, Name, (fn: (id: number) => unknown) => unknown, string]>([
    [
      "clear()",
      "connect",
      (fn) => {
        cacheOf(fn).clear();
      },
      "clear",
    ],
    [
      "clear by arguments",
      "connect",
      (fn) => {
        cacheOf(fn).clear(1);
      },
      "clear",
    ],
    ["clearing all resources", "connect", clearAllResources, "clear"],
    [
      "an invalidated tag",
      "tagged",
      () => {
        invalidateTags("c:1");
      },
      "clear",
    ],
    ["an eviction", "bounded", (fn) => fn(2), "eviction"],
    [
      "its expiry, when it is asked for again",
      "expiring",
      (fn) => {
        clock.advance(10_000);
        return fn(1);
      },
      "expiry",
    ],
    [
      "its expiry, when another is stored",
      "expiring",
      (fn) => {
        clock.advance(10_000);
        return fn(2);
      },
      "expiry",
    ],
    ["a refresh by hand", "connect", (fn) => cacheOf(fn).refresh(1), "replaced"],
    [
      "a refresh in the background",
      "background",
      (fn) => {
        clock.advance(10_000);
        return fn(1);
      },
      "replaced",
    ],
    [
      "a failed validation",
      "connect",
      (fn) => {
        cacheOf(fn).configure({ validate: (connection) => (connection as Connection).run > 0 });
        return fn(1);
      },
      "invalid",
    ],
  ])("is released once, with its cause, by %s", async (_by, name, act, cause) => {
    const { call, fn, handle, released } = setUp(form, name);
    await call(1);
    await call(1);
    expect(released).toEqual([]);
    await act(fn);
    await turns();
    await flush();
    expect(released).toEqual([[0, cause]]);
    // It is gone: nothing releases it again.
    clock.advance(1);
    await call(1);
    await turns();
    handle.clear(3);
    expect(released.filter(([run]) => run === 0)).toHaveLength(1);
    handle.clear();
    await flush();
    const runs = released.map(([run]) => run);
    expect(new Set(runs).size).toBe(runs.length);
  });

  // stats() and entries() sweep, and what they sweep is released. They needn't: they can leave out what is gone.
  test("nothing is released by looking, even at what has expired", async () => {
    const { call, handle, released } = setUp(form, "expiring");
    await call(1);
    for (const later of [0, 10_000, 10_000]) {
      clock.advance(later);
      handle.has(1);
      handle.has(2);
      handle.entries();
      handle.stats();
      api.stats();
      await turns();
      expect(released).toEqual([]);
    }
    await call(1);
    await flush();
    expect(released).toEqual([[0, "expiry"]]);
  });

  test("clearing data, or what isn't there, releases nothing", async () => {
    const { call, handle, released } = setUp(form, "connect");
    await call(1);
    clearAllData();
    handle.clear(2);
    await flush();
    expect(released).toEqual([]);
  });

  test("the same object under two keys, or written twice, is released when nothing holds it any more", async () => {
    const { body, call, handle, released } = setUp(form, "connect");
    const shared = { id: 0, run: 0 };
    body.mockReturnValue(shared);
    await call(1);
    await Promise.resolve(handle.refresh(1));
    await flush();
    // The refresh put the very same object in its place.
    expect(released).toEqual([]);
    handle.clear(1);
    await flush();
    expect(released).toEqual([[0, "clear"]]);
  });

  test("an onRelease that throws or rejects is told to onError, and harms nobody", async () => {
    const { call, handle } = setUp(form, "connect");
    const onError = jest.fn();
    let failures = 0;
    const onRelease = (): Promise<void> => {
      if (++failures === 1) throw new Error("at once");
      return Promise.reject(new Error("later"));
    };
    handle.configure({ onError, onRelease });
    await call(1);
    await call(2);
    handle.clear();
    await flush();
    expect(onError.mock.calls).toEqual([[new Error("at once")], [new Error("later")]]);
    expect((await call(1)).run).toBe(2);
  });

  // The tree is replaced after its entries were released: what is stored meanwhile counts, and is never found again.
  test("a call that onRelease makes while everything is cleared leaves nothing that can't be found", async () => {
    const { call, fn, handle } = setUp(form, "connect");
    const made: unknown[] = [];
    handle.configure({ onRelease: ({ id }) => (id === 1 ? made.push(fn(99)) : undefined) });
    await call(1);
    await turns();
    handle.clear();
    await Promise.all(made);
    await turns();
    expect(made).toHaveLength(1);
    expect(handle.stats().entries).toBe(handle.has(99) ? 1 : 0);
    handle.clear();
    expect(handle.stats().entries).toBe(0);
  });

  test("flush waits for releases that take time", async () => {
    const { call, handle } = setUp(form, "connect");
    const done: number[] = [];
    handle.configure({
      onRelease: async ({ run }) => {
        await turns(3);
        done.push(run);
      },
    });
    await call(1);
    handle.clear();
    await flush();
    expect(done).toEqual([0]);
  });

  test.each(["asyncDispose", "dispose"] as const)('onRelease: "dispose" calls Symbol.%s', async (name) => {
    const { body, call, handle } = setUp(form, "connect");
    const dispose = jest.fn(function (this: unknown) {
      return this;
    });
    const connection = { id: 1, run: 0, [Symbol[name]]: dispose };
    body.mockReturnValueOnce(connection);
    handle.configure({ onRelease: "dispose" });
    await call(1);
    handle.clear();
    await flush();
    expect(dispose.mock.results).toEqual([{ type: "return", value: connection }]);
  });
});

describe("async resource", () => {
  // Only the values of computations wait for their callers; one that is handed out by an async hit is released at once.
  test("is not released before the caller of a hit has it", async () => {
    const { call, handle } = setUp(ASYNC_RESOURCE, "connect");
    const order: string[] = [];
    await call(1);
    await turns();
    handle.configure({ onRelease: () => void order.push("released") });
    const hit = call(1).then(() => order.push("caller"));
    handle.clear();
    await hit;
    await flush();
    expect(order).toEqual(["caller", "released"]);
  });

  // However many turns lie between the end of the computation and the clear, a release never comes first.
  test.each(Array.from({ length: 16 }, (_, hops) => hops))(
    "is not released while a caller still waits for it (%i turns)",
    async (hops) => {
      const { body, call, handle } = setUp(ASYNC_RESOURCE, "connect");
      const order: string[] = [];
      handle.configure({ onRelease: () => void order.push("released") });
      const gate = makeGate<Connection>();
      body.mockReturnValueOnce(gate.passed);
      const calls = [0, 1, 2].map((caller) => call(1).then(() => order.push(`caller ${caller}`)));
      const clearing = (async () => {
        await gate.passed;
        for (let hop = 0; hop < hops; hop++) await Promise.resolve();
        handle.clear();
      })();
      gate.open({ id: 1, run: 0 });
      await Promise.all([...calls, clearing]);
      await flush();
      expect(order.slice(0, 3).sort()).toEqual(["caller 0", "caller 1", "caller 2"]);
      expect(order.slice(3)).toEqual(order.length > 3 ? ["released"] : []);
    },
  );
});
