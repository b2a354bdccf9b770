import { isDeepStrictEqual } from "node:util";
import { bodyRuns } from "./body.js";
import type { Case, Contender } from "./case.js";
import { makeDriver, type Driver } from "./driver.js";

/** Long enough to make the timer's error and a passing interrupt small. */
const BATCH_MS = 5;
const WARM_MS = 50;
/** With strings that have to be made for every call: as many as fit well into the young generation. */
const FRESH_PASSES = 256;

/** One contender of a case, with arguments and a loop of its own. */
export class Lane<A extends readonly unknown[], R> {
  private readonly name: string;
  private readonly one: Case<A, R>;
  private readonly contender: Contender<A, R>;
  private readonly driver: Driver;
  /** Not shared: a string that one contender used as a property name has been changed inside by the engine. */
  private readonly rows: A[];
  private readonly columns: unknown[][];
  private readonly sumOfPass: number;
  private passes = 1;

  constructor(one: Case<A, R>, contender: Contender<A, R>) {
    this.name = `${one.name}: ${contender.name}`;
    this.one = one;
    this.contender = contender;
    this.rows = one.rows();
    this.columns = toColumns(this.rows);
    this.driver = makeDriver(this.name, this.columns.length, one.property);
    this.sumOfPass = makeDriver("original", this.columns.length, one.property)(one.original, this.columns, 1);
  }

  /** Calls with every key, twice, and checks what comes back and that the first call alone runs the body. */
  fill(): void {
    const { one, contender } = this;
    for (const row of this.rows) {
      const expected = one.original(...row);
      for (const misses of contender.uncached === true ? [0] : [1, 0]) {
        const runs = bodyRuns();
        if (!isDeepStrictEqual(contender.fn(...row), expected)) throw new Error(`${this.name}: a wrong result`);
        const actual = bodyRuns() - runs;
        if (actual !== misses) throw new Error(`${this.name}: ${actual} runs of the body, not ${misses}`);
      }
    }
  }

  /** Calls until the engine has settled, as far as that can be seen from outside. */
  warm(): void {
    const end = performance.now() + WARM_MS;
    while (performance.now() < end) this.run(this.columns, 10);
  }

  /** Finds how many passes make a batch. */
  calibrate(): void {
    this.passes = this.one.fresh === true ? FRESH_PASSES : 1;
    if (this.one.fresh === true) return;
    while (this.time() * this.passes * this.rows.length < BATCH_MS * 1e6) this.passes *= 2;
  }

  /**
   * Times one batch, in nanoseconds per call: of processor time, since the clock on the wall also runs while another
   * process has the processor. What a contender leaves to collect as garbage during the batch is in it.
   */
  time(): number {
    const { passes, one } = this;
    const calls = passes * this.rows.length;
    globalThis.gc?.({ type: "minor" });
    const columns = one.fresh === true ? toColumns(Array.from({ length: passes }, one.rows).flat()) : this.columns;
    const start = process.cpuUsage();
    this.run(columns, one.fresh === true ? 1 : passes, passes);
    const { user, system } = process.cpuUsage(start);
    return ((user + system) * 1000) / calls;
  }

  /** The sum is the check that every call returned what it should, and keeps the engine from dropping calls. */
  private run(columns: unknown[][], passes: number, expected = passes): void {
    const sum = this.driver(this.contender.fn, columns, passes);
    if (sum !== expected * this.sumOfPass) throw new Error(`${this.name}: a wrong result`);
  }
}

/** Grown by `push`, so that the engine knows them to be without holes. */
function toColumns(rows: readonly (readonly unknown[])[]): unknown[][] {
  const columns: unknown[][] = (rows[0] ?? []).map(() => []);
  for (const row of rows) {
    for (const [index, column] of columns.entries()) column.push(row[index]);
  }
  return columns;
}
