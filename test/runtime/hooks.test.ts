import { InvalidOptionError } from "../../runtime/errors.js";
import { cacheOf } from "../../runtime/handle.js";
import { checkHooks } from "../../runtime/hooks.js";
import { flush } from "../../runtime/pending.js";
import { compileAs, compileSync, FORMS, type Facts } from "./compiled.js";
import { useManualClock } from "./manual-clock.js";

const clock = useManualClock();

interface Connection {
  readonly id: number;
  isOpen: boolean;
}

const connections = (facts?: Facts) => {
  let made = 0;
  return compileSync((): Connection => ({ id: ++made, isOpen: true }), { kind: "resource", ...facts });
};

let warned: jest.SpyInstance;
beforeEach(() => {
  warned = jest.spyOn(process, "emitWarning").mockImplementation();
});
afterEach(() => {
  warned.mockRestore();
});

describe("a hook that is wrong is an error that names the function, and changes nothing", () => {
  test.each<[string, object, "data" | "resource", string]>([
    [
      "an unknown one",
      { onClear: () => 1 },
      "resource",
      "Option onClear is [Function: onClear]; it takes nothing: there is no such hook. There are validate, onRelease, onError",
    ],
    [
      "one of objects in general",
      { toString: () => "" },
      "resource",
      "Option toString is [Function: toString]; it takes nothing",
    ],
    [
      "a validate of true",
      { validate: true },
      "resource",
      "Option validate is true; it takes a function that says of a value",
    ],
    ["a text as validate", { validate: "dispose" }, "resource", "Option validate is 'dispose'; it takes a function"],
    [
      "an onRelease of close",
      { onRelease: "close" },
      "resource",
      `Option onRelease is 'close'; it takes a function of a value and a cause, or "dispose"`,
    ],
    ["an onError of null", { onError: null }, "data", "Option onError is null; it takes a function of an error"],
    [
      "validate for copies",
      { validate: () => true },
      "data",
      "Option validate is [Function: validate]; it takes nothing here: every caller has a copy of its own. Use @cacheResource",
    ],
    ["onRelease for copies", { onRelease: "dispose" }, "data", "Option onRelease is 'dispose'; it takes nothing here"],
  ])("%s", (_name, hooks, kind, text) => {
    const { fn, cache } = compileSync((key: number) => ({ key }), { kind, name: "open", source: "db.ts:7" });
    const onError = jest.fn();
    const set = (): unknown => cacheOf(fn).configure({ onError, ...hooks });
    expect(set).toThrow(InvalidOptionError);
    expect(set).toThrow(`open (db.ts:7): ${text}`);
    expect(cache.hooks).toEqual({});
  });

  test.each([null, undefined, 5, "dispose", () => true, [{}]])("%p in place of an object of hooks", (hooks) => {
    const { fn, cache } = compileSync((key: number) => ({ key }), { name: "open", source: "db.ts:7" });
    const set = (): unknown => cacheOf(fn).configure(hooks as never);
    expect(set).toThrow(InvalidOptionError);
    expect(set).toThrow(
      /^open \(db\.ts:7\): Option hooks is .*; it takes an object with validate, onRelease, onError\.$/,
    );
    expect(cache.hooks).toEqual({});
  });

  test("hooks that fit, or that are undefined, are taken as they are", () => {
    const all = { validate: () => true, onRelease: "dispose", onError: () => undefined } as const;
    expect(checkHooks(all, "resource", "fn")).toBe(all);
    const none = { validate: undefined, onRelease: undefined, onError: undefined };
    expect(checkHooks(none, "data", "fn")).toBe(none);
  });
});

test("configure returns the handle; hooks that aren't mentioned stay, and one that is undefined goes", () => {
  const { fn, cache } = connections();
  const handle = cacheOf(fn);
  const [validate, onError] = [() => true, () => undefined];
  expect(handle.configure({ validate })).toBe(handle);
  handle.configure({ onError });
  expect(cache.hooks).toEqual({ validate, onError });
  handle.configure({ validate: undefined });
  expect(cache.hooks).toEqual({ validate: undefined, onError });
  expect(cache.isPlain).toBe(true);
});

