import { sortBy, unique } from "../shared/collections.js";
import { capitalize, escapeHtml, row, shortened } from "../shared/text.js";
import { addressOf, isOpen, type Address, type Line, type Order } from "./model.js";
import { moneyText } from "./money.js";
import { lineAmount, orderTotal, type Total } from "./pricing.js";

export interface FormatOptions {
  readonly locale: "en" | "de";
  readonly width: number;
  readonly html: boolean;
}

type Words = Readonly<Record<"total" | "tax" | "shipping" | "discount" | "empty" | "open" | "closed", string>>;

const WORDS: Readonly<Record<FormatOptions["locale"], Words>> = {
  en: {
    total: "Total",
    tax: "Tax",
    shipping: "Shipping",
    discount: "Discount",
    empty: "Nothing ordered",
    open: "open",
    closed: "closed",
  },
  de: {
    total: "Summe",
    tax: "Steuer",
    shipping: "Versand",
    discount: "Rabatt",
    empty: "Nichts bestellt",
    open: "offen",
    closed: "abgeschlossen",
  },
};

function textOf(text: string, { html }: FormatOptions): string {
  return html ? escapeHtml(text) : text;
}

function lineText(line: Line, options: FormatOptions): string {
  const { product, quantity } = line;
  const price = moneyText({ amount: lineAmount(line), currency: product.price.currency });
  const title = shortened(product.title, options.width - 20);
  return row([`${quantity} x`, textOf(title, options), price], [6, options.width - 20, 14]);
}

function totalLines(total: Total, words: Words): readonly string[] {
  const parts = [
    [words.discount, total.discount],
    [words.shipping, total.shipping],
    [words.tax, total.tax],
    [words.total, total.sum],
  ] as const;
  return parts.filter(([, { amount }]) => amount !== 0).map(([word, money]) => `${word}: ${moneyText(money)}`);
}

// cached: @cacheData { maxEntries: 1_000 }
export function orderText(order: Order, options: FormatOptions): string {
  const words = WORDS[options.locale];
  if (order.lines.length === 0) return words.empty;
  const sorted = sortBy(order.lines, ({ product }) => product.title);
  return [
    `${order.id} (${isOpen(order) ? words.open : words.closed})`,
    ...sorted.map((line) => lineText(line, options)),
    ...totalLines(orderTotal(order), words),
  ].join(options.html ? "<br>\n" : "\n");
}

/** @see {@link envelope} for letters */
export function addressText({ name, street, postcode, city, country }: Address): string {
  return [name, street, `${postcode} ${city}`, ...(country === "DE" ? [] : [country.toUpperCase()])].join("\n");
}

// cached: @cacheData
export function envelope(order: Order): string {
  const address = addressOf(order.customer, "shipping");
  return address === undefined ? `No address for ${order.id}` : addressText(address);
}

export function labelText(orders: readonly Order[]): string {
  const labels = orders.flatMap(({ lines }) => lines.flatMap(({ product }) => product.labels));
  return unique(labels).map(capitalize).join(", ");
}
