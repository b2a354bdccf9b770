import { runScript } from "./script.js";

const SYNC = `
  function f(n) {
    const entry = cache.root.entry(n);
    return entry.hit() ? entry.value() : entry.compute(() => n === 0 ? 0 : 1 + f(n - 1));
  }`;
const ASYNC = `
  async function f(n) {
    const entry = cache.root.entry(n);
    return entry.hit() ? entry.value() : entry.computeAsync(async () => n === 0 ? 0 : 1 + await f(n - 1), (root) => root.entry(n));
  }`;

/** Overflows the stack in a recursion at many depths of the stack, and looks at what is left behind. */
function overflow(recursion: string, look: string): unknown {
  return runScript(`
    import { define } from "tscached/internal";
    let unhandled = 0;
    process.on("unhandledRejection", () => unhandled++);
    const found = [];
    for (let padding = 0; padding < 120; padding++) {
      const cache = define({ id: "f" + padding, version: "1", kind: "data", name: "f", source: "f.ts:1", key: ["n"] });
      ${recursion}
      const deeper = (frames) => (frames === 0 ? f(1_000_000) : deeper(frames - 1));
      try {
        await deeper(padding);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
      }
      await new Promise(setImmediate);
      ${look}
    }
    console.log(JSON.stringify(found));
  `);
}

describe("an overflow of the stack, as by a recursion without end", () => {
  test("leaves no key that waits for ever", () => {
    const look = "for (const entry of cache.root.entries()) if (entry.flight !== undefined) found.push(entry.part);";
    expect(overflow(ASYNC, look)).toEqual([]);
  });

  // BUG: at the same places the body's promise, or the flight's, is left rejected with nobody to handle it, which ends the
  // process; without a cache the caller gets the RangeError and that is that. The flight's could be handled when made, not
  // so the body's: to handle it is a call as well, for which no stack is left either, and until then nobody else has it.
  test.failing("rejects only what the caller holds", () => {
    expect(overflow(ASYNC, "if (unhandled > 0) found.push(padding);")).toEqual([]);
  });

  test("leaves no value behind, and the next call does well", () => {
    const look = `
      const { entries } = cache.statistics;
      if (entries !== 0 || f(100) !== 100 || cache.statistics.entries !== 101) found.push(entries);`;
    expect(overflow(SYNC, look)).toEqual([]);
  });
});
