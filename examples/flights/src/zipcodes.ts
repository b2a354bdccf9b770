import type { DuckDBConnection } from "@duckdb/node-api";
import { query } from "./connection.js";

/** A zip code and where it is. */
export interface Zipcode {
  code: string;
  city: string;
  state: string;
  latitude: number;
  longitude: number;
}

/**
 * Loads every zip code.
 *
 * @cacheData
 */
export async function loadZipcodes(_connection: DuckDBConnection): Promise<Zipcode[]> {
  return query(_connection, "select zip_code as code, city, state, latitude, longitude from zipcodes");
}

/**
 * How many zip codes each state and territory has. A cached function may call another: this one uses what is loaded.
 *
 * @cacheData
 */
export async function countByState(_connection: DuckDBConnection): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const { state } of await loadZipcodes(_connection)) counts.set(state, (counts.get(state) ?? 0) + 1);
  return counts;
}
