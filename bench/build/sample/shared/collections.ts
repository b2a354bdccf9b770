/** What can be put in order. */
export type Comparable = string | number | bigint | boolean;

export function sumBy<Item>(items: readonly Item[], amountOf: (item: Item) => number): number {
  let sum = 0;
  for (const item of items) sum += amountOf(item);
  return sum;
}

export function groupBy<Item, Key extends Comparable>(
  items: readonly Item[],
  keyOf: (item: Item) => Key,
): ReadonlyMap<Key, readonly Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

export function indexBy<Item, Key extends Comparable>(
  items: readonly Item[],
  keyOf: (item: Item) => Key,
): ReadonlyMap<Key, Item> {
  return new Map(items.map((item) => [keyOf(item), item]));
}

/**
 * Sorts by one property after the other; equal items stay in order.
 *
 * @param items what to sort; it stays as it is
 * @param properties what to sort by
 * @returns a new list
 */
export function sortBy<Item>(
  items: readonly Item[],
  ...properties: readonly ((item: Item) => Comparable)[]
): readonly Item[] {
  return [...items].sort((left, right) => {
    for (const property of properties) {
      const order = compare(property(left), property(right));
      if (order !== 0) return order;
    }
    return 0;
  });
}

export function compare(left: Comparable, right: Comparable): number {
  return left === right ? 0 : left < right ? -1 : 1;
}

export function chunk<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  const chunks: Item[][] = [];
  for (let start = 0; start < items.length; start += size) chunks.push(items.slice(start, start + size));
  return chunks;
}

export function unique<Item>(items: Iterable<Item>): readonly Item[] {
  return [...new Set(items)];
}

export function partition<Item>(
  items: readonly Item[],
  isFirst: (item: Item) => boolean,
): readonly [readonly Item[], readonly Item[]] {
  const first: Item[] = [];
  const second: Item[] = [];
  for (const item of items) (isFirst(item) ? first : second).push(item);
  return [first, second];
}

/** The properties of an object that a list names. */
export function pick<Whole extends object, Name extends keyof Whole>(
  whole: Whole,
  names: readonly Name[],
): Pick<Whole, Name> {
  const picked: Partial<Whole> = {};
  for (const name of names) picked[name] = whole[name];
  return picked as Pick<Whole, Name>;
}
