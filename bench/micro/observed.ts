import { join } from "node:path";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { summarize } from "./statistics.js";
import { formatTable } from "./table.js";
import { hit, load, miss, type Contender } from "./observed-contenders.js";

const CALLS = 20_000;
const MISSES = 2_000;

const { values } = parseArgs({
  options: { rounds: { type: "string", default: "101" }, before: { type: "string" } },
});

const now = await load(join(process.cwd(), "dist"));
const before = values.before === undefined ? undefined : await load(values.before);
const beside = (make: (name: string, runtime: typeof now) => Contender): Contender[] =>
  before === undefined ? [make("now", now)] : [make("before", before), make("now", now)];

const CASES: readonly { name: string; calls: number; contenders: readonly Contender[] }[] = [
  {
    name: "a hit of a function that shows and asks nothing",
    calls: CALLS,
    contenders: beside((name, runtime) => hit(name, runtime, "plain")),
  },
  {
    name: "a miss of a sync function",
    calls: MISSES,
    contenders: beside((name, runtime) => miss(name, runtime, false)),
  },
  {
    name: "a miss of an async function",
    calls: MISSES,
    contenders: beside((name, runtime) => miss(name, runtime, true)),
  },
  {
    name: "a hit",
    calls: CALLS,
    contenders: [
      hit("that shows and asks nothing", now, "plain"),
      hit("with one call to make again", now, "shows"),
      hit("with one env() to ask", now, "asks"),
    ],
  },
];

console.log(`Node ${process.version}, ${cpus()[0]?.model.trim() ?? "unknown"}\n`);
for (const { name, calls, contenders } of CASES) {
  for (let warming = 0; warming < 10; warming++) for (const { run } of contenders) await run(calls);
  const times = contenders.map((): number[] => []);
  for (let round = 0; round < Number(values.rounds); round++) {
    const order = [...contenders.entries()];
    // What one leaves in the processor's caches, the next one finds.
    for (const [index, { run }] of round % 2 === 0 ? order : order.reverse())
      times[index]?.push(await time(run, calls));
  }
  const rows = summarize(contenders.map((contender, index) => ({ name: contender.name, times: times[index] ?? [] })));
  console.log(`${formatTable(name, rows)}\n`);
}

/** Nanoseconds of processor time a call. */
async function time(run: Contender["run"], calls: number): Promise<number> {
  globalThis.gc?.({ type: "minor" });
  const start = process.cpuUsage();
  await run(calls);
  const { user, system } = process.cpuUsage(start);
  return ((user + system) * 1000) / calls;
}
