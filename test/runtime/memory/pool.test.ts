import { setTimeout } from "node:timers/promises";
import { JobState } from "../../../runtime/memory/jobs.js";
import { defaultLimit } from "../../../runtime/memory/limit.js";
import { CopyPool } from "../../../runtime/memory/pool.js";
import type { Prepared } from "../../../runtime/memory/prepared.js";
import { endThread, isSame, LARGE, largeBuffer, masterOf, settled, smallPool } from "./large.js";

let pool: CopyPool;
/** What the values belong to, alive as long as the test, with their masters. */
let owned: Map<Prepared, readonly SharedArrayBuffer[]>;

beforeEach(() => {
  pool = smallPool(4);
  owned = new Map();
});

afterEach(() => {
  pool.limit = 0;
});

function add(...seeds: number[]): Prepared {
  return addMasters(...seeds.map((seed) => masterOf(largeBuffer(seed))));
}

function addMasters(...masters: SharedArrayBuffer[]): Prepared {
  const value = pool.add(masters, masters);
  owned.set(value, masters);
  return value;
}

/** How many buffers of a copy were there ahead, and how many had to be made. */
function copied(value: Prepared): { taken: number; made: number } {
  const { taken, made } = pool.counts;
  const masters = owned.get(value) ?? [];
  const copies = pool.copies(value, masters);
  expect(copies.map((copy, index) => isSame(copy, masters[index]))).toEqual(masters.map(() => true));
  return { taken: pool.counts.taken - taken, made: pool.counts.made - made };
}

describe("copies made ahead", () => {
  test("are there for the first call, and again for every later one", async () => {
    const value = add(1, 2);
    for (let call = 0; call < 3; call++) {
      await settled(pool);
      expect(copied(value)).toEqual({ taken: 2, made: 0 });
    }
  });

  test("are one of each buffer, however often it is asked for", async () => {
    const value = add(1);
    for (let call = 0; call < 5; call++) {
      copied(value);
      expect(pool.reservedBytes).toBe(LARGE);
    }
    await settled(pool);
    expect(pool.reservedBytes).toBe(LARGE);
  });

  test("are only of large buffers", async () => {
    const small = new SharedArrayBuffer(LARGE - 8);
    const value = addMasters(small, masterOf(largeBuffer(1)));
    await settled(pool);
    expect(pool.reservedBytes).toBe(LARGE);
    expect(copied(value)).toEqual({ taken: 1, made: 1 });
  });

  test("need no thread where no buffer is large", () => {
    const value = addMasters(new SharedArrayBuffer(LARGE - 8));
    copied(value);
    expect(pool.isRunning).toBe(false);
  });
});

describe("the limit", () => {
  test("leaves out what doesn't fit, buffer by buffer", async () => {
    const value = add(1, 2, 3, 4, 5, 6);
    await settled(pool);
    expect(pool.reservedBytes).toBe(4 * LARGE);
    const { taken } = copied(value);
    expect(taken).toBeGreaterThanOrEqual(4);
  });

  test("doesn't take from a value in use", async () => {
    const [first, second] = [add(1, 2, 3), add(4, 5, 6)];
    await settled(pool);
    copied(second);
    await settled(pool);
    expect(pool.reservedBytes).toBeLessThanOrEqual(4 * LARGE);
    expect(copied(first)).toEqual({ taken: 3, made: 0 });
  });

  test("takes from values out of use, the least recently used first", async () => {
    const [oldest, older] = [add(1, 2), add(3, 4)];
    await settled(pool);
    pool.tick();
    pool.counts.taken = 0;
    const newest = add(5, 6);
    await settled(pool);
    expect(pool.reservedBytes).toBe(4 * LARGE);
    expect([copied(newest), copied(older)]).toEqual([
      { taken: 2, made: 0 },
      { taken: 2, made: 0 },
    ]);
    expect(copied(oldest).taken).toBeLessThan(2);
  });

  test("takes from nobody for a buffer that is beyond it", async () => {
    const value = add(1, 2);
    await settled(pool);
    pool.tick();
    addMasters(new SharedArrayBuffer(5 * LARGE));
    expect(pool.reservedBytes).toBe(2 * LARGE);
    expect(copied(value)).toEqual({ taken: 2, made: 0 });
  });

  test("takes first from who was asked for longest ago", async () => {
    const [first, second] = [add(1, 2), add(3, 4)];
    for (const value of [second, first]) copied(value);
    await settled(pool);
    pool.tick();
    add(5, 6);
    await settled(pool);
    expect(copied(first)).toEqual({ taken: 2, made: 0 });
  });

  test("gives back at once what is beyond it, and ends the thread at 0", async () => {
    const value = add(1, 2, 3);
    await settled(pool);
    expect(pool.isRunning).toBe(true);
    pool.limit = 2 * LARGE;
    expect(pool.reservedBytes).toBeLessThanOrEqual(2 * LARGE);
    pool.limit = 0;
    expect([pool.reservedBytes, pool.isRunning]).toEqual([0, false]);
    expect(copied(value)).toEqual({ taken: 0, made: 3 });
    expect(pool.isRunning).toBe(false);
  });

  test("is an eighth of the memory by default, but no more than 1 GiB", () => {
    expect(defaultLimit()).toBeGreaterThan(0);
    expect(defaultLimit()).toBeLessThanOrEqual(1024 ** 3);
    expect(new CopyPool().limit).toBe(defaultLimit());
  });
});

