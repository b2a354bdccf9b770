import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { ReceiverNeededError } from "../../runtime/errors.js";
import { cacheOf } from "../../runtime/handle.js";
import { Instances } from "../../runtime/instances.js";
import { register, type FunctionCache } from "../../runtime/internal.js";
import { defineCache, type Facts } from "./compiled.js";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

type Method = (this: unknown, n: number) => unknown;

/** `method(n) { body }` with `{ this: "instance" }`, as the transformer writes it. */
function compileMethod(body: Method, facts: Facts = {}): { method: Method; cache: FunctionCache } {
  const cache = defineCache({ this: "instance", key: ["n"], ...facts });
  function method(this: unknown, n: number): unknown {
    const entry = cache.of(this).root.entry(n);
    return entry.hit() ? entry.value() : entry.compute(() => body.call(this, n));
  }
  return { method: register(method, cache), cache };
}

/** A method that tells its calls apart. */
function counting(facts?: Facts): { method: Method; cache: FunctionCache; runs: () => number } {
  let runs = 0;
  return { ...compileMethod(() => ++runs, facts), runs: () => runs };
}

const RECEIVERS: readonly unknown[] = [
  ...[{}, { a: 1 }, [], () => 1, URL, new Map(), Object.freeze({}), new Proxy({}, {}), Object.create(null) as object],
  ...[undefined, null, true, false, 0, -0, 1, NaN, 1n, "", "1", Symbol("a"), Symbol.for("b")],
];

describe("one cache for each receiver", () => {
  test("whatever the receiver is", () => {
    const { method, runs } = counting();
    const first = RECEIVERS.map((receiver) => method.call(receiver, 1));
    expect(new Set(first).size).toBe(RECEIVERS.length);
    expect(RECEIVERS.map((receiver) => method.call(receiver, 1))).toEqual(first);
    expect(runs()).toBe(RECEIVERS.length);
  });

  test("as a map from receiver and argument to result would have it", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(RECEIVERS.length - 1), fc.nat(3))), (calls) => {
        const { method } = counting();
        const expected = new Map<string, number>();
        for (const [index, n] of calls) {
          const key = `${index} ${n}`;
          if (!expected.has(key)) expected.set(key, expected.size + 1);
          expect(method.call(RECEIVERS[index], n)).toBe(expected.get(key));
        }
      }),
    );
  });

  test("with bounds of its own", () => {
    const { method, cache } = counting({ maxEntries: 2 });
    const [a, b] = [{}, {}];
    for (const n of [1, 2, 3]) method.call(a, n);
    method.call(b, 1);
    expect(cache.statistics).toMatchObject({ entries: 3, evictions: 1, misses: 4 });
    expect([method.call(a, 2), method.call(b, 1)]).toEqual([2, 4]);
  });
});

describe("statistics", () => {
  test("are those of all receivers together", () => {
    const { method } = counting();
    const [a, b] = [{}, {}];
    for (const receiver of [a, a, b, undefined, undefined]) method.call(receiver, 1);
    expect(cacheOf(method).stats()).toMatchObject({ hits: 2, misses: 3, entries: 3, errors: 0 });
  });

  test("keep errors and what was cleared", () => {
    const { method, cache } = compileMethod((n) => {
      if (n === 0) throw new Error("zero");
      return n;
    });
    const receiver = {};
    expect(() => method.call(receiver, 0)).toThrow("zero");
    for (const n of [1, 1, 1]) method.call(receiver, n);
    cache.clear();
    expect(cache.statistics).toMatchObject({ errors: 1, hits: 2, misses: 2, entries: 0 });
  });
});

