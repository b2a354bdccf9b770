import { generate, TSCONFIGS, type GeneratedProject } from "./project.js";
import { pluginShare } from "./profile.js";
import { measure, type Lane } from "./rounds.js";
import { summarize, type Row } from "./statistics.js";
import { copyOf, type Theirs } from "./theirs.js";

/** Builds of projects of one size, with ever more annotated files. */
export interface Series {
  readonly files: number;
  /** How many files have cached functions, from project to project. */
  readonly annotated: readonly number[];
  readonly rounds: number;
}

export interface SeriesRow extends Row {
  readonly functions: number;
  /** What share of the build was spent in the plugin. */
  readonly share: number;
}

export interface SeriesResult {
  readonly name: string;
  /** The first is the build without the plugin. */
  readonly rows: readonly SeriesRow[];
}

/** Generates the projects of a series and measures them against the same code built without the plugin. */
export async function run({ files, annotated, rounds }: Series, told: () => void): Promise<SeriesResult> {
  const projects = annotated.map((count) => generate(files, count));
  try {
    const last = projects.at(-1);
    if (last === undefined) throw new Error("A series has no projects");
    const lanes: readonly (Lane & { readonly functions: number })[] = [
      // The projects differ in comments only.
      { name: "without the plugin", folder: last.folder, tsconfig: TSCONFIGS.without, functions: 0 },
      ...projects.map(laneOf),
    ];
    const rows = await rowsOf(lanes, rounds, told);
    return { name: `${number(last.files)} files, ${number(last.lines)} lines`, rows };
  } finally {
    for (const project of projects) project.remove();
  }
}

/** Measures a project that has nothing to do with us. */
export async function runTheirs(theirs: Theirs, rounds: number, told: () => void): Promise<SeriesResult> {
  const project = copyOf(theirs);
  const { folder } = project;
  try {
    const lanes = [
      { name: "without the plugin", folder, tsconfig: TSCONFIGS.without, functions: 0 },
      { name: "with the plugin", folder, tsconfig: TSCONFIGS.with, functions: 0 },
    ];
    return { name: theirs, rows: await rowsOf(lanes, rounds, told) };
  } finally {
    project.remove();
  }
}

async function rowsOf(
  lanes: readonly (Lane & { readonly functions: number })[],
  rounds: number,
  told: () => void,
): Promise<SeriesRow[]> {
  const costs = await measure(lanes, rounds, told);
  const shares: number[] = [];
  for (const { folder, tsconfig } of lanes) shares.push(await pluginShare(folder, tsconfig));
  const rows = summarize(lanes.map(({ name }, index) => ({ name, costs: costs[index] ?? [] })));
  return rows.map((row, index) => ({ ...row, functions: lanes[index]?.functions ?? 0, share: shares[index] ?? NaN }));
}

function laneOf({ folder, annotated }: GeneratedProject): Lane & { readonly functions: number } {
  const { files, functions } = annotated;
  const name = files === 0 ? "nothing annotated" : `${number(functions)} functions in ${number(files)} files`;
  return { name, folder, tsconfig: TSCONFIGS.with, functions };
}

function number(value: number): string {
  return value.toLocaleString("en");
}
