import { cpus, freemem } from "node:os";
import { setTimeout } from "node:timers/promises";
import { parseArgs } from "node:util";
import { makeTable, type Table } from "./annotated.js";
import { columnsOf, CONTENDERS, type Contender } from "./contenders.js";

/** What is timed, in milliseconds each. */
const MOMENTS = ["first call", "hit", "hit, then read", "second of a burst", "third of a burst"] as const;
type Times = Record<(typeof MOMENTS)[number], number>;

/** As many tables as are in memory at the worst time: the program's, the cache's, copies, and garbage. */
const TABLES = 8;
const BYTES_PER_ROW = 32;

const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "10000000" },
    rounds: { type: "string", default: "5" },
    interval: { type: "string", default: "1500" },
    json: { type: "boolean", default: false },
  },
});

const rows = Math.min(Number(values.rows), Math.floor(freemem() / TABLES / BYTES_PER_ROW));
const interval = Number(values.interval);
const table = makeTable(rows);
const expected = sum(table);

const samples = new Map<string, Times[]>(CONTENDERS.map(({ name }) => [name, []]));
for (let round = 0; round < Number(values.rounds); round++) {
  for (const contender of CONTENDERS) samples.get(contender.name)?.push(await timesOf(contender, round));
}

const machine = { node: process.version, cpu: cpus()[0]?.model.trim() ?? "unknown", cores: cpus().length, rows };
if (values.json)
  console.log(JSON.stringify({ ...machine, interval, samples: Object.fromEntries(samples) }, undefined, 2));
else print();

/** One contender's round, from a table it hasn't seen to a burst of hits. */
async function timesOf(contender: Contender, round: number): Promise<Times> {
  globalThis.gc?.();
  const [first, copy] = timed(() => contender.keep(table, round));
  await setTimeout(interval);
  const [hit, one] = timed(copy);
  const [reading, actual] = timed(() => sum(one));
  if (actual !== expected || one === table) throw new Error(`${contender.name}: a wrong table`);
  columnsOf(one)[0]?.fill(NaN);
  await setTimeout(interval);
  const burst = [timed(copy), timed(copy), timed(copy)] as const;
  for (const [, next] of burst) if (sum(next) !== expected) throw new Error(`${contender.name}: a wrong table`);
  contender.clear?.();
  return {
    "first call": first,
    hit,
    "hit, then read": hit + reading,
    "second of a burst": burst[1][0],
    "third of a burst": burst[2][0],
  };
}

/** On the wall, since the caller waits for what other threads do as well. */
function timed<T>(action: () => T): [number, T] {
  const start = performance.now();
  const result = action();
  return [performance.now() - start, result];
}

function sum(of: Table): number {
  let total = 0;
  for (const column of columnsOf(of)) for (const value of column) total += value;
  return total;
}

/** The median, and the least, which other work on the machine changes least. */
function print(): void {
  console.log(`Node ${machine.node}, ${machine.cpu}, ${machine.cores} cores; ${rows.toLocaleString("en")} rows\n`);
  const lines = [["ms: median (least)", ...MOMENTS]];
  for (const [name, times] of samples) {
    const cells = MOMENTS.map((moment) => {
      const sorted = times.map((of) => of[moment]).sort((a, b) => a - b);
      return `${digits(sorted[sorted.length >> 1] ?? NaN)} (${digits(sorted[0] ?? NaN)})`;
    });
    lines.push([name, ...cells]);
  }
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? [];
  const format = (line: readonly string[]): string =>
    `| ${line.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join(" | ")} |`;
  const [head = [], ...body] = lines;
  const rule = widths.map((width, column) => (column === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`));
  console.log([format(head), format(rule), ...body.map(format)].join("\n"));
}

function digits(value: number): string {
  return value < 10 ? value.toFixed(1) : value.toFixed(0);
}
