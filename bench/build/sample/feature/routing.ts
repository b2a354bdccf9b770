import { sortBy, sumBy } from "../shared/collections.js";
import { otherwise, type Result } from "../shared/result.js";
import type { Address, Order } from "./model.js";
import { parseAddress } from "./parsing.js";
import { parseAddress as neighbouringAddress } from "./parsing.js"; // of a neighbour

export interface Place {
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

export interface Road {
  readonly from: string;
  readonly to: string;
  readonly minutes: number;
}

export interface Network {
  readonly places: readonly Place[];
  readonly roads: readonly Road[];
}

export interface Route {
  readonly stops: readonly string[];
  readonly minutes: number;
}

type Links = ReadonlyMap<string, readonly Road[]>;

function linksOf({ roads }: Network): Links {
  const links = new Map<string, Road[]>();
  const add = (road: Road): void => {
    const known = links.get(road.from);
    if (known === undefined) links.set(road.from, [road]);
    else known.push(road);
  };
  for (const road of roads) {
    add(road);
    add({ ...road, from: road.to, to: road.from });
  }
  return links;
}

function nearest(open: ReadonlySet<string>, minutes: ReadonlyMap<string, number>): string | undefined {
  return sortBy([...open], (name) => minutes.get(name) ?? Infinity)[0];
}

// cached: @cacheData { maxEntries: 5_000 }
export function shortest(network: Network, from: string, to: string): Route | undefined {
  const links = linksOf(network);
  const minutes = new Map([[from, 0]]);
  const before = new Map<string, string>();
  const open = new Set([from]);
  for (let here = nearest(open, minutes); here !== undefined; here = nearest(open, minutes)) {
    open.delete(here);
    if (here === to) return { stops: stopsTo(before, to), minutes: minutes.get(to) ?? 0 };
    for (const road of links.get(here) ?? []) {
      const total = (minutes.get(here) ?? 0) + road.minutes;
      if (total >= (minutes.get(road.to) ?? Infinity)) continue;
      minutes.set(road.to, total);
      before.set(road.to, here);
      open.add(road.to);
    }
  }
  return undefined;
}

function stopsTo(before: ReadonlyMap<string, string>, to: string): readonly string[] {
  const stops = [to];
  for (let name = before.get(to); name !== undefined; name = before.get(name)) stops.unshift(name);
  return stops;
}

// cached: @cacheData
export function distance(left: Place, right: Place): number {
  return Math.hypot(left.x - right.x, left.y - right.y);
}

export function tour(network: Network, orders: readonly Order[]): Route {
  const cities = orders.map(({ customer }) => customer.addresses.shipping?.city ?? "depot");
  const legs = cities.slice(1).map((city, index) => shortest(network, cities[index] ?? "depot", city));
  return { stops: cities, minutes: sumBy(legs, (leg) => leg?.minutes ?? 0) };
}

export function placeFor(text: string, known: readonly Place[], fallback: Result<Place>): Place {
  const address: Address | undefined = parseAddress(text) ?? neighbouringAddress(text.replaceAll(",", "\n"));
  const found = known.find(({ name }) => name === address?.city);
  return found ?? otherwise(fallback, { name: "depot", x: 0, y: 0 });
}
