import fc from "fast-check";
import { cacheOf } from "../../runtime/handle.js";
import { compileAsync, compileSync, defineCache } from "./compiled.js";
import { makeGate } from "./gate.js";
import { useManualClock } from "./manual-clock.js";
import { reachable } from "./reachable.js";

const clock = useManualClock();

/** Calls a cached function, and says whether its body ran. */
function caller(facts: Parameters<typeof compileSync>[1]) {
  const runs: number[] = [];
  const { fn, cache } = compileSync((key: number) => runs.push(key), facts);
  const call = (key: number): "hit" | "miss" => {
    const before = runs.length;
    fn(key);
    return runs.length > before ? "miss" : "hit";
  };
  return { call, runs, cache, handle: cacheOf(fn) };
}

/** What a cache with a bound and a time to live should do, said in the plainest way. */
class Model {
  private readonly written = new Map<number, number>();
  evictions = 0;
  private readonly maxEntries: number;
  private readonly ttl: number;

  constructor(maxEntries: number, ttl: number) {
    this.maxEntries = maxEntries;
    this.ttl = ttl;
  }

  /** The keys that are alive, least recently used first. */
  get keys(): number[] {
    return [...this.written].filter(([, time]) => clock.now() < time + this.ttl).map(([key]) => key);
  }

  call(key: number): "hit" | "miss" {
    const alive = this.keys;
    const isHit = alive.includes(key);
    const time = isHit ? (this.written.get(key) ?? 0) : clock.now();
    for (const other of this.written.keys()) if (!alive.includes(other)) this.written.delete(other);
    this.written.delete(key);
    while (this.written.size >= this.maxEntries) {
      this.written.delete(this.keys[0] ?? NaN);
      this.evictions++;
    }
    this.written.set(key, time);
    return isHit ? "hit" : "miss";
  }

  clear(key?: number): void {
    if (key === undefined) this.written.clear();
    else this.written.delete(key);
  }
}

type Step = { readonly call: number } | { readonly wait: number } | { readonly clear: number } | "clear all";

const steps = fc.array(
  fc.oneof(
    { weight: 12, arbitrary: fc.nat({ max: 7 }).map((call): Step => ({ call })) },
    { weight: 3, arbitrary: fc.nat({ max: 60 }).map((wait): Step => ({ wait })) },
    { weight: 1, arbitrary: fc.nat({ max: 7 }).map((clear): Step => ({ clear })) },
    { weight: 1, arbitrary: fc.constant<Step>("clear all") },
  ),
  { maxLength: 60 },
);

function behavesLikeModel(maxEntries: number | undefined, ttl: number | undefined, list: readonly Step[]): void {
  const bounds = { ...(maxEntries === undefined ? {} : { maxEntries }), ...(ttl === undefined ? {} : { ttl }) };
  const { call, cache, handle } = caller(bounds);
  const model = new Model(maxEntries ?? Infinity, ttl ?? Infinity);
  for (const step of list) {
    if (step === "clear all") {
      handle.clear();
      model.clear();
    } else if ("call" in step) expect([step, call(step.call)]).toEqual([step, model.call(step.call)]);
    else if ("wait" in step) clock.advance(step.wait);
    else {
      handle.clear(step.clear);
      model.clear(step.clear);
    }
    expect(handle.stats()).toMatchObject({ entries: model.keys.length, evictions: model.evictions });
    // Looking lets go of nothing.
    cache.retention.sweep();
    expect(reachable(cache)).toEqual({ nodes: 0, entries: model.keys.length });
  }
}

describe("against a model, over sequences of calls, waits and clears", () => {
  test("without bounds, and with a time to live", () => {
    fc.assert(
      fc.property(fc.constantFrom(undefined, 1, 50, 100), steps, (ttl, list) => {
        behavesLikeModel(undefined, ttl, list);
      }),
    );
  });

  test("with a bound", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), steps, (maxEntries, list) => {
        behavesLikeModel(maxEntries, undefined, list);
      }),
    );
  });

  test("with both", () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 4 }), fc.constantFrom(1, 50, 100), steps, behavesLikeModel));
  });
});

