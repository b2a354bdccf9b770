import { UnhashableArgumentError } from "../../../runtime/errors.js";
import type { KeyNode } from "../../../runtime/key/node.js";
import type { Entry } from "../../../runtime/entry.js";
import { absent } from "../../../runtime/internal.js";
import { cacheOf } from "../../../runtime/handle.js";
import { compileAs, compileSync, defineCache, FORMS } from "../compiled.js";
import { reachable } from "../reachable.js";
import { contentsOf } from "./contents-of.js";

const NOTHING = { nodes: 0, entries: 0 };

/** An array whose element at `index` is an accessor that gives what stood there. */
function withAccessor(list: unknown[], index: number): unknown[] {
  const value = list[index];
  return Object.defineProperty(list, index, { get: () => value, enumerable: true, configurable: true });
}

const LISTS: readonly (readonly [string, () => unknown[]])[] = [
  ["few elements", () => [1, [2], "x"]],
  ["many elements", () => Array.from({ length: 100 }, (_, index) => [index])],
];

describe.each(LISTS)("an array of %s of which one is an accessor", (_name, list) => {
  const places: [string, (inner: unknown[]) => unknown][] = [
    ["by itself", (inner) => inner],
    ["inside", (inner) => ({ a: [inner], b: 1 })],
    ["in a Map", (inner) => new Map([[inner, inner]])],
    ["among many", (inner) => [...new Array<number>(40).fill(0), inner]],
  ];

  test.each(places)("%s: is refused before the body runs, and leaves nothing", async (_place, place) => {
    for (const form of FORMS) {
      const { call, runs, cache } = compileAs(form, () => 1);
      await expect(call(place(withAccessor(list(), 1)))).rejects.toThrow(UnhashableArgumentError);
      await expect(call(place(withAccessor(list(), 1)))).rejects.toThrow("[1] is a getter or setter");
      expect([runs, reachable(cache), contentsOf(cache)]).toEqual([[], NOTHING, 0]);
    }
  });

  test.each(places)("%s: changes nothing for a plain one, whose entry it may hit", async (_place, place) => {
    for (const form of FORMS) {
      const { call, runs, fn } = compileAs(form, () => ({ list: "plain" }));
      const plain = await call(place(list()));
      expect(await call(place(withAccessor(list(), 1)))).toEqual(plain);
      expect(await call(place(list()))).toEqual(plain);
      expect([runs.length, cacheOf(fn).stats().entries]).toEqual([1, 1]);
    }
  });
});

test("elements that are hidden, or getters among named properties, are refused", () => {
  const { fn, cache } = compileSync(() => 1);
  const hidden = Object.defineProperty([1], 0, { enumerable: false });
  const named = Object.defineProperty(Object.assign([1], { a: 1 }), "b", { get: () => 1, enumerable: true });
  expect(() => fn(hidden)).toThrow("key[0] is a non-enumerable property");
  expect(() => fn(named)).toThrow("key.b is a getter or setter");
  expect(reachable(cache)).toEqual(NOTHING);
});

describe("built-in objects with a prototype that isn't theirs", () => {
  const make: readonly [string, () => object][] = [
    ["a Map", () => new Map([[1, 2]])],
    ["a Set", () => new Set([1])],
    ["a Date", () => new Date(1)],
    ["a RegExp", () => Object.defineProperty(/a/, "lastIndex", { enumerable: false })],
    [
      "an Error",
      () =>
        Object.defineProperties(new Error(), { stack: { enumerable: true }, message: { value: "", enumerable: true } }),
    ],
    ["a boxed number", () => Object(1) as object],
    ["an ArrayBuffer", () => new ArrayBuffer(1)],
    ["a DataView", () => new DataView(new ArrayBuffer(1))],
    ["a Uint8Array", () => new Uint8Array()],
    ["a Promise", () => Promise.resolve(1)],
    ["a WeakMap", () => new WeakMap()],
    ["a WeakSet", () => new WeakSet()],
    [
      "a generator",
      () =>
        (function* () {
          yield 1;
        })(),
    ],
  ];

  test.each(make)("%s is refused before anything is stored", (_name, build) => {
    for (const prototype of [Object.prototype, null]) {
      for (const place of [(value: object) => value, (value: object) => [[value]]]) {
        const { fn, cache } = compileSync(() => 1);
        expect(() => fn(place(Object.setPrototypeOf(build(), prototype) as object))).toThrow(UnhashableArgumentError);
        expect(reachable(cache)).toEqual(NOTHING);
      }
    }
  });

  test.each(make)("%s in another's clothes is refused", (_name, build) => {
    for (const prototype of [Array.prototype, Map.prototype, Date.prototype, RegExp.prototype, URL.prototype]) {
      const value = build();
      if (Object.getPrototypeOf(value) === prototype) continue;
      const { fn } = compileSync(() => 1);
      expect(() => fn(Object.setPrototypeOf(value, prototype))).toThrow(UnhashableArgumentError);
    }
  });
});

