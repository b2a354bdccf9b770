import { deserialize, serialize } from "node:v8";
import { klona } from "klona";
import { klona as klonaFull } from "klona/full";
import rfdc from "rfdc";
import type { Contender } from "./case.js";
import * as copied from "./copied.js";
import { VALUES, type Row } from "./copy-values.js";
import { bench, type Bench } from "./rounds.js";

type Copy = <T>(value: T) => T;
type Cached<R> = () => R;

/** Copies of values kept beforehand; there is no lookup in their times. */
const PEERS: readonly (readonly [name: string, copy: Copy])[] = [
  ["klona", klona],
  ["klona/full", klonaFull],
  ["rfdc", rfdc()],
  ["rfdc, circles", rfdc({ circles: true })],
  ["structuredClone", (value) => structuredClone(value)],
  ["v8 serialize and deserialize", <T>(value: T) => deserialize(serialize(value)) as T],
];
/** Loses what JSON hasn't. */
const JSON_PEER = ["JSON", <T>(value: T) => JSON.parse(JSON.stringify(value)) as T] as const;

function sliced(list: readonly Row[]): Row[] {
  const copy = list.slice();
  for (let index = 0; index < copy.length; index++) {
    const one = copy[index];
    if (one === undefined) continue;
    copy[index] = { id: one.id, name: one.name, price: one.price, active: one.active, tag: one.tag };
  }
  return copy;
}

function spread(one: Row): Row {
  return { ...one };
}

export const COPY_CASES: readonly Bench[] = [
  copies("copies of an object of five fields", VALUES.row, "id", [
    { name: "hand-written", fn: () => spread(VALUES.row), uncached: true },
    { name: "tscached", fn: copied.row },
    { name: "tscached, type unknown", fn: copied.rowUnknown as Cached<Row> },
  ]),
  copies("copies of 1,000 objects of five fields", VALUES.rows, "length", [
    { name: "hand-written", fn: () => sliced(VALUES.rows), uncached: true },
    { name: "tscached", fn: copied.rows },
    { name: "tscached, type unknown", fn: copied.rowsUnknown as Cached<Row[]> },
    { name: "tscached, readonly and so shared", fn: copied.rowsReadonly as Cached<Row[]> },
    { name: "tscached, @cacheResource", fn: copied.rowsResource },
  ]),
  copies("copies of 1 MB of nested data", VALUES.orders, "length", [
    { name: "tscached", fn: copied.orders },
    { name: "tscached, type unknown", fn: copied.ordersUnknown as Cached<typeof VALUES.orders> },
  ]),
  copies(
    "copies of two Maps and a Set, each of 1,000",
    VALUES.tables,
    "size",
    [{ name: "tscached", fn: copied.tables }],
    false,
  ),
];

/** Hits of cached functions beside copies by others; the first is what the others are set against. */
function copies<R extends object>(
  name: string,
  value: R,
  property: keyof R & string,
  ours: readonly Contender<[number], R>[],
  isJson = true,
): Bench {
  const peers = (isJson ? [...PEERS, JSON_PEER] : PEERS).map(([peer, copy]) => ({
    name: peer,
    fn: () => copy(value),
    uncached: true,
  }));
  return bench<[number], R>({
    name,
    original: () => value,
    rows: () => [[1]],
    property,
    contenders: [...ours, ...peers],
  });
}
