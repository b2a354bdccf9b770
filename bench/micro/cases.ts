import * as annotated from "./annotated.js";
import * as body from "./body.js";
import * as byHand from "./by-hand.js";
import { floor, hand, KEYS, number, ours, string } from "./keys.js";
import { forObjects, forPrimitives } from "./peers.js";
import { bench, type Bench } from "./rounds.js";

export const CASES: readonly Bench[] = [
  bench({
    name: "one number",
    original: body.ofNumber,
    rows: () => KEYS.map((key): [number] => [number(key)]),
    contenders: [
      hand(byHand.number),
      floor((n: number) => n * 2 + 1),
      ours("", annotated.number),
      ours(", maxEntries", annotated.numberBounded),
      ours(", ttl", annotated.numberExpiring),
      ours(", ttl and maxEntries", annotated.numberBoundedExpiring),
      ...forPrimitives(body.ofNumber),
    ],
  }),
  bench({
    name: "one string, the same object each time",
    original: body.ofString,
    rows: () => KEYS.map((key): [string] => [string(key)]),
    contenders: [
      hand(byHand.string),
      floor((s: string) => s.length),
      ours("", annotated.string),
      ...forPrimitives(body.ofString),
    ],
  }),
  bench({
    name: "one string, equal but new each time",
    original: body.ofString,
    rows: () => KEYS.map((key): [string] => [string(key)]),
    fresh: true,
    contenders: [
      hand(byHand.freshString),
      floor((s: string) => s.length),
      ours("", annotated.freshString),
      ...forPrimitives(body.ofString),
    ],
  }),
  bench({
    name: "number, string, boolean",
    original: body.ofThree,
    rows: () =>
      KEYS.map((key): [number, string, boolean] => [number(key % 10), string(Math.floor(key / 10)), key % 2 === 0]),
    contenders: [
      hand(byHand.three),
      floor((n: number, s: string, b: boolean) => n * 2 + s.length + (b ? 1 : 0)),
      ours("", annotated.three),
      ...forPrimitives(body.ofThree),
    ],
  }),
  bench({
    name: "an object of three properties",
    original: body.ofQuery,
    rows: () =>
      KEYS.map((key): [body.Query] => [
        { id: number(key % 10), name: string(Math.floor(key / 10)), active: key % 2 === 0 },
      ]),
    contenders: [
      hand(byHand.query),
      floor((query: body.Query) => query.id * 2 + query.name.length + (query.active ? 1 : 0)),
      ours(", passed on whole", annotated.queryWhole),
      ours(", properties read", annotated.queryRead),
      ours(", destructured", annotated.queryDestructured),
      ...forObjects(body.ofQuery),
    ],
  }),
  bench({
    name: "a result of three properties",
    original: body.summaryOf,
    rows: () => KEYS.map((key): [number] => [number(key)]),
    property: "total",
    contenders: [
      { name: "hand-written Map, shared", fn: byHand.summaryShared },
      { name: "hand-written Map, spread", fn: byHand.summarySpread },
      { name: "hand-written Map, structuredClone", fn: byHand.summaryCloned },
      { name: "tscached, @cacheResource", fn: annotated.summaryResource },
      { name: "tscached, @cacheData", fn: annotated.summaryData },
    ],
  }),
];
