import { Prepared, type Ledger } from "../../../runtime/memory/prepared.js";

let ledger: Ledger;
let value: Prepared;

beforeEach(() => {
  ledger = { reservedBytes: 0 };
  value = new Prepared(1, [8, 16], ledger);
});

test("a copy is handed out once, and what it took is free then", () => {
  const copy = new ArrayBuffer(16);
  value.reserve(1);
  value.reserve(1);
  expect([ledger.reservedBytes, value.isHolding]).toEqual([16, true]);
  value.accept(1, copy);
  expect(value.isLacking(1)).toBe(false);
  expect([value.take(0), value.take(1), value.take(1)]).toEqual([undefined, copy, undefined]);
  expect([ledger.reservedBytes, value.isHolding, value.isLacking(1)]).toEqual([0, false, true]);
});

test("a copy that comes when there is no room for it any more is refused", () => {
  value.reserve(0);
  value.drop();
  value.accept(0, new ArrayBuffer(8));
  expect(value.take(0)).toBeUndefined();
});

test("a second copy is refused", () => {
  const [first, second] = [new ArrayBuffer(8), new ArrayBuffer(8)];
  value.reserve(0);
  value.accept(0, first);
  value.accept(0, second);
  expect(value.take(0)).toBe(first);
  expect(value.take(0)).toBeUndefined();
});

test("what is dropped frees its room, once", () => {
  value.reserve(0);
  value.reserve(1);
  value.jobs.queue(0);
  value.accept(1, new ArrayBuffer(16));
  value.drop();
  value.drop();
  expect([ledger.reservedBytes, value.isHolding]).toEqual([0, false]);
  expect([value.take(1), value.isLacking(0), value.isLacking(1)]).toEqual([undefined, true, true]);
});

test("jobs of a thread that has ended don't stay in the way", () => {
  value.reserve(0);
  value.jobs.queue(0);
  new Int32Array(value.jobs.control).fill(2, 0, 1);
  value.renew();
  expect([value.isLacking(0), ledger.reservedBytes]).toEqual([true, 0]);
});