describe("a getter along a path that the key is read by", () => {
  /** `function fn(req) { body }`, where the body reads only `req.params.id`. */
  function byPath(body: (id: unknown) => unknown) {
    const cache = defineCache({ key: ["req.params.id"] });
    const fn = (req: { readonly params?: { readonly id?: unknown } }): unknown => {
      const lookup = (root: KeyNode): Entry => root.entry(req.params?.id ?? absent(req, "params", "id"));
      const entry = lookup(cache.root);
      return entry.hit() ? entry.value() : entry.compute(() => body(req.params?.id), lookup);
    };
    return { fn, cache };
  }

  function counting(): { readonly id: number } {
    let count = 0;
    return {
      get id() {
        return count++;
      },
    };
  }

  test("that gives the same each time is as good as a value", () => {
    const { fn, cache } = byPath((id) => [id]);
    const params = {
      get id() {
        return "x";
      },
    };
    expect(fn({ params })).toEqual(["x"]);
    expect(fn({ params: { id: "x" } })).toEqual(["x"]);
    expect(cache.statistics).toMatchObject({ misses: 1, hits: 1 });
  });

  test("that changes is refused, and nothing is stored", () => {
    const { fn, cache } = byPath((id) => [id]);
    const attempt = (): unknown => fn({ params: counting() });
    expect(attempt).toThrow(UnhashableArgumentError);
    expect(attempt).toThrow("req.params.id changes while it is read");
    expect(reachable(cache)).toEqual(NOTHING);
  });

  test("that gives another object each time of the same content is good", () => {
    const { fn, cache } = byPath((id) => id);
    const params = {
      get id() {
        return { a: [1] };
      },
    };
    expect(fn({ params })).toEqual({ a: [1] });
    expect(fn({ params })).toEqual({ a: [1] });
    expect(cache.statistics).toMatchObject({ misses: 1, hits: 1 });
  });

  // BUG: the parts before it are nodes by then, which nothing takes away: one more for each first argument. Compiled code
  // walks the tree, and the getter throws in that code, where the runtime isn't told: the code would have to read all
  // parts before its first step.
  test.failing("that throws leaves nothing", () => {
    const cache = defineCache({ key: ["limit", "req.id"] });
    const req = {
      get id(): number {
        throw new Error("no id");
      },
    };
    const lookup = (root: KeyNode): Entry => root.next(1).entry(req.id);
    expect(() => lookup(cache.root)).toThrow("no id");
    expect(reachable(cache)).toEqual(NOTHING);
  });

  test("is blamed by the parameter that it belongs to", () => {
    const cache = defineCache({ key: ["limit", "req.id", "last"] });
    const req = counting();
    const lookup = (root: KeyNode): Entry =>
      root
        .next([1, "long".repeat(5_000)])
        .next(req.id)
        .entry("z");
    expect(() => lookup(cache.root).compute(() => 1, lookup)).toThrow("req.id changes while it is read");
    expect([reachable(cache), contentsOf(cache)]).toEqual([NOTHING, 0]);
  });
});

