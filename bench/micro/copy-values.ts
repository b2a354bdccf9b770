/** The values that the benches of copies copy. */

export interface Row {
  id: number;
  name: string;
  price: number;
  active: boolean;
  tag: string;
}

export interface Order {
  id: number;
  customer: {
    name: string;
    address: { street: string; zip: string; place: { lat: number; lng: number } };
    tags: string[];
  };
  lines: { sku: string; count: number; price: number; note: string | null }[];
  meta: { source: string; created: string; coupon?: { code: string } };
}

export interface Tables {
  byName: Map<string, Row>;
  counts: Map<string, number>;
  names: Set<string>;
  size: number;
}

function row(id: number): Row {
  return { id, name: `name ${id}`, price: id * 1.5, active: id % 2 === 0, tag: `tag ${id % 7}` };
}

function rows(count: number): Row[] {
  return Array.from({ length: count }, (_, id) => row(id));
}

/** With 1,900 orders about 1 MB as JSON. */
function orders(count: number): Order[] {
  return Array.from({ length: count }, (_, id) => ({
    id,
    customer: {
      name: `customer ${id}`,
      address: { street: `street ${id}`, zip: `123${id}`, place: { lat: id * 1.1, lng: id * 2.2 } },
      tags: ["a", "b", `c${id}`],
    },
    lines: Array.from({ length: 5 }, (__, line) => ({
      sku: `sku-${line}-${id}`,
      count: line,
      price: line * 1.25,
      note: line % 2 === 0 ? null : "note",
    })),
    meta: { source: "web", created: "2024-01-01T00:00:00Z", ...(id % 3 === 0 && { coupon: { code: "ten" } }) },
  }));
}

function tables(count: number): Tables {
  const list = rows(count);
  return {
    byName: new Map(list.map((one) => [one.name, one])),
    counts: new Map(list.map(({ name, id }) => [name, id])),
    names: new Set(list.map(({ name }) => name)),
    size: count,
  };
}

/** What the cached functions return, made once. */
export const VALUES = { row: row(1), rows: rows(1000), orders: orders(1900), tables: tables(1000) } as const;
