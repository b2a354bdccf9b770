import { cacheOf } from "../../runtime/handle.js";
import { useManualClock } from "../runtime/manual-clock.js";
import { FORMS, type Form } from "./form.js";
import { compile } from "./program.js";

const clock = useManualClock();

const program = compile<{ expiring(id: number): number[]; bounded(id: number): number[]; both(id: number): number[] }>(`
  declare function body(id: number): Promise<number[]>;

  /** @cacheData { ttl: "1s" } */
  export async function expiring(id: number): Promise<number[]> { return await body(id); }

  /** @cacheData { maxEntries: 2 } */
  export async function bounded(id: number): Promise<number[]> { return await body(id); }

  /** @cacheData { ttl: "1s", maxEntries: 2 } */
  export async function both(id: number): Promise<number[]> { return await body(id); }
`);

function setUp(form: Form) {
  const body = jest.fn((id: number) => [id]);
  return { body, ...program.load(form, { body }) };
}

describe.each(FORMS)("%s", (_name, form) => {
  test("expires at exactly ttl, not a millisecond before", async () => {
    const { body, call, fns } = setUp(form);
    await call.expiring(1);
    clock.advance(999);
    await call.expiring(1);
    expect(body).toHaveBeenCalledTimes(1);
    clock.advance(1);
    expect(cacheOf(fns.expiring).stats().entries).toBe(0);
    await call.expiring(1);
    expect(body).toHaveBeenCalledTimes(2);
  });

  test("a hit doesn't prolong its life", async () => {
    const { body, call } = setUp(form);
    for (let at = 0; at < 3_000; at += 250) {
      await call.expiring(1);
      clock.advance(250);
    }
    expect(body).toHaveBeenCalledTimes(3);
  });

  test("its time runs from the write, not from the start of the computation", async () => {
    const { body, call } = setUp(form);
    body.mockImplementationOnce((id) => {
      clock.advance(5_000);
      return [id];
    });
    await call.expiring(1);
    clock.advance(999);
    await call.expiring(1);
    expect(body).toHaveBeenCalledTimes(1);
    clock.advance(1);
    await call.expiring(1);
    expect(body).toHaveBeenCalledTimes(2);
  });

  test("being written again restarts it", async () => {
    const { body, call, fns } = setUp(form);
    await call.expiring(1);
    clock.advance(600);
    cacheOf(fns.expiring).clear(1);
    await call.expiring(1);
    clock.advance(600);
    await call.expiring(1);
    expect(body).toHaveBeenCalledTimes(2);
    clock.advance(400);
    await call.expiring(1);
    expect(body).toHaveBeenCalledTimes(3);
  });

  test("each entry has a time of its own", async () => {
    const { body, call } = setUp(form);
    await call.expiring(1);
    clock.advance(500);
    await call.expiring(2);
    clock.advance(500);
    await call.expiring(2);
    await call.expiring(1);
    expect(body.mock.calls).toEqual([[1], [2], [1]]);
  });

  test("the least recently used goes first, and is computed anew", async () => {
    const { body, call, fns } = setUp(form);
    for (const id of [1, 2, 3]) await call.bounded(id);
    expect(cacheOf(fns.bounded).stats()).toMatchObject({ entries: 2, evictions: 1 });
    await call.bounded(3);
    await call.bounded(2);
    expect(body).toHaveBeenCalledTimes(3);
    await call.bounded(1);
    expect(body).toHaveBeenCalledTimes(4);
  });

  test("reads refresh recency", async () => {
    const { body, call } = setUp(form);
    for (const id of [1, 2, 1, 3, 1]) await call.bounded(id);
    expect(body.mock.calls).toEqual([[1], [2], [3]]);
    await call.bounded(2);
    expect(body).toHaveBeenCalledTimes(4);
  });

  test("what has expired goes before the least recently used", async () => {
    const { body, call, fns } = setUp(form);
    await call.both(1);
    clock.advance(600);
    await call.both(2);
    await call.both(1);
    // 1 was used last, but is about to expire; 2 was used before it, and lives on.
    clock.advance(400);
    await call.both(3);
    expect(cacheOf(fns.both).stats()).toMatchObject({ entries: 2, evictions: 0 });
    await call.both(2);
    await call.both(3);
    expect(body.mock.calls).toEqual([[1], [2], [3]]);
  });

  test("writing a key again evicts nothing", async () => {
    const { body, call, fns } = setUp(form);
    await call.both(1);
    clock.advance(500);
    await call.both(2);
    clock.advance(500);
    // 1 has expired and is written again, twice, beside 2.
    await call.both(1);
    cacheOf(fns.both).clear(1);
    await call.both(1);
    await call.both(2);
    expect(cacheOf(fns.both).stats()).toMatchObject({ entries: 2, evictions: 0 });
    expect(body.mock.calls).toEqual([[1], [2], [1], [1]]);
  });

  test("has is true of what a call would find, and touches neither recency nor statistics", async () => {
    const { body, call, fns } = setUp(form);
    const handle = cacheOf(fns.both);
    expect(handle.has(1)).toBe(false);
    await call.both(1);
    await call.both(2);
    const before = handle.stats();
    expect([handle.has(1), handle.has(2), handle.has(3)]).toEqual([true, true, false]);
    expect(handle.stats()).toEqual(before);
    // 1 was used least recently, although it was looked for last.
    expect(handle.has(1)).toBe(true);
    await call.both(3);
    expect([handle.has(1), handle.has(2), handle.has(3)]).toEqual([false, true, true]);
    clock.advance(1_000);
    expect([handle.has(2), handle.has(3)]).toEqual([false, false]);
    expect(body).toHaveBeenCalledTimes(3);
  });

  test("refresh writes a key again without an eviction, and restarts its time", async () => {
    const { body, call, fns } = setUp(form);
    await call.both(1);
    await call.both(2);
    clock.advance(600);
    body.mockReturnValueOnce([7]);
    expect(await Promise.resolve(cacheOf(fns.both).refresh(1))).toEqual([7]);
    expect(cacheOf(fns.both).stats()).toMatchObject({ entries: 2, evictions: 0 });
    clock.advance(600);
    expect(await call.both(1)).toEqual([7]);
    expect(body.mock.calls).toEqual([[1], [2], [1]]);
  });
});
