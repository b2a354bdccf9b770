import { rate, type Trip } from "./rates";

/** @cacheData { maxEntries: 100 } */
export function price(trip: Trip): number {
  if (trip.miles < 0) throw new Error(`not a trip: ${trip.city}`);
  return rate(trip.miles);
}
