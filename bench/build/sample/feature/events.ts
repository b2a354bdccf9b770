import { sumBy } from "../shared/collections.js";
import { failure, success, type Result } from "../shared/result.js";
import { isOpen, withLine, type Address, type Order, type Product, type Status } from "./model.js";
import { lineAmount } from "./pricing.js";

interface Happened {
  readonly at: string;
  readonly by: string;
}

export type OrderEvent =
  | (Happened & { readonly type: "added"; readonly product: Product; readonly quantity: number })
  | (Happened & { readonly type: "removed"; readonly sku: string })
  | (Happened & { readonly type: "moved"; readonly to: Status })
  | (Happened & { readonly type: "addressed"; readonly purpose: "billing" | "shipping"; readonly address: Address })
  | (Happened & { readonly type: "noted"; readonly key: string; readonly text: string | undefined });

const FOLLOWING: Readonly<Record<Status, readonly Status[]>> = {
  draft: ["placed", "cancelled"],
  placed: ["packed", "cancelled"],
  packed: ["shipped", "cancelled"],
  shipped: [],
  cancelled: [],
};

export function mayFollow(from: Status, to: Status): boolean {
  return FOLLOWING[from].includes(to);
}

function noted(order: Order, key: string, text: string | undefined): Order {
  const { [key]: before, ...others } = order.notes;
  if (before === text) return order;
  return { ...order, notes: text === undefined ? others : { ...others, [key]: text } };
}

export function apply(order: Order, event: OrderEvent): Result<Order> {
  if (event.type !== "noted" && !isOpen(order)) return failure(`${order.id} is closed.`);
  switch (event.type) {
    case "added":
      return success(withLine(order, event.product, event.quantity));
    case "removed":
      return success({ ...order, lines: order.lines.filter(({ product }) => product.sku !== event.sku) });
    case "moved":
      if (!mayFollow(order.status, event.to)) return failure(`${order.status} isn't followed by ${event.to}.`);
      return success({ ...order, status: event.to, ...(event.to === "placed" && { placedAt: event.at }) });
    case "addressed": {
      const addresses = { ...order.customer.addresses, [event.purpose]: event.address };
      return success({ ...order, customer: { ...order.customer, addresses } });
    }
    case "noted":
      return success(noted(order, event.key, event.text));
  }
}

// cached: @cacheData
export function replay(start: Order, events: readonly OrderEvent[]): Order {
  let order = start;
  for (const event of events) {
    const result = apply(order, event);
    if (result.ok) order = { ...result.value, revision: order.revision + 1 };
  }
  return order;
}

export interface Activity {
  readonly events: number;
  readonly people: readonly string[];
  readonly added: number;
}

// cached: @cacheData { maxEntries: 200 }
export function activity(events: readonly OrderEvent[], since: string): Activity {
  const recent = events.filter(({ at }) => at >= since);
  const people = [...new Set(recent.map(({ by }) => by))].sort();
  const added = sumBy(recent, (event) =>
    event.type === "added" ? lineAmount({ product: event.product, quantity: event.quantity }) : 0,
  );
  return { events: recent.length, people, added };
}

export class History {
  private readonly start: Order;
  private readonly events: OrderEvent[] = [];

  /** @param start the order as it was before anything happened */
  constructor(start: Order) {
    this.start = start;
  }

  get current(): Order {
    return replay(this.start, this.events);
  }

  add(event: OrderEvent): Result<Order> {
    const result = apply(this.current, event);
    if (result.ok) this.events.push(event);
    return result;
  }
}
