import { cacheOf, configure, flush, replayable } from "../../../runtime/index.js";
import { compileAs, compileAsync, compileSync, FORMS, type Form } from "../compiled.js";
import { makeGate, settled } from "../gate.js";
import { useManualClock } from "../manual-clock.js";
import { Stage } from "../observing.js";

const clock = useManualClock();
let stage = new Stage();
beforeEach(() => {
  stage = new Stage();
});

test("everybody who waits for one computation is shown what it showed, and is given a value of their own", async () => {
  const gate = makeGate();
  const { fn } = compileAsync(async (key: string) => {
    stage.show(`${key} 1`);
    await gate.passed;
    await stage.showLater(`${key} 2`);
    return [key];
  });
  const calls = Array.from({ length: 10 }, () => stage.see(() => fn("a")));
  gate.open();
  const outcomes = await Promise.all(calls);
  for (const { value, shown } of outcomes) {
    expect(value).toEqual(["a"]);
    expect(shown).toEqual(["a 1", "a 2"]);
  }
  expect(new Set(outcomes.map(({ value }) => value)).size).toBe(10);
});

test("two callers' recordings never mix", async () => {
  const gates = new Map([1, 2].map((key) => [key, makeGate()]));
  const { fn } = compileAsync(async (key: number) => {
    stage.show(`${key} begins`);
    await gates.get(key)?.passed;
    stage.show(`${key} ends`);
    return key;
  });
  const calls = [stage.see(() => fn(1)), stage.see(() => fn(2))];
  gates.get(2)?.open();
  await settled();
  gates.get(1)?.open();
  const seen = (await Promise.all(calls)).map(({ shown }) => shown);
  expect(seen).toEqual([
    ["1 begins", "1 ends"],
    ["2 begins", "2 ends"],
  ]);
  expect((await stage.see(() => fn(1))).shown).toEqual(["1 begins", "1 ends"]);
  expect((await stage.see(() => fn(2))).shown).toEqual(["2 begins", "2 ends"]);
});

test("what a waiter is part of records what it waited for", async () => {
  const gate = makeGate();
  const inner = compileAsync(async (key: number) => {
    stage.show(`inner ${key}`);
    await gate.passed;
    return key;
  });
  const outer = compileAsync(async (key: number) => {
    const value = await inner.fn(1);
    stage.show(`outer ${key}`);
    return value;
  });
  const calls = [inner.fn(1), outer.fn(7)];
  gate.open();
  await Promise.all(calls);
  stage.take();
  await outer.fn(7);
  expect(stage.take()).toEqual(["inner 1", "outer 7"]);
});

test("who waits for a computation that fails is shown what it showed, and told the error", async () => {
  const gate = makeGate();
  const { fn } = compileAsync(async (key: number) => {
    stage.show(key);
    await gate.passed;
    throw new Error("down");
  });
  const calls = [1, 2].map(() => stage.see(() => fn(1).catch(String)));
  gate.open();
  expect(await Promise.all(calls)).toEqual([
    { value: "Error: down", shown: [1] },
    { value: "Error: down", shown: [1] },
  ]);
});

test("a waiter that computes by itself after all isn't shown what the other computation showed", async () => {
  const gate = makeGate();
  const list = [1];
  const { fn } = compileAsync(async (given: number[]) => {
    stage.show(`length ${given.length}`);
    await gate.passed;
    return given.length;
  });
  const first = stage.see(() => fn(list));
  const second = stage.see(() => fn([1]));
  await settled();
  list.push(2);
  gate.open();
  expect((await first).shown).toEqual(["length 1"]);
  expect((await second).shown).toEqual(["length 1"]);
});

