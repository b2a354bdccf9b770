import { fileURLToPath } from "node:url";
import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from "@duckdb/node-api";

/**
 * Opens the database: three million flights and all American zip codes.
 *
 * A connection can't be copied, and one is enough for the whole program. So everyone gets this very object.
 *
 * @cacheResource
 */
export async function connect(): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  // Views, not tables: each query reads the file anew, as it would with data too big for memory.
  await connection.run(`create view flights as from read_parquet(${dataFile("flights-3m.parquet")})`);
  await connection.run(
    `create view zipcodes as from read_csv(${dataFile("zipcodes.csv")}, types = { 'zip_code': 'varchar' })`,
  );
  return connection;
}

/**
 * The rows of a query, as plain objects.
 *
 * @param connection where to run it
 * @param sql selects the properties of `Row`, by these names
 * @param parameters the values of `$name` in the query
 */
export async function query<Row>(
  connection: DuckDBConnection,
  sql: string,
  parameters: Record<string, DuckDBValue> = {},
): Promise<Row[]> {
  const reader = await connection.runAndReadAll(sql, parameters);
  // DuckDB's own classes for dates and the like aren't plain data; "JS" turns them into Date and the like.
  return reader.getRowObjectsJS() as Row[];
}

/** A file of the package vega-datasets, as an SQL string. */
function dataFile(name: string): string {
  const path = fileURLToPath(new URL(`../data/${name}`, import.meta.resolve("vega-datasets")));
  return `'${path.replaceAll("'", "''")}'`;
}