describe("clearing", () => {
  test("reaches every receiver", () => {
    const { method, runs } = counting();
    const receivers = [{}, {}, "text", undefined];
    for (const receiver of receivers) method.call(receiver, 1);
    cacheOf(method).clear();
    for (const receiver of receivers) method.call(receiver, 1);
    expect(runs()).toBe(8);
  });

  test("of a call reaches that call on every receiver", () => {
    const { method, runs } = counting();
    const receivers = [{}, {}, 5, 6];
    for (const receiver of receivers) for (const n of [1, 2]) method.call(receiver, n);
    cacheOf(method).clear(1);
    expect(cacheOf(method).stats().entries).toBe(4);
    for (const receiver of receivers) for (const n of [1, 2]) method.call(receiver, n);
    expect(runs()).toBe(12);
  });

  test("of a call on one object leaves the others alone", () => {
    const { method, cache, runs } = counting();
    const [a, b] = [{}, {}];
    for (const receiver of [a, b]) method.call(receiver, 1);
    cache.clearCall(method, [1], { receiver: a });
    for (const receiver of [a, b]) method.call(receiver, 1);
    expect(runs()).toBe(3);
    cache.clearCall(method, [1], { receiver: {} });
    for (const receiver of [a, b]) method.call(receiver, 1);
    expect(runs()).toBe(3);
  });

  test("of a call reads defaults from the object", () => {
    const cache = defineCache({ key: ["n"] });
    let runs = 0;
    function method(this: { base: number }, n = this.base): unknown {
      const entry = cache.root.entry(n);
      return entry.hit() ? entry.value() : entry.compute(() => ++runs);
    }
    method.call({ base: 5 });
    cache.clearCall(method, [], { receiver: { base: 6 } });
    method.call({ base: 5 });
    expect(runs).toBe(1);
    cache.clearCall(method, [], { receiver: { base: 5 } });
    method.call({ base: 5 });
    expect(runs).toBe(2);
  });

  test("of a call whose key has the object in it needs the object", () => {
    const cache = defineCache({ key: ["n", "this"] });
    function method(this: unknown, n: number): unknown {
      const entry = cache.root.next(n).entry(this);
      return entry.hit() ? entry.value() : entry.compute(() => [this, n].length);
    }
    register(method, cache);
    const receiver = { id: 1 };
    method.call(receiver, 1);
    expect(() => {
      cacheOf(method).clear(1);
    }).toThrow(ReceiverNeededError);
    expect(cache.statistics.entries).toBe(1);
    cache.clearCall(method, [1], { receiver: { id: 1 } });
    expect(cache.statistics.entries).toBe(0);
  });
});

describe("what nobody holds", () => {
  test("goes with its object, also where the result refers to the object", async () => {
    const { method, cache } = compileMethod(
      function (this: unknown) {
        return { owner: this, ballast: new Array(1000).fill(0) };
      },
      { kind: "resource" },
    );
    const kept = {};
    method.call(kept, 1);
    const references = Array.from({ length: 100 }, () => {
      const receiver = {};
      method.call(receiver, 1);
      return new WeakRef(receiver);
    });
    expect(cache.statistics.entries).toBe(101);
    for (let turn = 0; turn < 20 && references.some((reference) => reference.deref() !== undefined); turn++) {
      await new Promise((resolve) => setImmediate(resolve));
      collect();
    }
    expect(references.filter((reference) => reference.deref() !== undefined)).toEqual([]);
    expect(cache.statistics.entries).toBe(1);
    expect(method.call(kept, 1)).toMatchObject({ owner: kept });
  });

  test("leaves no trace of dead objects behind", async () => {
    const instances = new Instances(() => ({ clear: () => undefined }));
    const held = Reflect.get(instances, "objects") as Set<unknown>;
    for (let count = 0; count < 1000; count++) instances.of({});
    for (let turn = 0; turn < 50 && held.size > 0; turn++) {
      await new Promise((resolve) => setImmediate(resolve));
      collect();
    }
    expect(held.size).toBe(0);
  });

  test("of primitive receivers, the least recent ones go", () => {
    const { method, cache, runs } = counting();
    for (let value = 0; value < 1000; value++) method.call(value, 1);
    method.call(0, 1);
    expect(runs()).toBe(1000);
    method.call("one more", 1);
    expect(cache.statistics).toMatchObject({ entries: 1000, misses: 1001, hits: 1 });
    method.call(0, 1);
    expect(runs()).toBe(1001);
    method.call(1, 1);
    expect(runs()).toBe(1002);
  });
});
