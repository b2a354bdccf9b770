/**
 * Whether functions that show and ask nothing pay for those that do: two builds beside each other. What the engine makes of
 * their code differs from process to process, by more than from round to round within one. So several processes compare
 * them, and a copy of the newer build says how much of what is seen is chance.
 */
import { spawnSync } from "node:child_process";
import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { hit, load, miss, type Contender, type Runtime } from "./observed-contenders.js";
import { timesOf, type ObservedCase } from "./observed-rounds.js";
import { inTurn } from "./order.js";
import { quantile } from "./statistics.js";
import { formatRatios } from "./table.js";

const CALLS = 20_000;
const MISSES = 2_000;

/** Which builds there are, in the order in which ratios name them. */
type Build = "before" | "now" | "copy";

/** By case, what each build's calls took, in nanoseconds: medians. */
type Compared = Record<string, Record<Build, number>>;

/** Compares in this process. @param folders in the order in which the builds are loaded and called */
export async function compareHere(folders: readonly (readonly [Build, string])[], rounds: number): Promise<Compared> {
  const builds: [Build, Runtime][] = [];
  for (const [name, folder] of folders) builds.push([name, await load(folder)]);
  const each = (make: (name: string, runtime: Runtime) => Contender): Contender[] =>
    builds.map(([name, runtime]) => make(name, runtime));
  const cases: ObservedCase[] = [
    {
      name: "a hit of a function that shows and asks nothing",
      calls: CALLS,
      contenders: each((name, runtime) => hit(name, runtime, "plain")),
    },
    {
      name: "a miss of a sync function",
      calls: MISSES,
      contenders: each((name, runtime) => miss(name, runtime, false)),
    },
    {
      name: "a miss of an async function",
      calls: MISSES,
      contenders: each((name, runtime) => miss(name, runtime, true)),
    },
  ];
  const compared: Compared = {};
  for (const one of cases) {
    const times = await timesOf(one, rounds);
    const medians = one.contenders.map(({ name }, index) => [name, quantile(times[index] ?? [], 0.5)]);
    compared[one.name] = Object.fromEntries(medians) as Record<Build, number>;
  }
  return compared;
}

/**
 * Compares in several processes, and prints the ratios.
 *
 * @param before the folder of the earlier build
 * @param now that of this one
 */
export function compareAcross(before: string, now: string, processes: number, rounds: number): void {
  const copy = join(process.cwd(), ".cache/bench/copy");
  rmSync(copy, { recursive: true, force: true });
  cpSync(now, copy, { recursive: true });
  const folders: [Build, string][] = [
    ["before", before],
    ["now", now],
    ["copy", copy],
  ];
  const all = Array.from({ length: processes }, (_, index) => {
    // In every order: what is loaded and called first meets an engine that knows nothing yet.
    return inProcess(inTurn(folders, index), rounds);
  });
  for (const name of Object.keys(all[0] ?? {})) {
    const row = (label: string, upper: Build, lower: Build): Parameters<typeof formatRatios>[1][number] => {
      const ratios = all.map((compared) => (compared[name]?.[upper] ?? NaN) / (compared[name]?.[lower] ?? NaN));
      const [first, median, third] = [0.25, 0.5, 0.75].map((fraction) => quantile(ratios, fraction)) as [
        number,
        number,
        number,
      ];
      return { name: label, lower: first, median, upper: third };
    };
    const rows = [row("now, to before", "now", "before"), row("a copy of now, to now", "copy", "now")];
    console.log(`${formatRatios(`${name}, in ${processes} processes`, rows)}\n`);
  }
}

function inProcess(folders: readonly (readonly [Build, string])[], rounds: number): Compared {
  const main = fileURLToPath(new URL("observed.js", import.meta.url));
  const args = ["--expose-gc", main, "--builds", JSON.stringify(folders), "--rounds", String(rounds)];
  const { status, stdout } = spawnSync(process.execPath, args, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (status !== 0) throw new Error(`a process that compares ended with ${status ?? "a signal"}`);
  return JSON.parse(stdout) as Compared;
}
