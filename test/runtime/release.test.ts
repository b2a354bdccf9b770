import { cacheOf } from "../../runtime/handle.js";
import { clearAllResources, invalidateTags } from "../../runtime/everything.js";
import { flush } from "../../runtime/pending.js";
import { compileAs, compileAsync, compileSync, FORMS, type Facts, type Form } from "./compiled.js";
import { makeGate, settled } from "./gate.js";
import { useManualClock } from "./manual-clock.js";
import { runScript } from "./script.js";

const clock = useManualClock();

interface Connection {
  readonly key: unknown;
  readonly number: number;
}

/** A resource function that says which of its resources were released, and why. */
function connecting(form: Form, facts: Facts = {}) {
  const released: string[] = [];
  let number = 0;
  const compiled = compileAs(form, (key): Connection => ({ key, number: ++number }), { kind: "resource", ...facts });
  const handle = cacheOf(compiled.fn as (key: unknown) => Promise<Connection>);
  handle.configure({ onRelease: (value, cause) => released.push(`${value.number} ${cause}`) });
  return { ...compiled, handle, released };
}

describe.each(FORMS)("a resource of a function that is %s is released once", (form) => {
  test("on eviction", async () => {
    const { call, released } = connecting(form, { maxEntries: 1 });
    await call("a");
    await settled();
    await call("b");
    await flush();
    expect(released).toEqual(["1 eviction"]);
  });

  test("on expiry: before the next one is made", async () => {
    const { call, released } = connecting(form, { ttl: 100 });
    await call("a");
    clock.advance(100);
    await settled();
    const next = call("a");
    expect(released).toEqual(["1 expiry"]);
    await next;
    await call("b");
    clock.advance(100);
    await settled();
    await call("c");
    await flush();
    expect(released).toEqual(["1 expiry", "2 expiry", "3 expiry"]);
  });

  test.each<[string, (handle: ReturnType<typeof connecting>["handle"]) => void]>([
    [
      "clear()",
      (handle) => {
        handle.clear();
      },
    ],
    [
      "clear(key)",
      (handle) => {
        handle.clear("a");
      },
    ],
    ["clearAllResources()", clearAllResources],
    [
      "invalidateTags()",
      () => {
        invalidateTags("user:a");
      },
    ],
  ])("on %s", async (_name, drop) => {
    const { call, released, handle } = connecting(form, { tags: [["user:", 0]] });
    await call("a");
    await settled();
    drop(handle);
    drop(handle);
    await flush();
    expect(released).toEqual(["1 clear"]);
  });

  test("when it isn't valid any more, with the value that was stored", async () => {
    const { call, released, handle } = connecting(form);
    const seen: number[] = [];
    let isValid = true;
    handle.configure({
      validate: (value) => {
        seen.push(value.number);
        return isValid;
      },
    });
    await call("a");
    await settled();
    await call("a");
    isValid = false;
    expect(await call("a")).toEqual({ key: "a", number: 2 });
    await flush();
    expect([seen, released]).toEqual([[1, 1], ["1 invalid"]]);
  });

  test("when a background refresh has replaced it", async () => {
    const { call, released } = connecting(form, { ttl: 100, refresh: "background" });
    await call("a");
    clock.advance(100);
    await call("a");
    await flush();
    expect(released).toEqual(["1 replaced"]);
  });

  test("when refresh() has replaced it", async () => {
    const { call, released, handle } = connecting(form);
    await call("a");
    await settled();
    await handle.refresh("a");
    await flush();
    expect(released).toEqual(["1 replaced"]);
  });

  test("not on inspection", async () => {
    const { call, released, handle } = connecting(form, { ttl: 100, maxEntries: 5 });
    await call("a");
    handle.has("a");
    handle.entries();
    handle.stats();
    await flush();
    expect(released).toEqual([]);
  });

  test("when the last entry that holds it goes", async () => {
    const shared = { number: 7 };
    const { call, fn } = compileAs(form, () => shared, { kind: "resource" });
    const released: unknown[] = [];
    cacheOf(fn).configure({ onRelease: (value) => released.push(value) });
    await call("a");
    await call("b");
    await settled();
    cacheOf(fn).clear("a");
    await flush();
    expect(released).toEqual([]);
    cacheOf(fn).clear("b");
    await flush();
    expect(released).toEqual([shared]);
  });

  test("not if the next value is the same object", async () => {
    const shared = { number: 7 };
    const { call, fn } = compileAs(form, () => shared, { kind: "resource", ttl: 100, refresh: "background" });
    const released: unknown[] = [];
    cacheOf(fn).configure({ onRelease: (value) => released.push(value) });
    await call("a");
    clock.advance(100);
    await call("a");
    await cacheOf(fn).refresh("a");
    await flush();
    expect(released).toEqual([]);
  });
});

