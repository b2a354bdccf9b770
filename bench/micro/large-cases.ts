import * as annotated from "./annotated.js";
import * as body from "./body.js";
import * as byHand from "./by-hand.js";
import { floor, hand, KEYS, number, ours, string } from "./keys.js";
import { forObjects } from "./peers.js";
import { bench, type Bench } from "./rounds.js";

const LINES = Array.from({ length: 10 }, (_, index) => index);

/** Objects of several levels, large data, many entries. */
export const LARGE_CASES: readonly Bench[] = [
  bench({
    name: "three levels, with a list of ten strings",
    original: body.ofOrder,
    rows: () => KEYS.map((key): [body.Order] => [order(key)]),
    contenders: [
      ...forObjects(body.ofOrder).slice(-1),
      ours(", passed on whole", annotated.orderWhole),
      ours(", properties read", annotated.orderRead),
      ...forObjects(body.ofOrder).slice(1, -1),
    ],
  }),
  bench({
    name: "a Float64Array of 1,000,000",
    original: body.ofColumn,
    rows: () => [1, 2].map((seed): [Float64Array] => [numbers(seed)]),
    contenders: [{ name: "(no cache, reads all of it)", fn: sum, uncached: true }, ours("", annotated.column)],
  }),
  amongEntries(10, byHand.among10, annotated.among10),
  amongEntries(1_000, byHand.among1000, annotated.among1000),
  amongEntries(100_000, byHand.among100000, annotated.among100000),
  amongEntries(1_000_000, byHand.among1000000, annotated.among1000000),
];

/** Hits among so many entries, in another order than that of memory. */
function amongEntries(count: number, byHandFn: (n: number) => number, annotatedFn: (n: number) => number): Bench {
  return bench({
    name: `one number, among ${count.toLocaleString("en")} entries`,
    original: body.ofNumber,
    rows: () => Array.from({ length: count }, (_, key): [number] => [1 + ((key * 7919) % 1_000_003)]),
    contenders: [hand(byHandFn), floor((n: number) => n * 2 + 1), ours("", annotatedFn)],
  });
}

function order(key: number): body.Order {
  const lines = LINES.map((line) => string((key + 7 * line) % KEYS.length));
  return { id: number(key), customer: { name: string(key), address: { express: key % 2 === 0, lines } } };
}

function numbers(seed: number): Float64Array {
  return Float64Array.from({ length: 1_000_000 }, (_, index) => ((index * 7919 + seed) % 1_000_003) + 0.5);
}

/** What reading the bytes takes; four sums at once, since one alone waits for each addition. */
function sum(values: Float64Array): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let index = 0; index < values.length; index += 4) {
    a += values[index] ?? 0;
    b += values[index + 1] ?? 0;
    c += values[index + 2] ?? 0;
    d += values[index + 3] ?? 0;
  }
  return a + b + c + d > 0 ? body.columnValue(values) : NaN;
}
