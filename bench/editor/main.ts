import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { generate, TSCONFIGS } from "../build/project.js";
import { EditedProject, type Checked } from "./edited.js";
import { largeFile } from "./large-file.js";

const { values } = parseArgs({
  options: { json: { type: "boolean", default: false }, keys: { type: "string", default: "60" } },
});
const LINES = 2_000;
const FILES = 100;
/** Keystrokes before the first that counts: engines compile what is hot. */
const WARMING = 20;

interface Result {
  readonly annotated: number;
  readonly lines: number;
  readonly with: number;
  readonly without: number;
  readonly ours: number;
}

const results = [0, 20].map((annotated) => measure(annotated, Number(values.keys)));
if (values.json) console.log(JSON.stringify(results));
else {
  console.log(
    `Node ${process.version}, ${cpus()[0]?.model.trim() ?? "unknown"}; ${FILES} files around it; medians, ms a keystroke\n`,
  );
  console.log("| a file of | annotated | with the plugin | without | ours |\n| --- | --: | --: | --: | --: |");
  for (const { annotated, lines, with: withUs, without, ours } of results) {
    const times = [withUs, without, ours].map((time) => time.toFixed(1));
    console.log(`| ${lines} lines | ${annotated} | ${times.join(" | ")} |`);
  }
}

/** Types digits into a number, in a function's body, with and without us. */
function measure(annotated: number, keys: number): Result {
  const project = generate(FILES, 5);
  try {
    const large = largeFile(LINES, annotated);
    mkdirSync(join(project.folder, "src/large"));
    const path = join(project.folder, "src/large/large.ts");
    writeFileSync(path, large.text);
    const lanes = [false, true].map(
      (hasPlugin) => new EditedProject(project.folder, join(project.folder, TSCONFIGS.without), path, hasPlugin),
    );
    const times: Checked[][] = lanes.map(() => []);
    for (let key = 0; key < WARMING + keys; key++) {
      const digits = key % 8;
      // The other way round each time, so that neither always comes first.
      const order = key % 2 === 0 ? [0, 1] : [1, 0];
      for (const lane of order) {
        const edited = lanes[lane];
        if (digits === 0) edited?.type(large.cursor, key === 0 ? 0 : 7, "");
        else edited?.type(large.cursor + digits - 1, 0, String(digits));
        const checked = edited?.check();
        if (checked?.found !== 0) throw new Error(`${checked?.found} diagnostics in a file that has none`);
        if (key >= WARMING) times[lane]?.push(checked);
      }
    }
    const [without = [], withUs = []] = times;
    return {
      annotated: large.functions,
      lines: large.lines,
      with: median(withUs.map(({ time }) => time)),
      without: median(without.map(({ time }) => time)),
      ours: median(withUs.map(({ ours }) => ours)),
    };
  } finally {
    project.remove();
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