test("a value isn't released before everyone who waited for it has it", async () => {
  const gate = makeGate();
  const events: string[] = [];
  const { fn } = compileAsync(
    async (key: string) => {
      await gate.passed;
      return { key };
    },
    { kind: "resource", maxEntries: 1 },
  );
  cacheOf(fn).configure({ onRelease: ({ key }) => events.push(`released ${key}`) });
  const wait = async (): Promise<void> => {
    const { key } = await fn("a");
    events.push(`got ${key}`);
  };
  const waiting = [wait(), wait(), wait()];
  const second = fn("b").then(() => events.push("got b"));
  gate.open();
  await Promise.all([...waiting, second]);
  await flush();
  expect(events.slice(0, 4).sort()).toEqual(["got a", "got a", "got a", "got b"]);
  expect(events.slice(4)).toEqual(["released a"]);
});

test("what a cleared computation gives belongs to its callers", async () => {
  const gate = makeGate();
  const released: unknown[] = [];
  const { fn } = compileAsync<number, { open: boolean }>(
    async () => {
      await gate.passed;
      return { open: true };
    },
    { kind: "resource" },
  );
  cacheOf(fn).configure({ onRelease: (value) => released.push(value) });
  const call = fn(1);
  cacheOf(fn).clear();
  gate.open();
  await call;
  await flush();
  expect(released).toEqual([]);
});

test("what a background refresh gives after a clear is released, since nobody has it", async () => {
  const released: string[] = [];
  const gates = [makeGate(), makeGate()];
  let number = 0;
  const { fn } = compileAsync<number, { number: number }>(
    async () => {
      const mine = number++;
      await gates[mine]?.passed;
      return { number: mine };
    },
    { kind: "resource", ttl: 100, refresh: "background" },
  );
  cacheOf(fn).configure({ onRelease: (value, cause) => released.push(`${value.number} ${cause}`) });
  gates[0]?.open();
  await fn(1);
  clock.advance(100);
  await fn(1);
  await settled();
  cacheOf(fn).clear();
  expect(released).toEqual(["0 clear"]);
  gates[1]?.open();
  await flush();
  expect(released).toEqual(["0 clear", "1 clear"]);
});

describe("onRelease", () => {
  test("may be async: flush waits for it", async () => {
    const gate = makeGate();
    let ended = false;
    const { fn } = compileSync<number, object>(() => ({}), { kind: "resource" });
    cacheOf(fn).configure({
      onRelease: async () => {
        await gate.passed;
        ended = true;
      },
    });
    fn(1);
    cacheOf(fn).clear();
    const flushed = flush();
    gate.open();
    await flushed;
    expect(ended).toBe(true);
  });

  test.each<[string, () => unknown]>([
    [
      "throws",
      () => {
        throw new Error("stuck");
      },
    ],
    ["rejects", () => Promise.reject(new Error("stuck"))],
  ])("that %s tells onError, and breaks nothing", async (_name, onRelease) => {
    const errors: unknown[] = [];
    const { fn } = compileSync((key: number) => ({ key }), { kind: "resource" });
    cacheOf(fn).configure({ onRelease, onError: (error) => errors.push((error as Error).message) });
    fn(1);
    fn(2);
    cacheOf(fn).clear();
    await flush();
    expect(errors).toEqual(["stuck", "stuck"]);
    expect(fn(1)).toEqual({ key: 1 });
  });

  test('"dispose" ends what can be ended, async before sync', async () => {
    const ended: string[] = [];
    const kinds = [
      { [Symbol.dispose]: () => ended.push("sync") },
      {
        [Symbol.asyncDispose]: () => Promise.resolve(ended.push("async")),
        [Symbol.dispose]: () => ended.push("wrong"),
      },
    ];
    const { fn } = compileSync((key: number) => kinds[key], { kind: "resource" });
    cacheOf(fn).configure({ onRelease: "dispose" });
    kinds.forEach((_, key) => fn(key));
    cacheOf(fn).clear();
    await flush();
    expect(ended.sort()).toEqual(["async", "sync"]);
  });

  test("may call the function: what it makes stays", () => {
    const released: number[] = [];
    const { fn } = compileSync((key: number) => ({ key }), { kind: "resource", maxEntries: 1 });
    cacheOf(fn).configure({
      onRelease: ({ key }) => {
        released.push(key);
        if (key === 1) fn(3);
      },
    });
    fn(1);
    fn(2);
    expect(cacheOf(fn).has(3)).toBe(true);
    expect(cacheOf(fn).stats().entries).toBe(1);
    expect(released).toEqual([1, 2]);
  });
});

test("everything is released when the process ends by itself, once", () => {
  const released = runScript(`
    import { cacheOf, cacheResource } from "tscached";
    const connect = cacheResource({}, (key) => ({ key }));
    const log = [];
    cacheOf(connect).configure({ onRelease: async (value, cause) => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      log.push([value.key, cause]);
    } });
    connect("a"); connect("b");
    process.on("exit", () => console.log(JSON.stringify(log)));
  `);
  expect((released as string[][]).sort()).toEqual([
    ["a", "exit"],
    ["b", "exit"],
  ]);
});