describe.each(FORMS)("a stale value of a function that is %s", (form) => {
  test("is shown like a hit, and its background refresh shows nothing but is recorded", async () => {
    let version = 1;
    const { call, runs } = compileAs(
      form,
      (key) => {
        stage.show(`${String(key)} v${version}`);
        return version;
      },
      { ttl: 100, refresh: "background" },
    );
    await call(1);
    version = 2;
    clock.advance(100);
    expect(await stage.see(() => call(1))).toEqual({ value: 1, shown: ["1 v1"] });
    await flush();
    expect(runs).toHaveLength(2);
    expect(stage.take()).toEqual(["1 v1", "1 v1"]);
    expect(await stage.see(() => call(1))).toEqual({ value: 2, shown: ["1 v2"] });
  });

  test("is shown where it stands in for an error, to everybody who waits", async () => {
    let isDown = false;
    const { call } = compileAs(
      form,
      (key) => {
        if (isDown) throw new Error("down");
        stage.show(key);
        return key;
      },
      { ttl: 100, staleIfError: 1000 },
    );
    await call(1);
    isDown = true;
    clock.advance(100);
    const seen = await Promise.all([stage.see(() => call(1)), stage.see(() => call(1))]);
    expect(seen).toEqual([
      { value: 1, shown: [1] },
      { value: 1, shown: [1] },
    ]);
  });

  test("comes after what the failed computation has shown that it stands in for", async () => {
    let isDown = false;
    const { call } = compileAs(
      form,
      (key) => {
        stage.show("begun");
        if (isDown) throw new Error("down");
        stage.show("done");
        return key;
      },
      { ttl: 100, staleIfError: 1000 },
    );
    await call(1);
    isDown = true;
    clock.advance(100);
    expect(await stage.see(() => call(1))).toEqual({ value: 1, shown: ["begun", "begun", "done"] });
  });

  test("a hit inside of a background refresh isn't shown either, and is recorded", async () => {
    const inner = compileSync((key: unknown) => {
      stage.show(`inner ${String(key)}`);
      return key;
    });
    const { call } = compileAs(
      form,
      (key) => {
        inner.fn(key);
        return key;
      },
      { ttl: 100, refresh: "background" },
    );
    await call(1);
    clock.advance(100);
    await call(1);
    stage.take();
    await flush();
    expect(stage.take()).toEqual([]);
    await call(1);
    expect(stage.take()).toEqual(["inner 1"]);
  });
});

test.each<Form>(["sync", "async", "promise"])(
  "an explicit refresh is a call: what it shows is seen (%s)",
  async (form) => {
    const { call, fn } = compileAs(form, (key) => {
      stage.show(key);
    });
    await call(1);
    stage.take();
    await cacheOf(fn).refresh(1);
    expect(stage.take()).toEqual([1]);
  },
);

/** A cached resource that shows something; from `hold` on, showing it waits for the gate. */
function heldUp() {
  const gate = makeGate();
  let isHeld = false;
  const show = replayable(async () => {
    if (isHeld) await gate.passed;
  });
  const hold = (): void => {
    isHeld = true;
  };
  const released: unknown[] = [];
  const compile = (body: (key: number) => Promise<object>) => {
    const { fn, cache } = compileAsync(body, { kind: "resource" });
    cache.configure({ onRelease: (value) => released.push(value) });
    return { fn, cache };
  };
  return { show, hold, open: gate.open, released, compile };
}

test("a resource isn't released while its calls are made again for who is to get it", async () => {
  const { show, hold, open, released, compile } = heldUp();
  const { fn, cache } = compile(async (key) => {
    await show();
    return { key };
  });
  const resource = await fn(1);
  hold();
  const hit = fn(1);
  await settled();
  cache.clear();
  await settled();
  expect(released).toEqual([]);
  open();
  expect(await hit).toBe(resource);
  await flush();
  expect(released).toEqual([resource]);
});

test("nor while they are made again for who waited for it", async () => {
  const { show, hold, open, released, compile } = heldUp();
  const { fn, cache } = compile(async (key) => {
    await show();
    hold();
    return { key };
  });
  const owner = fn(1);
  const waiter = fn(1);
  const resource = await owner;
  await settled();
  cache.clear();
  await settled();
  expect(released).toEqual([]);
  open();
  expect(await waiter).toBe(resource);
  await flush();
  expect(released).toEqual([resource]);
});

afterEach(() => {
  configure({ clock });
});
