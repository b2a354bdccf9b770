import { runScript } from "./script.js";

/** What entries of each kind of key take of the heap, and what the estimate says, in bytes an entry. */
const SCRIPT = `
  import { setFlagsFromString } from "node:v8";
  import { runInNewContext } from "node:vm";
  import { define } from "tscached/internal";
  setFlagsFromString("--expose-gc");
  const gc = runInNewContext("gc");
  const used = () => { for (let turn = 0; turn < 4; turn++) gc(); return process.memoryUsage().heapUsed; };
  const run = (entry) => (entry.hit() ? entry.value() : entry.compute(() => 7));
  const kinds = {
    "a number": (root, i) => root.entry(i + 1),
    "a short text": (root, i) => root.entry("abcdefghijkl" + String(1e7 + i)),
    "a long text": (root, i) => root.entry(("x".repeat(990) + String(1e7 + i)).split("").join("")),
    "three parts, what varies last": (root, i) => root.next(true).next(i % 10).entry("key" + i),
    "three parts, what varies first": (root, i) => root.next("key" + i).next(i).entry(true),
    "an object": (root, i) => root.entry({ id: i, name: "x" + i, flag: true }),
  };
  const results = {};
  const kept = [];
  const measure = (kind, lookup) => {
    const cache = define({ id: kind, version: "v", kind: "data", name: "f", source: "f.ts:1", key: ["a", "b", "c"] });
    kept.push(cache);
    const before = used();
    for (let i = 0; i < 20_000; i++) run(lookup(cache.root, i));
    const real = used() - before;
    return cache.statistics.bytes / real;
  };
  for (const [kind, lookup] of Object.entries(kinds)) {
    // The engine drops code and the like of its own between two looks at the heap, more so on a busy machine.
    const ratios = [1, 2, 3].map((turn) => measure(kind + turn, lookup));
    results[kind] = ratios.sort((a, b) => a - b)[1];
  }
  console.log(JSON.stringify(results));
`;

test("what entries take is estimated within a half, whatever their keys", () => {
  const ratios = runScript(SCRIPT) as Record<string, number>;
  for (const [kind, ratio] of Object.entries(ratios)) {
    expect([kind, ratio > 0.6 && ratio < 1.6 ? "fits" : ratio]).toEqual([kind, "fits"]);
  }
  expect(Object.keys(ratios)).toHaveLength(6);
});