describe("binary data", () => {
  const shared = new SharedArrayBuffer(8);
  const resizable = (): ArrayBuffer => new (ArrayBuffer as ResizableBuffer)(8, { maxByteLength: 16 });
  const detached = (): ArrayBuffer => {
    const buffer = new ArrayBuffer(8);
    structuredClone(buffer, { transfer: [buffer] });
    return buffer;
  };
  const detachedView = (): Uint8Array => {
    const view = new Uint8Array(8);
    structuredClone(view, { transfer: [view.buffer] });
    return view;
  };
  type ResizableBuffer = new (length: number, options: { maxByteLength: number }) => ArrayBuffer;
  class Sub extends Uint8Array {}

  test.each<[string, () => unknown, string]>([
    ["a SharedArrayBuffer", () => shared, "key is an instance of SharedArrayBuffer"],
    ["a view of one", () => new Uint8Array(shared), "key is memory that other threads may change"],
    ["a Buffer of one", () => [Buffer.from(shared)], "key[0] is memory that other threads may change"],
    ["a DataView of one", () => new DataView(shared), "key is memory that other threads may change"],
    ["a resizable ArrayBuffer", resizable, "key is memory that may change its size"],
    ["a view of one", () => ({ a: new Float64Array(resizable()) }), "key.a is memory that may change its size"],
    ["a transferred ArrayBuffer", detached, "key is memory that was transferred"],
    ["a view of one", () => [detachedView()], "key[0] is memory that was transferred"],
    [
      "an ArrayBuffer with properties",
      () => Object.assign(new ArrayBuffer(1), { a: 1 }),
      "key is an ArrayBuffer with properties of its own",
    ],
    [
      "a DataView with properties",
      () => Object.assign(new DataView(new ArrayBuffer(1)), { a: 1 }),
      "key is a DataView with properties of its own",
    ],
    [
      "a typed array with a symbol",
      () => Object.assign(new Uint8Array(1), { [Symbol("s")]: 1 }),
      "key has a property named by a symbol",
    ],
    ["a subclass", () => new Sub(1), "key is an instance of Sub"],
  ])("%s is refused", (_name, make, message) => {
    const { fn, cache } = compileSync(() => 1);
    expect(() => fn(make())).toThrow(UnhashableArgumentError);
    expect(() => fn(make())).toThrow(message);
    expect(reachable(cache)).toEqual(NOTHING);
  });

  test("of no bytes is told by its kind", () => {
    const { fn, cache } = compileSync(() => 1);
    for (const value of [new ArrayBuffer(0), new Uint8Array(0), new Uint8Array(0), new Float64Array(0)]) fn(value);
    expect(cache.statistics).toMatchObject({ entries: 3, hits: 1 });
  });

  test("a typed array with a property is refused, or has a key of its own", () => {
    const { fn } = compileSync((key: Uint8Array & { unit?: string }) => key.unit ?? "none");
    expect(fn(new Uint8Array(1))).toBe("none");
    let answer = "refused";
    try {
      answer = fn(Object.assign(new Uint8Array(1), { unit: "km" }));
    } catch {
      // As good.
    }
    expect(answer).not.toBe("none");
  });

  test.each([
    ["small", 8],
    ["large", 100_000],
  ])("%s, that changes while an async function runs: the result isn't stored", async (_name, length) => {
    const warnings = jest.spyOn(process, "emitWarning").mockImplementation();
    try {
      for (const form of ["async", "promise"] as const) {
        const { cache, fn } = compileAs(form, () => 1);
        const slow = compileAs(form, () => 1, { name: "slow" });
        const data = new Uint8Array(length);
        const first = slow.call(data);
        data[length >> 1] = 1;
        expect(await first).toBe(1);
        expect([reachable(slow.cache), contentsOf(slow.cache)]).toEqual([NOTHING, 0]);
        // Untouched it is stored.
        await fn(data);
        expect([reachable(cache).entries, contentsOf(cache)]).toEqual([1, 1]);
      }
      expect(warnings).toHaveBeenCalledTimes(2);
    } finally {
      warnings.mockRestore();
    }
  });
});
