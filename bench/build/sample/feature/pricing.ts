import { sumBy } from "../shared/collections.js";
import { digitsOf, type Currency, type Customer, type Line, type Money, type Order } from "./model.js";
import { roundTo } from "./money.js";

interface Step {
  readonly from: number;
  readonly share: number;
}

/** What is taken off, by how much is bought. */
const STEPS: readonly Step[] = [
  { from: 500_00, share: 0.1 },
  { from: 200_00, share: 0.05 },
  { from: 100_00, share: 0.02 },
];

const LEVEL_SHARE: Readonly<Record<Customer["level"], number>> = { new: 0, regular: 0.01, gold: 0.04 };

const TAX: ReadonlyMap<string, number> = new Map([
  ["DE", 0.19],
  ["FR", 0.2],
  ["AT", 0.2],
  ["CH", 0.081],
  ["US", 0],
]);

export interface Total {
  readonly goods: Money;
  readonly discount: Money;
  readonly shipping: Money;
  readonly tax: Money;
  readonly sum: Money;
}

export function lineAmount({ product, quantity, discount = 0 }: Line): number {
  return Math.round(product.price.amount * quantity * (1 - discount));
}

function stepFor(amount: number): number {
  return STEPS.find(({ from }) => amount >= from)?.share ?? 0;
}

function discountOn(amount: number, level: Customer["level"]): number {
  const share = Math.max(stepFor(amount), LEVEL_SHARE[level]);
  return Math.round(amount * share);
}

export function taxRate(country: string): number {
  return TAX.get(country.toUpperCase()) ?? 0.2;
}

function shippingFor(lines: readonly Line[], country: string): number {
  const grams = sumBy(lines, (line) => line.product.grams * line.quantity);
  const base = country === "DE" ? 4_90 : 9_90;
  if (grams <= 2_000) return base;
  return base + Math.ceil((grams - 2_000) / 1_000) * 1_20;
}

// cached: @cacheData
export function totalOf(lines: readonly Line[], level: Customer["level"], country: string, currency: Currency): Total {
  const money = (amount: number): Money => ({ amount: roundTo(amount, digitsOf(currency) === 0 ? 100 : 1), currency });
  const goods = sumBy(lines, lineAmount);
  const discount = discountOn(goods, level);
  const shipping = goods - discount >= 80_00 ? 0 : shippingFor(lines, country);
  const tax = Math.round((goods - discount + shipping) * taxRate(country));
  return {
    goods: money(goods),
    discount: money(discount),
    shipping: money(shipping),
    tax: money(tax),
    sum: money(goods - discount + shipping + tax),
  };
}

// cached: @cacheData { maxEntries: 10_000, ttl: "1h" }
export function orderTotal(order: Order, currency: Currency = "EUR"): Total {
  const country = order.customer.addresses.shipping?.country ?? order.customer.addresses.billing?.country ?? "DE";
  return totalOf(order.lines, order.customer.level, country, currency);
}

export function averageLine(order: Order): number {
  if (order.lines.length === 0) return 0;
  return sumBy(order.lines, lineAmount) / order.lines.length;
}
