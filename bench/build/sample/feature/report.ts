import { chunk, groupBy, pick, sortBy, sumBy, unique } from "../shared/collections.js";
import { padded, row } from "../shared/text.js";
import type { Customer, Order, Status } from "./model.js";
import { moneyText } from "./money.js";
import { lineAmount, orderTotal } from "./pricing.js";
import { averageLine as neighbouringAverage } from "./pricing.js"; // of a neighbour

export interface Summary {
  readonly orders: number;
  readonly customers: number;
  readonly sum: number;
  readonly average: number;
  readonly byStatus: Readonly<Partial<Record<Status, number>>>;
}

export interface Ranked<Item> {
  readonly item: Item;
  readonly value: number;
  readonly rank: number;
}

export type Period = "day" | "month" | "year";

type Cell = string | number;

const LENGTHS: Readonly<Record<Period, number>> = { day: 10, month: 7, year: 4 };

function periodOf({ placedAt }: Pick<Order, "placedAt">, period: Period): string {
  return (placedAt ?? "").slice(0, LENGTHS[period]);
}

function ranked<Item>(items: readonly Item[], valueOf: (item: Item) => number): readonly Ranked<Item>[] {
  const sorted = sortBy(items, (item) => -valueOf(item));
  return sorted.map((item, index) => ({ item, value: valueOf(item), rank: index + 1 }));
}

// cached: @cacheData { maxEntries: 20, ttl: "1d" }
export function summarize(orders: readonly Order[], period: Period, at: string): Summary {
  const within = orders.filter((order) => periodOf(order, period) === at);
  const byStatus: Partial<Record<Status, number>> = {};
  for (const [status, group] of groupBy(within, (order) => order.status)) byStatus[status] = group.length;
  const sum = sumBy(within, (order) => orderTotal(order).sum.amount);
  return {
    orders: within.length,
    customers: unique(within.map(({ customer }) => customer.id)).length,
    sum,
    average: within.length === 0 ? 0 : sum / within.length,
    byStatus,
  };
}

// cached: @cacheData
export function bestSellers(orders: readonly Order[], count = 10): readonly Ranked<string>[] {
  const lines = orders.flatMap((order) => order.lines);
  const bySku = groupBy(lines, ({ product }) => product.sku);
  const skus = [...bySku.keys()];
  return ranked(skus, (sku) => sumBy(bySku.get(sku) ?? [], lineAmount)).slice(0, count);
}

export function customersOf(orders: readonly Order[]): readonly Pick<Customer, "id" | "email">[] {
  const customers = orders.map(({ customer }) => pick(customer, ["id", "email"]));
  return sortBy(customers, ({ email }) => email);
}

export function table(header: readonly string[], body: readonly (readonly Cell[])[]): string {
  const cells = [header, ...body.map((line) => line.map(String))];
  const widths = header.map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  return cells.map((line) => row(line, widths)).join("\n");
}

export function calendar(orders: readonly Order[]): string {
  const days = [...groupBy(orders, (order) => periodOf(order, "day"))];
  const weeks = chunk(days, 7).map((week, index) => {
    const sum = sumBy(week, ([, group]) => sumBy(group, neighbouringAverage));
    return [`W${padded(index + 1, 2)}`, moneyText({ amount: Math.round(sum), currency: "EUR" })];
  });
  return table(["week", "average"], weeks);
}
