import fc from "fast-check";
import { keepMemory, type KeptMemory } from "../../../runtime/memory/kept.js";
import { CopyPool } from "../../../runtime/memory/pool.js";
import { endThread, isSame, LARGE, largeBuffer, settled, smallPool } from "./large.js";

const ROOM = 12;
let pool: CopyPool;

beforeEach(() => {
  pool = smallPool(ROOM);
});

afterEach(() => {
  pool.limit = 0;
});

test("copies are those of the sources, in their order", async () => {
  const sources = [largeBuffer(1), new ArrayBuffer(0), largeBuffer(2, 12), new Uint8Array([1, 2, 3]).buffer];
  const kept = keepMemory(sources, pool);
  for (let round = 0; round < 3; round++) {
    const copies = kept.copy();
    expect(copies.map((copy, index) => isSame(copy, sources[index]))).toEqual([true, true, true, true]);
    expect(copies.every((copy) => Object.getPrototypeOf(copy) === ArrayBuffer.prototype)).toBe(true);
    await settled(pool);
  }
  expect(kept.masters.map(({ byteLength }) => byteLength)).toEqual([LARGE, 0, LARGE + 12, 3]);
});

test("copies of several pieces are whole", async () => {
  // The thread looks up from its work every 4 MiB.
  const source = largeBuffer(1, 9 * 1024 * 1024 + 4);
  pool = new CopyPool({ limit: source.byteLength });
  const kept = keepMemory([source], pool);
  await settled(pool);
  expect(isSame(kept.copy()[0], source)).toBe(true);
  expect(pool.counts).toEqual({ taken: 1, made: 0 });
});

test("of a view, only what it shows is kept", () => {
  const bytes = Uint8Array.from({ length: 100 }, (_, index) => index);
  const copies = keepMemory([bytes.subarray(10, 20), new Uint16Array(bytes.buffer, 4, 3)], pool).copy();
  expect(copies.map((copy) => [...new Uint8Array(copy)])).toEqual([
    [10, 11, 12, 13, 14, 15, 16, 17, 18, 19],
    [4, 5, 6, 7, 8, 9],
  ]);
});

test("a copy can be given away, like any buffer", async () => {
  const kept = keepMemory([largeBuffer(1)], pool);
  await settled(pool);
  const copies = kept.copy();
  expect(pool.counts.taken).toBe(1);
  const moved = structuredClone(copies, { transfer: copies });
  expect([copies[0]?.byteLength, moved[0]?.byteLength]).toEqual([0, LARGE]);
  expect(isSame(kept.copy()[0], largeBuffer(1))).toBe(true);
});

type Step = "copy" | "copy and wait" | "wait" | "spoil" | "tick" | "release" | "narrow" | "widen" | "lose the thread";

/** Whatever happens, in whatever order, no copy is wrong, and none is anybody else's. */
test("no order of calls, limits and losses makes a wrong copy", async () => {
  const steps: fc.Arbitrary<Step> = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom<Step>("copy", "copy and wait", "wait", "spoil") },
    { weight: 1, arbitrary: fc.constantFrom<Step>("tick", "release", "narrow", "widen", "lose the thread") },
  );
  const plan = fc.array(fc.tuple(steps, fc.nat(2)), { minLength: 5, maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(plan, async (calls) => {
      pool.limit = 0;
      pool = smallPool(ROOM);
      const originals = [[1], [2, 3], [4, 5, 6]].map((seeds) => seeds.map((seed) => largeBuffer(seed)));
      const sources = originals.map((buffers) => buffers.map((buffer) => buffer.slice(0)));
      const kept = sources.map((buffers) => keepMemory(buffers, pool));
      for (const buffer of sources.flat()) new Uint8Array(buffer).fill(255);
      const handedOut = new Set<ArrayBuffer>();
      for (const [step, which] of calls) {
        const copies = await take(step, kept[which]);
        for (const [index, copy] of copies.entries()) {
          expect(isSame(copy, originals[which]?.[index])).toBe(true);
          expect(handedOut.has(copy)).toBe(false);
          handedOut.add(copy);
          if (step === "spoil") new Uint8Array(copy).fill(which);
        }
        expect(pool.reservedBytes).toBeLessThanOrEqual(pool.limit);
      }
    }),
    { numRuns: process.env["TSCACHED_NIGHTLY"] === undefined ? 30 : 2_000 },
  );
});

async function take(step: Step, kept: KeptMemory | undefined): Promise<ArrayBuffer[]> {
  if (kept === undefined) throw new Error("No such value");
  switch (step) {
    case "copy":
    case "spoil":
      return kept.copy();
    case "copy and wait": {
      const copies = kept.copy();
      await settled(pool);
      return copies;
    }
    case "wait":
      await settled(pool);
      return [];
    case "tick":
      pool.tick();
      return [];
    case "release":
      kept.release();
      return [];
    case "narrow":
      pool.limit = 2 * LARGE;
      return [];
    case "widen":
      pool.limit = ROOM * LARGE;
      return [];
    case "lose the thread":
      await endThread(pool);
      return [];
  }
}
