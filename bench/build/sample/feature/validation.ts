import { STATUSES, type Address, type Customer, type Line, type Order } from "./model.js";

export interface Problem {
  readonly path: string;
  readonly text: string;
}

type Check<Value> = (value: Value, path: string) => readonly Problem[];

/** A check for each property of a type that has one. */
type Checks<Whole> = { readonly [Name in keyof Whole]?: Check<Whole[Name]> };

function every<Item>(check: Check<Item>): Check<readonly Item[]> {
  return (items, path) => items.flatMap((item, index) => check(item, `${path}[${index}]`));
}

function shape<Whole extends object>(checks: Checks<Whole>): Check<Whole> {
  return (whole, path) => {
    const problems: Problem[] = [];
    for (const name in checks) {
      const check = checks[name];
      if (check !== undefined) problems.push(...check(whole[name], path === "" ? name : `${path}.${name}`));
    }
    return problems;
  };
}

function both<Value>(...checks: readonly Check<Value>[]): Check<Value> {
  return (value, path) => checks.flatMap((check) => check(value, path));
}

function when<Value>(isWrong: (value: Value) => boolean, text: string): Check<Value> {
  return (value, path) => (isWrong(value) ? [{ path, text }] : []);
}

const filled: Check<string> = when((text) => text.trim() === "", "is empty");

function between(least: number, most: number): Check<number> {
  return when((value) => value < least || value > most, `is not between ${least} and ${most}`);
}

function optional<Value>(check: Check<Value>): Check<Value | undefined> {
  return (value, path) => (value === undefined ? [] : check(value, path));
}

const address = shape<Address>({
  name: filled,
  street: filled,
  city: filled,
  postcode: when((text) => !/^[\dA-Z -]{3,10}$/.test(text), "is no postcode"),
  country: when((text) => text.length !== 2, "is no country code"),
});

const customer = shape<Customer>({
  id: filled,
  email: both(
    filled,
    when((text) => !text.includes("@"), "has no @"),
  ),
  addresses: shape<Customer["addresses"]>({ billing: optional(address), shipping: optional(address) }),
});

const line = shape<Line>({ quantity: between(1, 999), discount: optional(between(0, 0.9)) });

const order = shape<Order>({
  status: when((status) => !STATUSES.includes(status), "is unknown"),
  customer,
  lines: every(line),
});

// cached: @cacheData
export function checkOrder(value: Order): readonly Problem[] {
  return order(value, "");
}

// cached: @cacheData { ttl: "30s" }
export function checkCustomer(value: Customer, needsAddress: boolean): readonly Problem[] {
  const problems = customer(value, "");
  const hasAddress = value.addresses.billing !== undefined || value.addresses.shipping !== undefined;
  return needsAddress && !hasAddress ? [...problems, { path: "addresses", text: "has none" }] : problems;
}
