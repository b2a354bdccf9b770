import {
  ofColumn,
  ofNumber,
  ofOrder,
  ofQuery,
  ofString,
  ofThree,
  summaryOf,
  type Order,
  type Query,
  type Summary,
} from "./body.js";

/** @cacheData */
export function number(n: number): number {
  return ofNumber(n);
}

/** @cacheData { maxEntries: 1000 } */
export function numberBounded(n: number): number {
  return ofNumber(n);
}

/** @cacheData { ttl: "1h" } */
export function numberExpiring(n: number): number {
  return ofNumber(n);
}

/** @cacheData { ttl: "1h", maxEntries: 1000 } */
export function numberBoundedExpiring(n: number): number {
  return ofNumber(n);
}

/** @cacheData */
export function string(s: string): number {
  return ofString(s);
}

/** @cacheData */
export function freshString(s: string): number {
  return ofString(s);
}

/** @cacheData */
export function three(n: number, s: string, b: boolean): number {
  return ofThree(n, s, b);
}

/** @cacheData */
export function queryWhole(query: Query): number {
  return ofQuery(query);
}

/** @cacheData */
export function queryRead(query: Query): number {
  return ofThree(query.id, query.name, query.active);
}

/** @cacheData */
export function queryDestructured({ id, name, active }: Query): number {
  return ofThree(id, name, active);
}

/** @cacheData */
export function summaryData(n: number): Summary {
  return summaryOf(n);
}

/** @cacheResource */
export function summaryResource(n: number): Summary {
  return summaryOf(n);
}

/** @cacheData */
export function orderWhole(order: Order): number {
  return ofOrder(order);
}

/** @cacheData */
export function orderRead(order: Order): number {
  const { customer } = order;
  let sum = ofThree(order.id, customer.name, customer.address.express);
  for (const line of customer.address.lines) sum += line.length;
  return sum;
}

/** @cacheData */
export function column(values: Float64Array): number {
  return ofColumn(values);
}

/** @cacheData */
export function among10(n: number): number {
  return ofNumber(n);
}

/** @cacheData */
export function among1000(n: number): number {
  return ofNumber(n);
}

/** @cacheData */
export function among100000(n: number): number {
  return ofNumber(n);
}

/** @cacheData */
export function among1000000(n: number): number {
  return ofNumber(n);
}
