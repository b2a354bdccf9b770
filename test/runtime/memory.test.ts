import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { cacheOf } from "../../runtime/handle.js";
import { compileSync } from "./compiled.js";
import { contentsOf } from "./key/contents-of.js";
import { reachable } from "./reachable.js";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** In bytes. */
const NOISE = 4 * 2 ** 20;

/** At least ten times as many keys come. */
const BOUND = 10_000;

/** How much of the heap is in use when all garbage is gone. */
function heap(): number {
  collect();
  return process.memoryUsage().heapUsed;
}

interface Flood {
  readonly make: (index: number) => unknown;
  readonly count: number;
}

const FLOODS: Readonly<Record<string, Flood>> = {
  numbers: { make: (index) => index / 4, count: 1_000_000 },
  strings: { make: (index) => `key ${index}`, count: 1_000_000 },
  "small objects": {
    make: (index) => ({ id: index, on: index % 2 === 0, tags: ["a", `b${index % 7}`] }),
    count: 200_000,
  },
  "objects of many members": { make: (index) => Array.from({ length: 40 }, () => index), count: 40_000 },
  "long strings": { make: (index) => `${LONG}${index}`, count: 20_000 },
};
const LONG = "x".repeat(20_000);

describe.each(Object.keys(FLOODS))("distinct keys, far more than the bound: %s", (name) => {
  const { make, count } = FLOODS[name] ?? { make: String, count: 0 };
  const bound = Math.min(BOUND, count / 10);

  test("the count stays at the bound, the survivors are hit, and the heap is flat", () => {
    const { fn, cache } = compileSync(() => 1, { maxEntries: bound });
    const { stats, clear } = cacheOf(fn);
    const early = count / 5;
    const empty = heap();
    let afterEarly = 0;
    for (let index = 0; index < count; index++) {
      fn(make(index));
      if (index % 10_000 === 9_999) expect(stats().entries).toBeLessThanOrEqual(bound);
      if (index === early) afterEarly = heap() - empty;
    }
    // A node takes some 70 bytes, an entry twice that. Jest's own heap goes up and down by a few megabytes.
    const growth = heap() - empty - afterEarly;
    expect(growth).toBeLessThan(NOISE + 16 * (count - early));
    expect(stats()).toMatchObject({ misses: count, hits: 0, evictions: count - bound, entries: bound });

    for (let index = count - bound; index < count; index++) fn(make(index));
    expect(stats()).toMatchObject({ misses: count, hits: bound });
    const { nodes, entries } = reachable(cache);
    expect(entries).toBe(bound);
    expect(nodes).toBeLessThanOrEqual(10 * bound);
    expect(contentsOf(cache)).toBeLessThanOrEqual(bound);

    clear();
    expect([reachable(cache), contentsOf(cache)]).toEqual([{ nodes: 0, entries: 0 }, 0]);
  });
});

test("booleans, null and undefined have one key each, however often they are given", () => {
  const { fn, cache } = compileSync((key: unknown) => [key], { maxEntries: BOUND });
  const keys = [true, false, null, undefined];
  for (let index = 0; index < 1_000_000; index++) fn(keys[index % keys.length]);
  expect(cache.statistics).toMatchObject({ misses: 4, hits: 999_996, entries: 4 });
  expect(reachable(cache)).toEqual({ nodes: 0, entries: 4 });
});

test("clearing leaves nothing of 300,000 entries", () => {
  const { fn, cache } = compileSync(() => 1);
  for (let index = 0; index < 300_000; index++) fn(index);
  for (let index = 0; index < 1_000; index++) fn({ index, long: `${LONG}${index}` });
  const { root } = cache;
  cacheOf(fn).clear();
  expect([reachable(cache), contentsOf(cache)]).toEqual([{ nodes: 0, entries: 0 }, 0]);
  expect(cache.root).not.toBe(root);
});
