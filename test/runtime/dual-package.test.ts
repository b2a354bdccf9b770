import { withBoth } from "./both-builds.js";

test("import and require load two copies", () => {
  expect(withBoth("[esm.cacheOf === cjs.cacheOf, esmInternal.define === cjsInternal.define]")).toEqual([false, false]);
});

test("cacheOf of either finds and clears the functions of both", () => {
  const before = `
    for (const fn of [fromCjs, fromEsm]) for (const key of [1, 1, 2]) fn(key);
    const entries = () => [fromCjs, fromEsm].map((fn) => [esm, cjs].map(({ cacheOf }) => cacheOf(fn).stats().entries));
    const seen = [entries()];
    esm.cacheOf(fromCjs).clear(1);
    cjs.cacheOf(fromEsm).clear(2);
    seen.push(entries());
    esm.cacheOf(fromCjs).clear();
    cjs.cacheOf(fromEsm).clear();
    seen.push(entries());`;
  expect(withBoth("seen", before)).toEqual([
    [
      [2, 2],
      [2, 2],
    ],
    [
      [1, 1],
      [1, 1],
    ],
    [
      [0, 0],
      [0, 0],
    ],
  ]);
});

test.each(["esm", "cjs"])("clearAllData and clearAllResources of %s clear both", (copy) => {
  const before = `
    const resources = [compile(cjsInternal, "r1", "resource"), compile(esmInternal, "r2", "resource")];
    const all = [fromCjs, fromEsm, ...resources];
    const entries = () => all.map((fn) => esm.cacheOf(fn).stats().entries);
    for (const fn of all) fn(1);
    ${copy}.clearAllData();
    const data = entries();
    ${copy}.clearAllResources();`;
  expect(withBoth("[data, entries()]", before)).toEqual([
    [0, 0, 1, 1],
    [0, 0, 0, 0],
  ]);
});

test("stats of either list the functions of both", () => {
  const before = "fromCjs(1); fromEsm(1);";
  const ids = "[esm, cjs].map(({ stats }) => stats().map(({ id, misses }) => [id, misses]))";
  const expected = [
    ["fromCjs", 1],
    ["fromEsm", 1],
  ];
  expect(withBoth(ids, before)).toEqual([expected, expected]);
});

test("a clock set in either moves time for both", () => {
  const before = `
    let time = 0;
    cjs.configure({ clock: { now: () => time } });
    const cache = esmInternal.define({
      id: "t", version: "1", kind: "data", name: "t", source: "t.ts:1", key: [], ttl: 100 });
    const hit = () => {
      const entry = cache.root.leaf();
      if (entry.hit()) return true;
      entry.compute(() => 1);
      return false;
    };
    const seen = [hit(), hit()];
    time = 100;
    seen.push(hit());`;
  expect(withBoth("seen", before)).toEqual([false, true, false]);
});

test("errors of either are instances of the classes of both, each of its own", () => {
  const before = `
    const errors = [
      thrown(() => esm.cacheOf(() => 1)),
      thrown(() => cjs.cacheOf(() => 1)),
      thrown(() => fromEsm(() => 1)),
      thrown(() => fromCjs(() => 1)),
    ];
    const matches = (Class) => errors.map((error) => error instanceof Class);`;
  const expression = `[esm, cjs].map((copy) =>
    [copy.CacheError, copy.NotCachedError, copy.UnhashableArgumentError, Error].map(matches))`;
  const table = [
    [true, true, true, true],
    [true, true, false, false],
    [false, false, true, true],
    [true, true, true, true],
  ];
  expect(withBoth(expression, before)).toEqual([table, table]);
});

test("a circle of calls through both is found", () => {
  const before = `
    function circle(runtime, name, other) {
      const cache = runtime.define({ id: name, version: "1", kind: "data", name, source: name + ".ts:1", key: [] });
      return async function () {
        const entry = cache.root.leaf();
        return entry.hit() ? entry.value() : entry.computeAsync(async () => {
          await new Promise(setImmediate);
          return other()();
        });
      };
    }
    const left = circle(esmInternal, "left", () => right);
    const right = circle(cjsInternal, "right", () => left);
    const outcomes = await Promise.allSettled([left(), right()]);`;
  const expression = "outcomes.map(({ reason }) => reason instanceof esm.CacheRecursionError)";
  expect(withBoth(expression, before)).toEqual([true, true]);
});
