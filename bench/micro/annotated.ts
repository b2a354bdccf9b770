import { ofNumber, ofQuery, ofString, ofThree, summaryOf, type Query, type Summary } from "./body.js";

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
