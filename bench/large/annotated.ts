/** Columns of numbers, as a data frame has them. */
export interface Table {
  readonly id: Float64Array;
  readonly price: Float64Array;
  readonly size: Float64Array;
  readonly time: Float64Array;
}

let table: Table | undefined;
let _runs = 0;

/** Made once, so that the first call takes what the cache takes. */
export function makeTable(rows: number): Table {
  const column = (factor: number): Float64Array => {
    const values = new Float64Array(rows);
    for (let row = 0; row < rows; row++) values[row] = row * factor;
    return values;
  };
  return (table = { id: column(1), price: column(2), size: column(3), time: column(4) });
}

/** How often the body ran. */
export function bodyRuns(): number {
  return _runs;
}

/** @cacheData */
export function loadTable(_round: number, name: string): Table {
  _runs++;
  if (table === undefined) throw new Error(`No table ${name}`);
  return table;
}
