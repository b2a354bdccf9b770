/**
 * Caches as one writes them by hand for one function. Each is written out, not made by a shared factory, because
 * closures made at one place share what the engine learns about their types; code written for one function doesn't.
 */
import { ofNumber, ofQuery, ofString, ofThree, summaryOf, type Query, type Summary } from "./body.js";

const numbers = new Map<number, number>();

export function number(n: number): number {
  let value = numbers.get(n);
  if (value === undefined) numbers.set(n, (value = ofNumber(n)));
  return value;
}

const strings = new Map<string, number>();

export function string(s: string): number {
  let value = strings.get(s);
  if (value === undefined) strings.set(s, (value = ofString(s)));
  return value;
}

const freshStrings = new Map<string, number>();

export function freshString(s: string): number {
  let value = freshStrings.get(s);
  if (value === undefined) freshStrings.set(s, (value = ofString(s)));
  return value;
}

const byBoolean = new Map<boolean, Map<number, Map<string, number>>>();

/** Looks up the part with the fewest values first, as compiled code does: it makes the fewest Maps. */
export function three(n: number, s: string, b: boolean): number {
  let byNumber = byBoolean.get(b);
  if (byNumber === undefined) byBoolean.set(b, (byNumber = new Map<number, Map<string, number>>()));
  let byString = byNumber.get(n);
  if (byString === undefined) byNumber.set(n, (byString = new Map<string, number>()));
  let value = byString.get(s);
  if (value === undefined) byString.set(s, (value = ofThree(n, s, b)));
  return value;
}

const byActive = new Map<boolean, Map<number, Map<string, number>>>();

export function query(query: Query): number {
  let byId = byActive.get(query.active);
  if (byId === undefined) byActive.set(query.active, (byId = new Map<number, Map<string, number>>()));
  let byName = byId.get(query.id);
  if (byName === undefined) byId.set(query.id, (byName = new Map<string, number>()));
  let value = byName.get(query.name);
  if (value === undefined) byName.set(query.name, (value = ofQuery(query)));
  return value;
}

const shared = new Map<number, Summary>();

export function summaryShared(n: number): Summary {
  let value = shared.get(n);
  if (value === undefined) shared.set(n, (value = summaryOf(n)));
  return value;
}

const spread = new Map<number, Summary>();

export function summarySpread(n: number): Summary {
  let value = spread.get(n);
  if (value === undefined) spread.set(n, (value = summaryOf(n)));
  return { ...value };
}

const cloned = new Map<number, Summary>();

export function summaryCloned(n: number): Summary {
  let value = cloned.get(n);
  if (value === undefined) cloned.set(n, (value = summaryOf(n)));
  return structuredClone(value);
}

const few = new Map<number, number>();

export function among10(n: number): number {
  let value = few.get(n);
  if (value === undefined) few.set(n, (value = ofNumber(n)));
  return value;
}

const some = new Map<number, number>();

export function among1000(n: number): number {
  let value = some.get(n);
  if (value === undefined) some.set(n, (value = ofNumber(n)));
  return value;
}

const many = new Map<number, number>();

export function among100000(n: number): number {
  let value = many.get(n);
  if (value === undefined) many.set(n, (value = ofNumber(n)));
  return value;
}

const most = new Map<number, number>();

export function among1000000(n: number): number {
  let value = most.get(n);
  if (value === undefined) most.set(n, (value = ofNumber(n)));
  return value;
}
