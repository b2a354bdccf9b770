import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { run, type Series, type SeriesResult } from "./series.js";
import { formatTable } from "./table.js";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    quick: { type: "boolean", default: false },
    rounds: { type: "string" },
    files: { type: "string", multiple: true },
  },
});

const sizes = values.files?.map(Number) ?? (values.quick ? [100] : [100, 1_000, 5_000]);
const [linear, steps] = values.quick ? [300, [0, 10, 20, 40]] : [1_000, [0, 17, 33, 67, 133]];

const bySize = sizes.map((files): Series => ({ files, annotated: [0, Math.round(files / 20)], rounds: rounds(files) }));
const byFunctions: Series = { files: linear, annotated: steps, rounds: rounds(linear) };

const machine = { node: process.version, cpu: cpus()[0]?.model.trim() ?? "unknown" };
if (!values.json) console.log(`Node ${machine.node}, ${machine.cpu}\n`);

const results: SeriesResult[] = [];
for (const series of values.files === undefined ? [...bySize, byFunctions] : bySize) {
  const result = await run(series, () => {
    if (!values.json) process.stderr.write(".");
  });
  results.push(result);
  if (!values.json)
    console.log(`\n${series.rounds} rounds\n\n${formatTable(result.name, result.rows)}\n\n${perFunction(result)}\n`);
}
if (values.json) console.log(JSON.stringify({ ...machine, series: results }, undefined, 2));

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
