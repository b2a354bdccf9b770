import { invalidateTags } from "../../runtime/everything.js";
import { cacheOf } from "../../runtime/handle.js";
import { register } from "../../runtime/internal.js";
import { compileMethod, counting } from "./compiled-method.js";
import { defineCache } from "./compiled.js";

describe("clearing, where each object has a cache of its own,", () => {
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
    const { method, runs } = counting();
    const [a, b] = [{}, {}];
    for (const receiver of [a, b]) method.call(receiver, 1);
    cacheOf(method).on(a).clear(1);
    for (const receiver of [a, b]) method.call(receiver, 1);
    expect(runs()).toBe(3);
    cacheOf(method).on({}).clear(1);
    for (const receiver of [a, b]) method.call(receiver, 1);
    expect(runs()).toBe(3);
  });

  test("of one object leaves the others alone, and makes no cache", () => {
    const { method, cache, runs } = counting();
    const receivers = [{}, {}, -0, 0, undefined];
    const call = (): void => {
      for (const receiver of receivers) for (const n of [1, 2]) method.call(receiver, n);
    };
    call();
    for (const receiver of [receivers[0], -0, undefined]) cacheOf(method).on(receiver).clear();
    expect(cacheOf(method).stats().entries).toBe(4);
    call();
    expect(runs()).toBe(16);
    for (const stranger of [{}, "stranger"]) cacheOf(method).on(stranger).clear();
    expect(cacheOf(method).stats().entries).toBe(10);
    expect(cache.receivers()).toHaveLength(5);
  });

  test("of one object is for all where they share a cache", () => {
    const cache = defineCache({ key: ["n"] });
    function method(this: unknown, n: number): unknown {
      const entry = cache.root.entry(n);
      return entry.hit() ? entry.value() : entry.compute(() => n);
    }
    register(method, cache);
    method.call({}, 1);
    cacheOf(method).on({}).clear();
    expect(cache.statistics.entries).toBe(0);
  });

  test("by a tag reaches every receiver", () => {
    const { method, runs } = counting({ tags: [["n:", 0]] });
    const receivers = [{}, {}];
    const call = (): void => {
      for (const receiver of receivers) for (const n of [1, 2]) method.call(receiver, n);
    };
    call();
    invalidateTags("n:1");
    expect(cacheOf(method).entries()).toMatchObject([{ tags: ["n:2"] }, { tags: ["n:2"] }]);
    call();
    expect(runs()).toBe(6);
  });

  test("during a computation, its caller gets the value and nothing is stored", () => {
    const { method, cache } = compileMethod((n) => {
      cache.clear();
      return n;
    });
    expect(method.call({}, 1)).toBe(1);
    expect(cache.statistics.entries).toBe(0);
  });
});
