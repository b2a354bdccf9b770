import { indexBy, type Comparable } from "./collections.js";
import { failure, success, type Result } from "./result.js";

/** What a store keeps. */
export interface Entity {
  readonly id: string;
  readonly revision: number;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | undefined;
}

type Listener<Item> = (item: Item, before: Item | undefined) => void;

/** Keeps entities in memory, and tells those who listen of every change. */
export abstract class Store<Item extends Entity> {
  private readonly items = new Map<string, Item>();
  private readonly listeners = new Set<Listener<Item>>();

  protected abstract readonly kind: string;
  protected abstract check(item: Item): string | undefined;

  get size(): number {
    return this.items.size;
  }

  find(id: string): Item | undefined {
    return this.items.get(id);
  }

  get(id: string): Result<Item> {
    const item = this.items.get(id);
    return item === undefined ? failure(`There is no ${this.kind} ${id}.`) : success(item);
  }

  save(item: Item): Result<Item> {
    const problem = this.check(item);
    if (problem !== undefined) return failure(problem);
    const before = this.items.get(item.id);
    if (before !== undefined && before.revision >= item.revision) {
      return failure(`${this.kind} ${item.id} was changed meanwhile.`);
    }
    this.items.set(item.id, item);
    for (const listener of this.listeners) listener(item, before);
    return success(item);
  }

  remove(id: string): boolean {
    return this.items.delete(id);
  }

  page(after: string | undefined, size: number): Page<Item> {
    const ids = [...this.items.keys()].sort();
    const start = after === undefined ? 0 : ids.findIndex((id) => id > after);
    const taken = start === -1 ? [] : ids.slice(start, start + size);
    const items = taken.map((id) => this.items.get(id)).filter((item) => item !== undefined);
    return { items, next: taken.length === size ? taken.at(-1) : undefined };
  }

  by<Key extends Comparable>(keyOf: (item: Item) => Key): ReadonlyMap<Key, Item> {
    return indexBy([...this.items.values()], keyOf);
  }

  where(fits: (item: Item) => boolean): readonly Item[] {
    return [...this.items.values()].filter(fits);
  }

  listen(listener: Listener<Item>): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }
}
