import type { DuckDBConnection } from "@duckdb/node-api";
import { query } from "./connection.js";

/** How punctual an airport is. */
export interface Punctuality {
  airport: string;
  flights: number;
  /** The share of flights that left late, in percent. */
  late: number;
}

/**
 * The large airports where most flights leave more than `minutes` late. `minutes` and `limit` are the key: a parameter
 * that starts with an underscore isn't part of it.
 *
 * @cacheData { maxEntries: 100 }
 */
export async function worstAirports(_connection: DuckDBConnection, minutes: number, limit = 3): Promise<Punctuality[]> {
  const sql = `
    select origin as airport, count(*)::int as flights, round(100 * avg((delay > $minutes)::int), 1) as late
    from flights
    group by origin having flights > 20000
    order by late desc limit $limit`;
  return query(_connection, sql, { minutes, limit });
}

/** A line of the departure board. */
export interface Departure {
  time: Date;
  destination: string;
  delay: number;
}

/**
 * The latest departures from an airport. A board is soon out of date, so this result has a time to live.
 *
 * @cacheData { ttl: "250ms" }
 */
export async function departures(_connection: DuckDBConnection, airport: string): Promise<Departure[]> {
  const sql = `
    select date as time, destination, delay::int as delay
    from flights where origin = $airport
    order by date desc limit 10`;
  return query(_connection, sql, { airport });
}
