import { groupBy, sortBy } from "../shared/collections.js";
import { success, type Result } from "../shared/result.js";
import { Store, type Page } from "../shared/store.js";
import { emptyOrder, isOpen, withLine, type Customer, type Order, type Product, type Status } from "./model.js";
import { lineAmount } from "./pricing.js";
import { checkOrder } from "./validation.js";

export interface OrderQuery {
  readonly status?: Status;
  readonly customer?: Pick<Customer, "id">;
  readonly placed?: { readonly after?: string; readonly before?: string };
  readonly text?: string;
}

/** The orders of a shop. */
export class OrderRepository extends Store<Order> {
  protected readonly kind = "order";
  private counter = 0;

  protected check(order: Order): string | undefined {
    const [problem] = checkOrder(order);
    return problem && `${problem.path}: ${problem.text}`;
  }

  create(email: string): Result<Order> {
    this.counter += 1;
    return this.save(emptyOrder(`o-${this.counter}`, email));
  }

  addProduct(id: string, product: Product, quantity: number): Result<Order> {
    const found = this.get(id);
    return found.ok ? this.save(withLine(found.value, product, quantity)) : found;
  }

  /** @returns the order, or why it can't have that status */
  setStatus(id: string, status: Status): Result<Order> {
    const found = this.get(id);
    if (!found.ok || found.value.status === status) return found;
    const placedAt = status === "placed" ? new Date().toISOString() : found.value.placedAt;
    return this.save({ ...found.value, status, placedAt, revision: found.value.revision + 1 });
  }

  query(query: OrderQuery): readonly Order[] {
    return sortBy(
      this.where((order) => matches(order, query)),
      ({ placedAt }) => placedAt ?? "",
      ({ id }) => id,
    );
  }

  openByCustomer(): ReadonlyMap<string, readonly Order[]> {
    return groupBy(this.where(isOpen), ({ customer }) => customer.id);
  }

  first(size: number): Result<Page<Order>> {
    return success(this.page(undefined, Math.min(size, 100)));
  }
}

// cached: @cacheData
export function matches(order: Order, query: OrderQuery): boolean {
  const { status, customer, placed = {}, text } = query;
  if (status !== undefined && order.status !== status) return false;
  if (customer !== undefined && order.customer.id !== customer.id) return false;
  if (placed.after !== undefined && (order.placedAt ?? "") < placed.after) return false;
  if (placed.before !== undefined && (order.placedAt ?? "9999") >= placed.before) return false;
  return text === undefined || order.lines.some(({ product }) => product.title.includes(text));
}

// cached: @cacheData { maxEntries: 100 }
export function largest(orders: readonly Order[], count: number): readonly Order[] {
  const worth = (order: Order): number => order.lines.reduce((sum, line) => sum + lineAmount(line), 0);
  return sortBy(orders, (order) => -worth(order)).slice(0, count);
}
