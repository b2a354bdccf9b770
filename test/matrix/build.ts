import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, posix } from "node:path";
import { DEFAULTS, groupsOf } from "../fixtures/compile.js";
import { EXPECTED_DIAGNOSTICS, readGolden, ROOT, type FixtureCase } from "../fixtures/cases.js";
import type { Manifest, ManifestFunction } from "../../transformer/manifest/format.js";
import type { Workspace } from "./host.js";
import { run } from "./process.js";

/** What a host's command made of all fixtures. */
export interface Built {
  /** What it printed of each fixture, as `file(line,column): error TS…`, in a fixed order; of what isn't ours, no texts. */
  readonly ours: ReadonlyMap<string, readonly string[]>;
  readonly theirs: ReadonlyMap<string, readonly string[]>;
  /** What the manifests say of each cached function, by its id: its version, its key, its options. */
  readonly functions: ReadonlyMap<string, ManifestFacts>;
  /** The folder of a fixture's JavaScript; undefined if none was written. */
  outputOf(fixture: FixtureCase): string | undefined;
}

/** Without its position in a list of what the project refers to, which is longer where more of it compiles. */
type ManifestFacts = Omit<ManifestFunction, "unit">;

const PLUGIN = { name: "tscached/transformer", transform: "tscached/transformer", transformProgram: true };
const DIAGNOSTIC = /^(\S+?)\((\d+,\d+)\): \w+ TS(\d+): (.*)$/gm;
const SOURCE = /\.[cm]?tsx?$/;

/** Fixtures with the same compiler options, as a project. */
interface Group {
  readonly cases: readonly FixtureCase[];
  readonly config: string;
  readonly out: string;
}

/** Compiles all fixtures with the real command: most in one project, and those of other options one after the other. */
export async function build(
  cases: readonly FixtureCase[],
  workspace: Workspace,
  node = process.execPath,
): Promise<Built> {
  const groups = groupsOf(cases)
    .flatMap((group) => withoutSyntaxErrors(group, workspace))
    .map((group, index) => writeGroup(group, workspace, join(workspace.folder, String(index))));
  const [alone, together] = [groups.filter(isAlone), groups.filter((group) => !isAlone(group))];
  const commands = [
    ...alone.map(({ config }) => ["-p", config]),
    ...(together.length === 0 ? [] : [["-b", ...together.map(({ config }) => config)]]),
  ];
  const outputs: string[] = [];
  const work = async (): Promise<void> => {
    for (let command = commands.shift(); command !== undefined; command = commands.shift()) {
      outputs.push(await compile(workspace, node, command));
    }
  };
  // The first project is most of the work. No more at a time: each ts-patch waits only so long for the others.
  await Promise.all([work(), work()]);
  return read(cases, groups, outputs.join("\n"), workspace);
}

async function compile({ tsc, folder, environment }: Workspace, node: string, options: string[]): Promise<string> {
  const { code, output } = await run(node, [tsc, ...options], folder, environment);
  if (code !== 0 && output.match(DIAGNOSTIC) === null) {
    throw new Error(`${tsc} ${options.join(" ")} ended with ${code}:\n${output.slice(0, 10_000)}`);
  }
  return output;
}

/**
 * tsc asks for no types, and so for nothing of ours, of a project in which one file has a syntax error: what this
 * compiler can't parse, by its mistakes or as it came later, gets a project of its own.
 */
function withoutSyntaxErrors(cases: readonly FixtureCase[], { parses }: Workspace): FixtureCase[][] {
  const isBroken = ({ folder, files }: FixtureCase): boolean =>
    files.some((file) => SOURCE.test(file) && !parses(join(folder, file)));
  const groups = [cases.filter((fixture) => !isBroken(fixture)), cases.filter(isBroken)];
  return groups.filter((group) => group.length > 0);
}

/**
 * Before TypeScript 5.6, -b writes nothing of a project with an error. And a project that refers to others must not build
 * them: they lie among the fixtures.
 */
function isAlone({ cases }: Group): boolean {
  return cases.some(
    (fixture) =>
      fixture.references.length > 0 || readGolden(fixture, EXPECTED_DIAGNOSTICS)?.includes(" error TS") === true,
  );
}

function writeGroup(cases: readonly FixtureCase[], { libraries, major, isPlain }: Workspace, folder: string): Group {
  const [{ options, references } = { options: {}, references: [] }] = cases;
  const merged: Record<string, unknown> = { ...DEFAULTS, ...options };
  const { plugins = [{}] } = options as { plugins?: readonly object[] };
  const lib = (merged["lib"] as string[]).map((name) => (libraries.includes(name) ? name : "esnext"));
  // What it says is only understood by the version that it names.
  if (major < 6) delete merged["ignoreDeprecations"];
  const out = join(folder, "out");
  const compilerOptions = { ...merged, lib, outDir: out, typeRoots: [join(ROOT, "node_modules/@types")] };
  const config = join(folder, "tsconfig.json");
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    config,
    JSON.stringify({
      compilerOptions: isPlain
        ? { ...compilerOptions, plugins: [], ...(major >= 6 && { noCheck: true }) }
        : { ...compilerOptions, plugins: plugins.map((line) => ({ ...PLUGIN, ...line })) },
      files: cases.flatMap((fixture) =>
        fixture.files.filter((file) => SOURCE.test(file)).map((file) => join(fixture.folder, file)),
      ),
      references: references.map((path) => ({ path })),
    }),
  );
  return { cases, config, out };
}

function read(cases: readonly FixtureCase[], groups: readonly Group[], output: string, { folder }: Workspace): Built {
  const ours = new Map<string, string[]>(cases.map(({ name }) => [name, []]));
  const theirs = new Map<string, string[]>(cases.map(({ name }) => [name, []]));
  for (const [line, path = "", place = "", code = "", text = ""] of output.matchAll(DIAGNOSTIC)) {
    const absolute = posix.resolve(folder, path);
    const file = posix.relative(join(ROOT, "fixtures"), absolute);
    const name = file.split("/").slice(0, 2).join("/");
    const isOurs = Number(code) >= 870_000;
    const list = (isOurs ? ours : theirs).get(name);
    const group = groups.find(({ config }) => config === absolute);
    if (list !== undefined)
      list.push(isOurs ? `${file}(${place}): TS${code}: ${text}` : `${file}(${place}): TS${code}`);
    // An option that the compiler doesn't know.
    else for (const fixture of group?.cases ?? []) theirs.get(fixture.name)?.push(`TS${code}`);
    if (list === undefined && group === undefined) throw new Error(`An error outside of the fixtures: ${line}`);
  }
  for (const list of [...ours.values(), ...theirs.values()]) list.sort();
  return {
    ours,
    theirs,
    functions: new Map(groups.flatMap(({ out }) => functionsIn(out))),
    outputOf(fixture) {
      const group = groups.find((candidate) => candidate.cases.includes(fixture));
      const path = join(group?.out ?? "", fixture.name);
      return existsSync(path) ? path : undefined;
    },
  };
}

function functionsIn(out: string): [string, ManifestFacts][] {
  const manifest = join(out, "tscached.manifest.json");
  if (!existsSync(manifest)) return [];
  const { functions } = JSON.parse(readFileSync(manifest, "utf8")) as Pick<Manifest, "functions">;
  return functions.map((facts) => [facts.id, { ...facts, unit: undefined }]);
}
