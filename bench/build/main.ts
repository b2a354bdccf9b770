import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { run, runTheirs, type Series, type SeriesResult } from "./series.js";
import { formatTable } from "./table.js";
import { THEIRS } from "./theirs.js";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    quick: { type: "boolean", default: false },
    rounds: { type: "string" },
    files: { type: "string", multiple: true },
    theirs: { type: "boolean", default: false },
  },
});

const sizes = values.files?.map(Number) ?? (values.quick ? [100] : [100, 1_000, 5_000]);
const [linear, steps] = values.quick ? [300, [0, 10, 20, 40]] : [1_000, [0, 17, 33, 67, 133]];

const bySize = sizes.map((files): Series => ({ files, annotated: [0, Math.round(files / 20)], rounds: rounds(files) }));
const byFunctions: Series = { files: linear, annotated: steps, rounds: rounds(linear) };

const machine = { node: process.version, cpu: cpus()[0]?.model.trim() ?? "unknown" };
if (!values.json) console.log(`Node ${machine.node}, ${machine.cpu}\n`);

const results: SeriesResult[] = [];
if (!values.theirs) {
  for (const series of values.files === undefined ? [...bySize, byFunctions] : bySize) {
    const result = await run(series, told);
    tell(result, series.rounds);
    if (!values.json) console.log(`${perFunction(result)}\n`);
  }
}
if (values.theirs || values.files === undefined) {
  for (const name of THEIRS) tell(await runTheirs(name, rounds(500), told), rounds(500));
}
if (values.json) console.log(JSON.stringify({ ...machine, series: results }, undefined, 2));

function told(): void {
  if (!values.json) process.stderr.write(".");
}

function tell(result: SeriesResult, rounds: number): void {
  results.push(result);
  if (!values.json) console.log(`\n${rounds} rounds\n\n${formatTable(result.name, result.rows)}\n`);
}

/** Small projects vary most, and large ones take minutes. */
function rounds(files: number): number {
  if (values.rounds !== undefined) return Number(values.rounds);
  if (values.quick) return 3;
  return files < 500 ? 11 : files < 2_000 ? 5 : 3;
}

/** What each function takes of the plugin's time, beyond what the plugin takes where nothing is annotated. */
function perFunction({ rows }: SeriesResult): string {
  const none = rows.find(({ name }) => name === "nothing annotated");
  const taken = rows
    .filter(({ functions }) => functions > 0)
    .map(({ functions, share, wall }) => {
      const seconds = (share - (none?.share ?? NaN)) * wall.least;
      return `${((seconds / functions) * 1000).toFixed(1)} ms for each of ${functions}`;
    });
  return `A cached function takes ${taken.join(", ")}.`;
}
