import { VALUES } from "./copy-values.js";

/** A query as the object cases pass it: by value, three properties. */
export interface Query {
  readonly id: number;
  readonly name: string;
  readonly active: boolean;
}

/** Three levels, with a list. */
export interface Order {
  readonly id: number;
  readonly customer: {
    readonly name: string;
    readonly address: { readonly express: boolean; readonly lines: readonly string[] };
  };
}

/** A result that has to be copied, if callers are to be kept from each other's changes. */
export interface Summary {
  total: number;
  label: string;
  even: boolean;
}

const runs = { count: 0 };

/** Every body that is cached calls this, so that the harness can tell hits from misses. */
function ran(): void {
  runs.count++;
}

/** How many bodies have run so far. */
export function bodyRuns(): number {
  return runs.count;
}

// What every contender caches. None may return a falsy value: nano-memoize takes that for a miss.

export function ofNumber(n: number): number {
  ran();
  return n * 2 + 1;
}

export function ofString(s: string): number {
  ran();
  return s.length;
}

export function ofThree(n: number, s: string, b: boolean): number {
  ran();
  return n * 2 + s.length + (b ? 1 : 0);
}

export function ofQuery(query: Query): number {
  ran();
  return query.id * 2 + query.name.length + (query.active ? 1 : 0);
}

export function ofOrder(order: Order): number {
  ran();
  let sum = order.id * 2 + order.customer.name.length + (order.customer.address.express ? 1 : 0);
  for (const line of order.customer.address.lines) sum += line.length;
  return sum;
}

export function ofColumn(column: Float64Array): number {
  ran();
  return columnValue(column);
}

export function columnValue(column: Float64Array): number {
  return column.length + (column[0] ?? 0);
}

export function summaryOf(n: number): Summary {
  ran();
  return { total: n * 2 + 1, label: "summary", even: n % 2 === 0 };
}

export function valueOf<K extends keyof typeof VALUES>(name: K): (typeof VALUES)[K] {
  ran();
  return VALUES[name];
}