describe("a bound", () => {
  test("of n keeps n, and not one less", () => {
    const { call } = caller({ maxEntries: 3 });
    expect([1, 2, 3, 1, 2, 3].map(call)).toEqual(["miss", "miss", "miss", "hit", "hit", "hit"]);
  });

  test("takes the entry that was read longest ago", () => {
    const { call } = caller({ maxEntries: 3 });
    [1, 2, 3, 1, 4].map(call);
    expect([3, 1, 4, 2].map(call)).toEqual(["hit", "hit", "hit", "miss"]);
    expect([1, 4, 2, 3].map(call)).toEqual(["hit", "hit", "hit", "miss"]);
  });

  test("of one keeps the last", () => {
    const { call, handle } = caller({ maxEntries: 1 });
    expect([1, 1, 2, 2].map(call)).toEqual(["miss", "hit", "miss", "hit"]);
    expect(handle.stats()).toMatchObject({ entries: 1, evictions: 1 });
  });

  test("takes expired entries first, and doesn't count them as evictions", () => {
    const { call, handle } = caller({ maxEntries: 3, ttl: 100 });
    call(1);
    clock.advance(60);
    call(2);
    call(3);
    call(1);
    clock.advance(40);
    // 1 was used last, but has expired; 2 was used first.
    call(4);
    expect([2, 3, 4].map(call)).toEqual(["hit", "hit", "hit"]);
    expect(handle.stats()).toMatchObject({ entries: 3, evictions: 0 });
  });

  test("isn't touched by writing again what is there", () => {
    const { call, handle } = caller({ maxEntries: 2, ttl: 100 });
    [1, 2].map(call);
    clock.advance(100);
    expect([1, 2, 1, 2].map(call)).toEqual(["miss", "miss", "hit", "hit"]);
    expect(handle.stats()).toMatchObject({ entries: 2, evictions: 0 });
  });

  test("isn't touched by a call in a call with the same key", () => {
    let isInner = false;
    const { fn } = compileSync(
      (key: number): number => {
        if (key !== 1 || isInner) return key;
        isInner = true;
        return fn(key);
      },
      { maxEntries: 2 },
    );
    [2, 1].map(fn);
    expect(cacheOf(fn).stats()).toMatchObject({ entries: 2, evictions: 0 });
  });

  test("counts what is kept, not what is being computed", async () => {
    const gates = [makeGate(), makeGate(), makeGate()];
    const { fn, cache } = compileAsync(
      async (key: number) => {
        await gates[key]?.passed;
      },
      { maxEntries: 1 },
    );
    const calls = [fn(0), fn(1), fn(2)];
    expect(reachable(cache).entries).toBe(3);
    expect(cacheOf(fn).stats()).toMatchObject({ entries: 0, misses: 3 });
    for (const gate of gates) gate.open();
    await Promise.all(calls);
    expect(cacheOf(fn).stats()).toMatchObject({ evictions: 2, entries: 1 });
    expect(reachable(cache).entries).toBe(1);
  });

  test("an entry that is evicted while a call in it computes again is written again", () => {
    const runs: string[] = [];
    let isInner = false;
    const { fn, cache } = compileSync(
      (key: string): string => {
        runs.push(key);
        if (key !== "outer" || isInner) return key;
        isInner = true;
        fn("outer");
        fn("other");
        return "the outer one";
      },
      { maxEntries: 1 },
    );
    expect(fn("outer")).toBe("the outer one");
    expect(runs).toEqual(["outer", "outer", "other"]);
    expect(fn("outer")).toBe("the outer one");
    expect(runs).toHaveLength(3);
    expect(reachable(cache)).toEqual({ nodes: 0, entries: 1 });
  });
});

describe("expired entries", () => {
  test("that a call in them computes again are written again", () => {
    let isInner = false;
    const { fn, cache } = compileSync(
      (key: string): string => {
        if (key !== "outer" || isInner) return key;
        isInner = true;
        fn("outer");
        clock.advance(100);
        fn("other");
        return "the outer one";
      },
      { ttl: 100 },
    );
    expect([fn("outer"), fn("outer")]).toEqual(["the outer one", "the outer one"]);
    expect(reachable(cache)).toEqual({ nodes: 0, entries: 2 });
  });

  test("don't pile up where every key is another one", () => {
    const { call, cache } = caller({ ttl: 10 });
    for (let key = 0; key < 1_000; key++) {
      call(key);
      clock.advance(1);
      expect(reachable(cache).entries).toBeLessThanOrEqual(10);
    }
  });

  test("are gone from the statistics at once", () => {
    const { call, handle } = caller({ ttl: 10 });
    [1, 2].map(call);
    clock.advance(9);
    call(3);
    expect(handle.stats().entries).toBe(3);
    clock.advance(1);
    expect(handle.stats().entries).toBe(1);
  });
});

describe("200,000 distinct keys through 1,000 entries", () => {
  /** Calls a function of two parameters with a new key each time. */
  function flood() {
    const cache = defineCache({ key: ["group", "item"], maxEntries: 1_000 });
    let most = 0;
    for (let index = 0; index < 200_000; index++) {
      const entry = cache.root.next(index % 2_003).entry(`item ${index}`);
      if (!entry.hit()) entry.compute(() => ({ index }));
      if (index % 20_000 === 0) most = Math.max(most, reachable(cache).entries);
    }
    return { cache, most };
  }

  test("leave 1,000 entries, and no more nodes than they need", () => {
    const { cache, most } = flood();
    expect(cache.statistics).toMatchObject({ entries: 1_000, evictions: 199_000, misses: 200_000, hits: 0 });
    expect(reachable(cache)).toEqual({ nodes: 1_000, entries: 1_000 });
    expect(most).toBeLessThanOrEqual(1_000);
    expect([...cache.retention.entries()]).toHaveLength(1_000);
  });
});
