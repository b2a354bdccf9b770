import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { FixtureCase } from "../fixtures/cases.js";
import { jsName } from "../fixtures/compile.js";
import type { Built } from "./build.js";
import { run } from "./process.js";

/** What one host on one Node.js gives, beside what the newest gives. */
export interface Cell {
  /** The fixtures that are the same. */
  readonly same: readonly string[];
  /** Those that the compiler itself rejects, for other reasons than the newest: their syntax or types came later. */
  readonly unknown: readonly string[];
  /** What differs, in words. */
  readonly differences: readonly string[];
}

/** What a cell is judged by. */
export interface Reference {
  readonly newest: Built;
  /** The fixtures without a plugin, by the newest compiler. */
  readonly original: Built;
}

/**
 * Runs what a host has built, and compares all of it with what the newest has built.
 *
 * @param plain builds some fixtures with the host's own compiler, without a plugin
 */
export async function compare(
  cases: readonly FixtureCase[],
  built: Built,
  { newest, original }: Reference,
  plain: (cases: readonly FixtureCase[]) => Promise<Built>,
  list: string,
  node = process.execPath,
): Promise<Cell> {
  const unknown = new Set(cases.filter(({ name }) => hasErrorsOfItsOwn(built, newest, name)));
  const differences = new Map<FixtureCase, string>();
  for (const fixture of cases) {
    const found = unknown.has(fixture) ? undefined : differenceOf(fixture, built, newest);
    if (found !== undefined) differences.set(fixture, found);
  }
  const running = cases.filter(
    (fixture) => functionsOf(built, fixture).length > 0 && !unknown.has(fixture) && !differences.has(fixture),
  );
  const failed = [...(await runAll(running, built, original, list, node)).keys()];
  const inOtherFormat = [...differences.keys()].filter((fixture) => isInOtherFormat(fixture, built, newest));
  const doubtful = [...failed, ...inOtherFormat];
  if (doubtful.length > 0) {
    // The language as this compiler has it: names of classes, the order of exports, decorators; and which files it
    // compiles to CommonJS, before 5.6 without a look at their names under `esnext`.
    for (const [fixture, { side, error }] of await runAll(doubtful, built, await plain(doubtful), list, node)) {
      if (side === "compiled") differences.set(fixture, error);
      else {
        differences.delete(fixture);
        unknown.add(fixture);
      }
    }
  }
  return {
    same: cases.filter((fixture) => !unknown.has(fixture) && !differences.has(fixture)).map(({ name }) => name),
    unknown: [...unknown].map(({ name }) => name),
    differences: [...differences].map(([{ name }, text]) => `${name}: ${text}`),
  };
}

function hasErrorsOfItsOwn(built: Built, newest: Built, name: string): boolean {
  const known = newest.theirs.get(name);
  return built.theirs.get(name)?.some((error) => known?.includes(error) !== true) ?? true;
}

function differenceOf(fixture: FixtureCase, built: Built, newest: Built): string | undefined {
  const [printed, expected] = [built, newest].map(({ ours }) => ours.get(fixture.name)?.join("\n"));
  if (printed !== expected) return `diagnostics\n${printed ?? ""}\ninstead of\n${expected ?? ""}`;
  const [functions, wanted] = [built, newest].map((side) => JSON.stringify(functionsOf(side, fixture), undefined, 1));
  if (functions !== wanted) return `functions\n${functions ?? ""}\ninstead of\n${wanted ?? ""}`;
  return undefined;
}

/** Whether a fixture differs in nothing but the format of its modules, as far as it can be seen. */
function isInOtherFormat(fixture: FixtureCase, built: Built, newest: Built): boolean {
  const [facts, wanted] = [built, newest].map((side) =>
    JSON.stringify([side.ours.get(fixture.name), functionsOf(side, fixture).map((one) => ({ ...one, compiled: "" }))]),
  );
  return facts === wanted;
}

/** What is said of the functions of a fixture, in its own files. */
export function functionsOf({ functions }: Built, { name }: FixtureCase): object[] {
  return [...functions.values()].filter(({ file }) => file.startsWith(`fixtures/${name}/`));
}

interface Failure {
  /** Whether it was the original that failed, before the compiled one was tried. */
  readonly side: "original" | "compiled";
  readonly error: string;
}

/** Runs fixtures, and returns what is wrong with those that fail. */
async function runAll(
  fixtures: readonly FixtureCase[],
  built: Built,
  original: Built,
  list: string,
  node: string,
): Promise<Map<FixtureCase, Failure>> {
  const jobs = fixtures.map((fixture) => ({
    name: fixture.name,
    original: original.outputOf(fixture),
    compiled: built.outputOf(fixture),
    input: jsName(fixture.input),
  }));
  writeFileSync(list, JSON.stringify(jobs));
  const options = ["--enable-source-maps", join(__dirname, "runner.mjs"), list];
  const { output } = await run(node, options, __dirname);
  const lines = output.split("\n").filter((line) => line.startsWith('{"'));
  const results = lines.map((line) => JSON.parse(line) as ({ name: string } & Failure) | { ran: number });
  if (!results.some((result) => "ran" in result && result.ran === jobs.length)) {
    throw new Error(`The fixtures didn't run to the end:\n${output}`);
  }
  return new Map(
    results.flatMap((result) => {
      const fixture = fixtures.find(({ name }) => "name" in result && name === result.name);
      return fixture === undefined || !("name" in result) ? [] : [[fixture, result] as const];
    }),
  );
}
