import type { DuckDBConnection } from "@duckdb/node-api";

/** Whom to tell how far the loading is. */
export interface Progress {
  every: number;
  onRows: (done: number) => void;
}

/**
 * The cities of a state. The compiler rejects this: nothing tells whether two callbacks do the same, so a callback
 * can't tell which results may be shared.
 *
 * @cacheData
 */
export async function loadCityNames(
  _connection: DuckDBConnection,
  state: string,
  progress: Progress,
): Promise<string[]> {
  const sql = "select distinct city from zipcodes where state = $state order by city";
  const reader = await _connection.streamAndRead(sql, { state });
  while (!reader.done) {
    await reader.readUntil(reader.currentRowCount + progress.every);
    progress.onRows(reader.currentRowCount);
  }
  return reader.getColumnsJS()[0].map(String);
}
