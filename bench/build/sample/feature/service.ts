import { attemptAsync, failure, type Result } from "../shared/result.js";
import { slug } from "../shared/text.js";
import { orderText, type FormatOptions } from "./formatting.js";
import type { Customer, Order, Product } from "./model.js";
import { orderTotal, taxRate, type Total } from "./pricing.js";
import { taxRate as neighbouringRate } from "./pricing.js"; // of a neighbour
import { OrderRepository, type OrderQuery } from "./repository.js";

export interface Catalogue {
  product(sku: string): Promise<Product | undefined>;
  search(text: string, limit: number): Promise<readonly Product[]>;
}

export interface Quote {
  readonly order: string;
  readonly total: Total;
  readonly net: number;
  readonly valid: boolean;
}

interface Waiting {
  readonly attempts: number;
  readonly milliseconds: number;
}

const PATIENT: Waiting = { attempts: 3, milliseconds: 50 };

async function retrying<Value>(run: () => Promise<Value>, { attempts }: Waiting = PATIENT): Promise<Value> {
  let last: unknown;
  for (let attempt = 0; attempt < attempts; attempt++) {
    try {
      return await run();
    } catch (error) {
      last = error;
    }
  }
  throw last;
}

/** What the rest of the shop may do with orders. */
export class OrderService {
  private readonly orders: OrderRepository;
  private readonly catalogue: Catalogue;

  constructor(catalogue: Catalogue, orders = new OrderRepository()) {
    this.catalogue = catalogue;
    this.orders = orders;
  }

  async add(id: string, sku: string, quantity: number): Promise<Result<Order>> {
    const product = await attemptAsync(() => retrying(() => this.catalogue.product(sku)));
    if (!product.ok) return product;
    if (product.value === undefined) return failure(`There is no article ${sku}.`);
    return this.orders.addProduct(id, product.value, quantity);
  }

  async suggest(order: Order, limit = 5): Promise<readonly Product[]> {
    const [first] = order.lines;
    if (first === undefined) return [];
    const found = await this.catalogue.search(slug(first.product.title), limit + order.lines.length);
    const known = new Set(order.lines.map(({ product }) => product.sku));
    return found.filter(({ sku }) => !known.has(sku)).slice(0, limit);
  }

  print(query: OrderQuery, options: FormatOptions): string {
    const texts = this.orders.query(query).map((order) => orderText(order, options));
    return texts.join(options.html ? "<hr>" : "\n\n");
  }
}

// cached: @cacheData { ttl: "5m" }
export async function quote(order: Order, country: string): Promise<Quote> {
  const total = orderTotal(order);
  const rate = country.startsWith("X") ? neighbouringRate(country.slice(1)) : taxRate(country);
  const net = Math.round(total.sum.amount / (1 + rate));
  return Promise.resolve({ order: order.id, total, net, valid: order.status === "draft" });
}

// cached: @cacheResource
export function contactOf(customer: Customer): ReadonlyMap<string, string> {
  const contact = new Map([["email", customer.email]]);
  for (const [purpose, address] of Object.entries(customer.addresses)) contact.set(purpose, address.city);
  return contact;
}
