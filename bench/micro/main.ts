import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { CASES as SMALL_CASES } from "./cases.js";
import { COPY_CASES } from "./copy-cases.js";
import { LARGE_CASES } from "./large-cases.js";
import { formatTable } from "./table.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: "boolean", default: false }, rounds: { type: "string", default: "41" } },
});

const CASES = [...SMALL_CASES, ...LARGE_CASES, ...COPY_CASES];
const machine = { node: process.version, cpu: cpus()[0]?.model.trim() ?? "unknown" };
const benches = CASES.filter(
  ({ name }) => positionals.length === 0 || positionals.some((wanted) => name.includes(wanted)),
);

if (benches.length === 0) throw new Error(`No such case. There are: ${CASES.map(({ name }) => name).join("; ")}`);
for (const bench of benches) bench.fill();

// All cases before any is timed, and twice: a library's code is the same for every function that it caches, and in a
// real program it has seen keys of every type. So the order of the cases doesn't matter either.
for (const bench of [...benches, ...benches]) bench.warm();

const results = [];
if (!values.json) console.log(`Node ${machine.node}, ${machine.cpu}\n`);
for (const bench of benches) {
  const rows = bench.measure(Number(values.rounds));
  results.push({ name: bench.name, rows });
  if (!values.json) console.log(`${formatTable(bench.name, rows)}\n`);
}
if (values.json) console.log(JSON.stringify({ ...machine, cases: results }, undefined, 2));
