import type { Entity } from "../shared/store.js";

export const STATUSES = ["draft", "placed", "packed", "shipped", "cancelled"] as const;

export type Status = (typeof STATUSES)[number];

export type Currency = "EUR" | "USD" | "GBP" | "JPY";

export interface Money {
  /** In the smallest unit of the currency. */
  readonly amount: number;
  readonly currency: Currency;
}

export interface Address {
  readonly name: string;
  readonly street: string;
  readonly postcode: string;
  readonly city: string;
  readonly country: string;
}

export interface Product {
  readonly sku: string;
  readonly title: string;
  readonly price: Money;
  readonly grams: number;
  readonly labels: readonly string[];
}

export interface Line {
  readonly product: Product;
  readonly quantity: number;
  readonly discount?: number;
}

export interface Customer {
  readonly id: string;
  readonly email: string;
  readonly level: "new" | "regular" | "gold";
  readonly addresses: Readonly<Partial<Record<"billing" | "shipping", Address>>>;
}

export interface Order extends Entity {
  readonly status: Status;
  readonly customer: Customer;
  readonly lines: readonly Line[];
  readonly placedAt: string | undefined;
  readonly notes: Readonly<Record<string, string>>;
}

const DIGITS: Readonly<Record<Currency, number>> = { EUR: 2, USD: 2, GBP: 2, JPY: 0 };

export function digitsOf(currency: Currency): number {
  return DIGITS[currency];
}

export function isStatus(text: string): text is Status {
  return STATUSES.some((status) => status === text);
}

export function isOpen({ status }: Pick<Order, "status">): boolean {
  return status !== "shipped" && status !== "cancelled";
}

export function addressOf(customer: Customer, purpose: "billing" | "shipping"): Address | undefined {
  return customer.addresses[purpose] ?? customer.addresses.billing;
}

// cached: @cacheData
export function emptyOrder(id: string, email: string): Order {
  const customer: Customer = { id: `c-${email}`, email, level: "new", addresses: {} };
  return { id, revision: 1, status: "draft", customer, lines: [], placedAt: undefined, notes: {} };
}

/** Adds to a line that is there already, or at the end. */
export function withLine(order: Order, product: Product, quantity: number): Order {
  const known = order.lines.find((line) => line.product.sku === product.sku);
  const lines =
    known === undefined
      ? [...order.lines, { product, quantity }]
      : order.lines.map((line) => (line === known ? { ...line, quantity: line.quantity + quantity } : line));
  return { ...order, lines, revision: order.revision + 1 };
}

// cached: @cacheData { maxEntries: 500 }
export function productLabels(product: Product, prefix = ""): readonly string[] {
  const own = product.labels.map((label) => prefix + label.toLowerCase());
  return [...new Set([...own, product.grams > 10_000 ? "heavy" : "light"])].sort();
}
