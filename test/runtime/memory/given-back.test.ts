import { result } from "./script.js";

const MB = 1024 * 1024;

/** Waits until the process's buffers take less than so many megabytes, and prints whether they came to. */
const COMES_BELOW = `
  const inUse = () => process.memoryUsage().arrayBuffers / ${MB};
  const comesBelow = async (limit) => {
    for (let turn = 0; turn < 200 && inUse() >= limit; turn++) {
      gc();
      await setTimeout(5);
    }
    return inUse() < limit;
  };`;

function passes(code: string): unknown {
  return result(`${COMES_BELOW}\n${code}`, { args: ["--expose-gc"] });
}

test("the memory of a value is given back when it is released, though the thread has read it", () => {
  const code = `
    await (async () => {
      const kept = keepMemory([large(40 << 20)]);
      await prepared();
      kept.copy();
      await prepared();
      kept.release();
    })();
    const isGone = await comesBelow(10);
    console.log(JSON.stringify([isGone, processPool().isRunning]));`;
  expect(passes(code)).toEqual([true, true]);
});

test("and when nobody has it any more", () => {
  const code = `
    await (async () => {
      const kept = keepMemory([large(40 << 20)]);
      await prepared();
      kept.copy();
      await prepared();
    })();
    const isGone = await comesBelow(10);
    console.log(JSON.stringify([isGone, processPool().reservedBytes]));`;
  expect(passes(code)).toEqual([true, 0]);
});

test("copies made ahead are given back when they are idle, the value stays", () => {
  const code = `
    const kept = keepMemory([large(40 << 20)]);
    await prepared();
    const before = process.memoryUsage().rss;
    processPool().tick();
    processPool().tick();
    while (process.memoryUsage().rss > before - ${30 * MB}) {
      gc();
      await setTimeout(5);
    }
    console.log(JSON.stringify([processPool().isRunning, new Uint8Array(kept.copy()[0])[5]]));`;
  expect(passes(code)).toEqual([false, 7]);
});

test("hits leave nothing behind", () => {
  const code = `
    const kept = keepMemory([large(16 << 20), large(16 << 20)]);
    for (let hit = 0; hit < 100; hit++) {
      kept.copy();
      if (hit % 2 === 0) await prepared();
    }
    await prepared();
    // The value, the copies made ahead, and nothing else.
    console.log(JSON.stringify([await comesBelow(80), processPool().reservedBytes / ${MB}]));`;
  expect(passes(code)).toEqual([true, 32]);
});

test("values that come and go are collected as they come, also where nothing else can run", () => {
  const code = `
    const source = large(40 << 20);
    let most = 0;
    for (let value = 0; value < 60; value++) {
      keepMemory([source]);
      most = Math.max(most, inUse());
    }
    console.log(JSON.stringify(most < 1000));`;
  // Of 2400 MB.
  expect(passes(code)).toBe(true);
});
