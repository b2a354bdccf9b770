import { cacheOf } from "../../runtime/handle.js";
import { flush } from "../../runtime/pending.js";
import { compileAs, compileAsync, compileSync, type Facts } from "./compiled.js";
import { useManualClock } from "./manual-clock.js";

const clock = useManualClock();

const connections = (facts?: Facts) => compileSync((key: number) => ({ key }), { kind: "resource", ...facts });

let warned: jest.SpyInstance;
beforeEach(() => {
  warned = jest.spyOn(process, "emitWarning").mockImplementation();
});
afterEach(() => {
  warned.mockRestore();
});

describe("onError", () => {
  const error = new Error("down");

  test("hears of a refresh in the background that fails, and nobody is warned", async () => {
    let isDown = false;
    const { call, fn } = compileAs(
      "async",
      () => {
        if (isDown) throw error;
        return 1;
      },
      { ttl: 100, refresh: "background" },
    );
    await call(1);
    const onError = jest.fn();
    cacheOf(fn).configure({ onError });
    isDown = true;
    clock.advance(100);
    await call(1);
    await flush();
    expect(onError.mock.calls).toEqual([[error]]);
    expect(warned).not.toHaveBeenCalled();
    expect(cacheOf(fn).stats()).toMatchObject({ errors: 1, misses: 1 });
  });

  test("hears of a call that is answered with a stale value", () => {
    let isDown = false;
    const { fn } = compileSync(
      () => {
        if (isDown) throw error;
        return 1;
      },
      { ttl: 100, staleIfError: 100 },
    );
    fn(1);
    const onError = jest.fn();
    cacheOf(fn).configure({ onError });
    isDown = true;
    clock.advance(100);
    expect(fn(1)).toBe(1);
    expect(onError.mock.calls).toEqual([[error]]);
    expect(cacheOf(fn).stats()).toMatchObject({ errors: 1, entries: 1 });
  });

  test("doesn't hear of an error that the caller gets", async () => {
    const onError = jest.fn();
    const sync = compileSync(() => {
      throw error;
    });
    const later = compileAsync(() => Promise.reject(error));
    for (const { fn } of [sync, later]) cacheOf(fn).configure({ onError });
    expect(() => sync.fn(1)).toThrow(error);
    await expect(later.fn(1)).rejects.toBe(error);
    expect(onError).not.toHaveBeenCalled();
  });

  test.each<[string, () => unknown]>([
    [
      "throws",
      () => {
        throw error;
      },
    ],
    ["rejects", () => Promise.reject(error)],
  ])("hears of an onRelease that %s", async (_name, onRelease) => {
    const { fn } = connections();
    const onError = jest.fn();
    cacheOf(fn).configure({ onRelease, onError });
    fn(1);
    cacheOf(fn).clear();
    await flush();
    expect(onError.mock.calls).toEqual([[error]]);
  });

  test("that throws itself harms nothing, and is told once as a process warning", () => {
    const { fn } = connections({ name: "open" });
    cacheOf(fn).configure({
      onRelease() {
        throw error;
      },
      onError() {
        throw new Error("onError is broken");
      },
    });
    for (const key of [1, 2]) fn(key);
    cacheOf(fn).clear();
    expect(cacheOf(fn).stats().entries).toBe(0);
    expect(warned).toHaveBeenCalledTimes(1);
    expect(warned.mock.calls[0]).toEqual([
      expect.stringMatching(/^open \(test\.ts:1\): onError itself failed\. .*onError is broken/s),
      { type: "CacheWarning", code: "TSCACHED_HIDDEN_ERROR" },
    ]);
  });

  test("that there isn't leaves a process warning, once for each function and kind", () => {
    const { fn } = connections({ name: "open" });
    cacheOf(fn).configure({
      onRelease() {
        throw error;
      },
    });
    for (const key of [1, 2]) fn(key);
    cacheOf(fn).clear();
    expect(warned).toHaveBeenCalledTimes(1);
    expect(warned).toHaveBeenCalledWith(
      expect.stringMatching(/^open \(test\.ts:1\): onRelease failed\. .*Error: down/s),
      expect.anything(),
    );
  });
});
