import { perMile, type City } from "./fares";

export interface Trip {
  readonly miles: number;
  readonly city: City;
}

export function rate(miles: number): number {
  return miles * perMile();
}
