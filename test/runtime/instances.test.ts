import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { ReceiverNeededError } from "../../runtime/errors.js";
import { cacheOf } from "../../runtime/handle.js";
import { Instances } from "../../runtime/instances.js";
import { register } from "../../runtime/internal.js";
import { configure } from "../../runtime/settings.js";
import { compileMethod, counting } from "./compiled-method.js";
import { defineCache } from "./compiled.js";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

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

describe("calls that are only described", () => {
  test("are looked up on the object that is named", () => {
    const { method, runs } = counting();
    const [a, b] = [{}, {}];
    const long = cacheOf(method).on(a);
    expect([long.has(1), cacheOf(method).on(b).has(1), long.has(2)]).toEqual([false, false, false]);
    method.call(a, 1);
    expect([long.has(1), cacheOf(method).on(b).has(1), long.has(2)]).toEqual([true, false, false]);
    expect(runs()).toBe(1);
    expect(long.refresh(1)).toBe(2);
    expect(long.refresh(2)).toBe(3);
    expect([method.call(a, 1), method.call(a, 2), method.call(b, 1)]).toEqual([2, 3, 4]);
  });

  test("need the object", () => {
    const { method, cache } = counting();
    method.call({}, 1);
    expect(() => cacheOf(method).has(1)).toThrow(ReceiverNeededError);
    expect(() => cacheOf(method).refresh(1)).toThrow(ReceiverNeededError);
    expect(cache.statistics).toMatchObject({ entries: 1, misses: 1 });
    // Nothing is left of that.
    expect(cacheOf(method).on(undefined).has(1)).toBe(false);
    expect(method.call(undefined, 1)).toBe(2);
    expect(cacheOf(method).on(undefined).has(1)).toBe(true);
  });

  test("of an arrow function are on the object that it knows", () => {
    const cache = defineCache({ this: "instance", key: ["n"] });
    let runs = 0;
    class Service {
      arrow = register((n: number): unknown => {
        const entry = cache.of(this).root.entry(n);
        return entry.hit() ? entry.value() : entry.compute(() => ++runs);
      }, cache);
    }
    const [a, b] = [new Service(), new Service()];
    for (const { arrow } of [a, b]) arrow(1);
    expect([cacheOf(a.arrow).has(1), cacheOf(a.arrow).has(2)]).toEqual([true, false]);
    cacheOf(a.arrow).clear(1);
    expect([cacheOf(a.arrow).has(1), cacheOf(b.arrow).has(1)]).toEqual([false, true]);
    expect(cacheOf(a.arrow).refresh(1)).toBe(3);
    expect([a.arrow(1), b.arrow(1), runs]).toEqual([3, 2, 3]);
  });

  test("of an async method are, too", async () => {
    const cache = defineCache({ this: "instance", key: ["text"] });
    async function method(this: { host: string }, text = this.host): Promise<unknown> {
      const entry = cache.of(this).root.entry(text);
      return await (entry.hit() ? entry.value() : entry.computeAsync(async () => await Promise.resolve(text)));
    }
    register(method, cache);
    const [a, b] = [{ host: "a".repeat(1000) }, { host: "b" }];
    for (const receiver of [a, b]) await method.call(receiver);
    const handle = cacheOf(method);
    // A long text is found by its hash, among those of one object's cache.
    expect([handle.on(a).has(), handle.on(b).has(), handle.on(b).has(a.host)]).toEqual([true, true, false]);
    expect(() => handle.has("b")).toThrow(ReceiverNeededError);
    await expect(handle.on(b).refresh("c")).resolves.toBe("c");
    expect(handle.stats()).toMatchObject({ entries: 3, misses: 2 });
  });

  test("read defaults from the object", () => {
    const cache = defineCache({ key: ["n"] });
    let runs = 0;
    function method(this: { base: number }, n = this.base): unknown {
      const entry = cache.root.entry(n);
      return entry.hit() ? entry.value() : entry.compute(() => ++runs);
    }
    register(method, cache);
    method.call({ base: 5 });
    const handle = cacheOf(method);
    handle.on({ base: 6 }).clear(undefined);
    method.call({ base: 5 });
    expect(runs).toBe(1);
    handle.on({ base: 5 }).clear(undefined);
    method.call({ base: 5 });
    expect(runs).toBe(2);
  });

  test("whose key has the object in it need the object, unless it is known", () => {
    const cache = defineCache({ key: ["n", "this"] });
    const receiver = { id: 1 };
    function method(this: unknown, n: number): unknown {
      const entry = cache.root.next(n).entry(this);
      return entry.hit() ? entry.value() : entry.compute(() => [this, n].length);
    }
    register(method, cache);
    const arrow = register((n: number): unknown => method.call(receiver, n), cache);
    method.call(receiver, 1);
    expect(() => {
      cacheOf(method).clear(1);
    }).toThrow(ReceiverNeededError);
    expect(() => cacheOf(method).has(1)).toThrow(ReceiverNeededError);
    expect([cacheOf(method).on({ id: 1 }).has(1), cacheOf(method).on({ id: 2 }).has(1)]).toEqual([true, false]);
    expect([cacheOf(arrow).has(1), cacheOf(arrow).has(2)]).toEqual([true, false]);
    cacheOf(method).on({ id: 1 }).clear(1);
    expect(cache.statistics.entries).toBe(0);
    expect(cacheOf(method).on(undefined).has(1)).toBe(false);
  });
});

describe("hooks", () => {
  test("are those of all receivers, also of later ones", () => {
    const shared = { name: "shared" };
    const { method, cache } = compileMethod((n) => (n === 0 ? shared : { n }), { kind: "resource", maxEntries: 1 });
    const released: unknown[] = [];
    const [a, b] = [{}, {}];
    method.call(a, 0);
    cacheOf(method).configure({ onRelease: (value, cause) => released.push([value, cause]) });
    method.call(b, 0);
    method.call(a, 1);
    // Another object's cache still holds it.
    expect(released).toEqual([]);
    method.call(b, 2);
    expect(released).toEqual([[shared, "eviction"]]);
    cache.clear();
    expect(released).toEqual([
      [shared, "eviction"],
      [{ n: 1 }, "clear"],
      [{ n: 2 }, "clear"],
    ]);
  });

  test("validate what later receivers have", () => {
    const { method, runs } = counting({ kind: "resource" });
    cacheOf(method).configure({ validate: () => false });
    const later = {};
    for (let call = 0; call < 3; call++) method.call(later, 1);
    expect(runs()).toBe(3);
  });

  test("and the process' defaults bind them all", () => {
    const { method, cache } = counting();
    const receivers = [{}, {}];
    for (const receiver of receivers) for (const n of [1, 2, 3]) method.call(receiver, n);
    configure({ defaults: { maxEntries: 2 } });
    try {
      expect(cache.statistics).toMatchObject({ entries: 4, evictions: 2 });
    } finally {
      configure({ defaults: {} });
    }
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
    // Their hits still count.
    for (let value = 0; value < 1000; value++) method.call(`next ${value}`, 1);
    expect(cache.statistics).toMatchObject({ entries: 1000, misses: 2002, hits: 2 });
  });
});