describe("validate", () => {
  test("is asked on every hit, also of values that were stored before it was set", () => {
    const { fn } = connections();
    const first = fn(1);
    const validate = jest.fn(({ isOpen }: Connection) => isOpen);
    cacheOf(fn).configure({ validate });
    expect(fn(1)).toBe(first);
    expect(fn(1)).toBe(first);
    expect(validate.mock.calls).toEqual([[first], [first]]);
    first.isOpen = false;
    const second = fn(1);
    expect(second).toEqual({ id: 2, isOpen: true });
    expect(fn(1)).toBe(second);
    expect(cacheOf(fn).stats()).toMatchObject({ misses: 2, hits: 3, evictions: 0, entries: 1 });
  });

  test("isn't asked on a miss, nor by has, entries and stats", () => {
    const { fn } = connections();
    const validate = jest.fn(() => true);
    const handle = cacheOf(fn).configure({ validate });
    fn(1);
    expect(handle.has(1)).toBe(true);
    handle.entries();
    handle.stats();
    expect(validate).not.toHaveBeenCalled();
  });

  test("is asked no more when it was taken away", () => {
    const { fn } = connections();
    const validate = jest.fn(() => false);
    const handle = cacheOf(fn).configure({ validate });
    fn(1);
    handle.configure({ validate: undefined });
    expect(fn(1)).toEqual({ id: 1, isOpen: true });
    expect(validate).not.toHaveBeenCalled();
  });

  test.each(FORMS)("that throws tells the caller, and the value stays (%s)", async (form) => {
    const { call, fn, runs } = compileAs(form, () => ({ id: 1 }), { kind: "resource" });
    const value = await call(1);
    cacheOf(fn).configure({
      validate() {
        throw new Error("no network");
      },
    });
    await expect(call(1)).rejects.toThrow("no network");
    cacheOf(fn).configure({ validate: () => true });
    expect(await call(1)).toBe(value);
    expect(runs).toHaveLength(1);
  });

  test.each<[string, unknown, string]>([
    ["nothing", undefined, "undefined"],
    ["a number", 1, "number"],
    ["a promise", Promise.resolve(true), "object"],
  ])("that gives %s is an error that names the function", (_name, answer, type) => {
    const { fn, cache } = connections({ name: "open" });
    const value = fn(1);
    cacheOf(fn).configure({ validate: () => answer as boolean });
    expect(() => fn(1)).toThrow(InvalidOptionError);
    expect(() => fn(1)).toThrow(`open (test.ts:1): Option validate is`);
    expect(() => fn(1)).toThrow(`a function that returns true or false, not a value of type ${type}`);
    expect([...cache.written()].map((entry) => entry.snapshot.value)).toEqual([value]);
  });

  test("that clears the cache itself has the value computed anew, whatever it says", () => {
    for (const answer of [true, false]) {
      const { fn } = connections();
      fn(1);
      cacheOf(fn).configure({
        validate: () => {
          cacheOf(fn).clear();
          return answer;
        },
      });
      expect(fn(1).id).toBe(2);
      cacheOf(fn).configure({ validate: undefined });
      const { id } = fn(1);
      expect(fn(1).id).toBe(id);
      expect(cacheOf(fn).stats().entries).toBe(1);
    }
  });

  test("is asked of a stale value too before it is served", async () => {
    const { fn } = connections({ ttl: 100, refresh: "background", staleFor: 100 });
    const first = fn(1);
    cacheOf(fn).configure({ validate: ({ isOpen }) => isOpen });
    clock.advance(100);
    first.isOpen = false;
    expect(fn(1).id).toBe(2);
    clock.advance(100);
    expect(fn(1).id).toBe(2);
    await flush();
    expect(fn(1).id).toBe(3);
  });
});

describe("onRelease", () => {
  test("gets values that were stored before it was set", () => {
    const { fn } = connections();
    const value = fn(1);
    const onRelease = jest.fn();
    cacheOf(fn).configure({ onRelease });
    cacheOf(fn).clear(1);
    cacheOf(fn).clear();
    expect(onRelease.mock.calls).toEqual([[value, "clear"]]);
  });

  test("gets a value with two entries when the second goes", () => {
    const shared: Connection = { id: 1, isOpen: true };
    const { fn } = compileSync(() => shared, { kind: "resource" });
    const onRelease = jest.fn();
    cacheOf(fn).configure({ onRelease });
    [1, 2].map(fn);
    cacheOf(fn).clear(1);
    expect(onRelease).not.toHaveBeenCalled();
    cacheOf(fn).clear(2);
    expect(onRelease.mock.calls).toEqual([[shared, "clear"]]);
  });

  test('of "dispose" prefers the async way to end', async () => {
    const disposed: string[] = [];
    const symbols = Symbol as unknown as { asyncDispose?: symbol; dispose?: symbol };
    const sync = symbols.dispose ?? Symbol.for("Symbol.dispose");
    const later = symbols.asyncDispose ?? Symbol.for("Symbol.asyncDispose");
    const values: Record<string, unknown>[] = [
      { [sync]: () => disposed.push("sync") },
      {
        [sync]: () => disposed.push("sync of both"),
        [later]: async () => Promise.resolve(disposed.push("async of both")),
      },
    ];
    const { fn } = compileSync((key: number) => values[key], { kind: "resource" });
    cacheOf(fn).configure({ onRelease: "dispose" });
    [0, 1].map(fn);
    cacheOf(fn).clear();
    await flush();
    expect(disposed.sort()).toEqual(["async of both", "sync"]);
    expect(warned).not.toHaveBeenCalled();
  });

  test.each([{}, () => 1, 5, "open"])('of "dispose" tells of a value without a way to end: %p', async (value) => {
    const { fn } = compileSync(() => value, { kind: "resource", name: "open", source: "db.ts:7" });
    const onError = jest.fn();
    cacheOf(fn).configure({ onRelease: "dispose", onError });
    fn(1);
    cacheOf(fn).clear();
    await flush();
    expect(onError.mock.calls).toEqual([[expect.any(InvalidOptionError)]]);
    expect(String(onError.mock.calls)).toContain(
      "open (db.ts:7): Option onRelease is 'dispose'; it takes a function for",
    );
  });

  test.each([null, undefined])('of "dispose" has nothing to end of %p', async (value) => {
    const { fn } = compileSync(() => value, { kind: "resource" });
    const onError = jest.fn();
    cacheOf(fn).configure({ onRelease: "dispose", onError });
    fn(1);
    cacheOf(fn).clear();
    await flush();
    expect(onError).not.toHaveBeenCalled();
  });
});
