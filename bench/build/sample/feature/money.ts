import { failure, success, type Result } from "../shared/result.js";
import { padded } from "../shared/text.js";
import { digitsOf, type Currency, type Money } from "./model.js";

const SYMBOLS: Readonly<Record<Currency, string>> = { EUR: "€", USD: "$", GBP: "£", JPY: "¥" };

/** How many of a currency one euro is. */
export type Rates = Readonly<Record<Currency, number>>;

const DEFAULT_RATES: Rates = { EUR: 1, USD: 1.08, GBP: 0.85, JPY: 162.4 };

export function roundTo(amount: number, unit: number): number {
  return Math.round(amount / unit) * unit;
}

export function zero(currency: Currency): Money {
  return { amount: 0, currency };
}

/** @throws {TypeError} if the currencies differ */
export function add(left: Money, right: Money): Money {
  if (left.currency !== right.currency) throw new TypeError(`${left.currency} and ${right.currency} don't add up`);
  return { ...left, amount: left.amount + right.amount };
}

export function scale({ amount, currency }: Money, factor: number): Money {
  return { amount: Math.round(amount * factor), currency };
}

// cached: @cacheData
export function convert(money: Money, currency: Currency, rates: Rates = DEFAULT_RATES): Money {
  if (money.currency === currency) return money;
  const digits = digitsOf(currency) - digitsOf(money.currency);
  const factor = (rates[currency] / rates[money.currency]) * 10 ** digits;
  return { amount: Math.round(money.amount * factor), currency };
}

/** Shares an amount out, so that no cent is lost: the first shares get what remains. */
export function allocate(money: Money, weights: readonly number[]): readonly Money[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const shares = weights.map((weight) => Math.floor((money.amount * weight) / whole));
  let rest = money.amount - shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => {
    const extra = rest > 0 ? 1 : 0;
    rest -= extra;
    return { amount: share + extra, currency: money.currency };
  });
}

// cached: @cacheData { maxEntries: 2_000 }
export function moneyText({ amount, currency }: Money, style: "symbol" | "code" = "symbol"): string {
  const digits = digitsOf(currency);
  const unit = 10 ** digits;
  const whole = Math.trunc(Math.abs(amount) / unit);
  const grouped = String(whole).replace(/\B(?=(\d{3})+$)/g, ",");
  const fraction = digits === 0 ? "" : `.${padded(Math.abs(amount) % unit, digits)}`;
  const sign = amount < 0 ? "-" : "";
  return style === "code" ? `${sign}${grouped}${fraction} ${currency}` : sign + SYMBOLS[currency] + grouped + fraction;
}

export function parseMoney(text: string): Result<Money> {
  const match = /^(-?)([\d,]+)(?:\.(\d+))?\s*(EUR|USD|GBP|JPY)$/.exec(text.trim());
  if (match === null) return failure(`"${text}" is no amount of money.`);
  const [, sign = "", whole = "0", fraction = ""] = match;
  const currency = match[4] as Currency;
  const digits = digitsOf(currency);
  const units = Number(whole.replaceAll(",", "")) * 10 ** digits;
  const parts = digits === 0 ? 0 : Number(fraction.padEnd(digits, "0").slice(0, digits));
  return success({ amount: (units + parts) * (sign === "-" ? -1 : 1), currency });
}