describe("giving back", () => {
  test("what nobody took for two ticks, and the thread", async () => {
    add(1);
    await settled(pool);
    pool.tick();
    expect(pool.reservedBytes).toBe(LARGE);
    pool.tick();
    expect([pool.reservedBytes, pool.isRunning]).toEqual([0, false]);
  });

  test("by a timer", async () => {
    pool = new CopyPool({ limit: LARGE, largeBytes: LARGE, idleMs: 5 });
    add(1);
    expect(pool.isRunning).toBe(true);
    while (pool.isRunning) await setTimeout(1);
    expect(pool.reservedBytes).toBe(0);
  });

  test("not what is taken now and then", async () => {
    const value = add(1);
    for (let call = 0; call < 3; call++) {
      await settled(pool);
      pool.tick();
      expect(copied(value)).toEqual({ taken: 1, made: 0 });
    }
  });

  test("a value that was given up for idle has copies made ahead again once it is asked for", async () => {
    const value = add(1, 2);
    await settled(pool);
    pool.tick();
    pool.tick();
    copied(value);
    await settled(pool);
    expect(copied(value)).toEqual({ taken: 2, made: 0 });
  });

  test("what was released, whose copies can still be had", async () => {
    const [value, other] = [add(1, 2), add(3)];
    await settled(pool);
    pool.release(value);
    expect(pool.reservedBytes).toBe(LARGE);
    expect([copied(value), copied(value), copied(other)]).toEqual([
      { taken: 0, made: 2 },
      { taken: 0, made: 2 },
      { taken: 1, made: 0 },
    ]);
    await settled(pool);
    // The other's alone.
    expect(pool.reservedBytes).toBe(LARGE);
    pool.release(value);
    expect(pool.reservedBytes).toBe(LARGE);
  });

  test("everything, where there is no memory for something else, which is tried once more", async () => {
    add(1);
    await settled(pool);
    let tries = 0;
    const allocate = (): number => {
      if (++tries === 1) throw new RangeError("Array buffer allocation failed");
      return tries;
    };
    expect(pool.withRoom(allocate)).toBe(2);
    expect(pool.reservedBytes).toBe(0);
    tries = 0;
    // Nothing is left to give back.
    expect(() => pool.withRoom(allocate)).toThrow(RangeError);
    expect(tries).toBe(1);
  });
});

test("values that nobody asks for stop being copied ahead, until one is asked for", async () => {
  for (let seed = 0; seed < 4; seed++) {
    const value = add(seed);
    expect(pool.reservedBytes).toBe(LARGE);
    pool.release(value);
  }
  const [value] = [add(5), add(6)];
  expect(pool.reservedBytes).toBe(0);
  copied(value);
  await settled(pool);
  expect(copied(value)).toEqual({ taken: 1, made: 0 });
  add(7);
  expect(pool.reservedBytes).toBe(2 * LARGE);
});

test("values that were asked for once aren't counted among them", async () => {
  const values = [0, 1, 2, 3].map((seed) => add(seed));
  for (const value of values) copied(value);
  await settled(pool);
  expect(pool.reservedBytes).toBe(4 * LARGE);
  for (const value of values) pool.release(value);
  add(8);
  expect(pool.reservedBytes).toBe(LARGE);
});

describe("a thread that fails", () => {
  test("is replaced, twice", async () => {
    const value = add(1, 2);
    for (const isReplaced of [true, true, false]) {
      await settled(pool);
      await endThread(pool);
      expect([pool.isRunning, pool.reservedBytes]).toEqual([false, 0]);
      copied(value);
      expect(pool.isRunning).toBe(isReplaced);
    }
    expect(copied(value)).toEqual({ taken: 0, made: 2 });
  });

  test("and hangs isn't waited for", () => {
    const value = add(1, 2);
    const words = new Int32Array(value.jobs.control);
    words.fill(JobState.running, 0, 2);
    expect(copied(value)).toEqual({ taken: 0, made: 2 });
  });

  test("or can't be started, as in another realm, leaves copies to be made", () => {
    const { ArrayBuffer: own } = globalThis;
    globalThis.ArrayBuffer = class extends own {};
    try {
      const value = add(1);
      expect(pool.isRunning).toBe(false);
      expect(copied(value)).toEqual({ taken: 0, made: 1 });
    } finally {
      globalThis.ArrayBuffer = own;
    }
  });
});
