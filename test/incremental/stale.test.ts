import { setImmediate } from "node:timers/promises";
import { join } from "node:path";
import { OPTIONS, Project } from "../hosts/project.js";
import { createBuild, createBuildWatch, createIncremental, createWatch, type Command } from "./build/in-process.js";
import type { CreateCommand } from "./build/in-process.js";

// The test is whether code is right in the end; how long builds take is no part of it.
jest.setTimeout(600_000);

const LOAD = `import type { Row, Query } from "./middle.js";
/** @cacheData */
export function load(query: Query, limit: number): Row {
  return { n: limit, more: String(query) } as unknown as Row;
}
`;
const OTHER = `/** @cacheData */
export function other(n: number): number {
  return n + 1;
}
`;
const MIDDLE = 'export type { Row, Query } from "./types.js";\n';
/** Of the result the copy depends, of the parameter how and when the key's part is read, and whether there is an error. */
const TYPES = {
  flat: "export interface Row { n: number }\nexport interface Query { text: string }\n",
  deep: "export interface Row { n: number; more: { m: number } }\nexport interface Query { text: string }\n",
  frozen: "export interface Row { readonly n: number }\nexport interface Query { text: string }\n",
  primitive: "export interface Row { n: number }\nexport type Query = string;\n",
  wrong: "export interface Row { n: number }\nexport interface Query { text: () => string }\n",
};
const SOURCES = { "src/load.ts": LOAD, "src/other.ts": OTHER, "src/middle.ts": MIDDLE };
const INCREMENTAL = { incremental: true, tsBuildInfoFile: "out/.tsbuildinfo" };

type State = keyof typeof TYPES;

/** A project in which types change, beside the functions that are cached. */
class Changing {
  readonly project: Project;
  readonly errors: number[] = [];
  private readonly written = new Set<string>();
  private readonly command: Command;
  private readonly typesPath: string;

  constructor(create: CreateCommand, options: object, typesPath = "src/types.ts", files: Record<string, string> = {}) {
    this.project = new Project({ ...SOURCES, [typesPath]: TYPES.flat, ...files }, { ...options });
    this.typesPath = typesPath;
    this.command = create(this.project, this.written, ({ code }) => this.errors.push(code));
  }

  /** Builds, and says which JavaScript files were written. */
  async build(state?: State): Promise<string[]> {
    this.written.clear();
    this.errors.length = 0;
    if (state !== undefined) this.project.write(this.typesPath, TYPES[state]);
    const path = join(this.project.folder, this.typesPath);
    await this.command.build(state === undefined ? [] : [{ path, kind: "changed" }]);
    // What the plugin does at the end of a build.
    await setImmediate();
    return [...this.written].flatMap((name) => /\/(?:out|app)\/([a-z]+\.js)$/.exec(name)?.[1] ?? []).sort();
  }

  output(path = "out/load.js"): string {
    return this.project.read(path);
  }

  stop(): void {
    this.command.stop();
    this.project.remove();
  }
}

const CLEAN = new Map<State, string>();

/** What a build from nothing makes of load.ts. */
async function clean(state: State): Promise<string> {
  const known = CLEAN.get(state);
  if (known !== undefined) return known;
  const changing = new Changing(createIncremental, INCREMENTAL);
  await changing.build(state);
  const text = changing.output();
  changing.stop();
  CLEAN.set(state, text);
  return text;
}

const open: Changing[] = [];

function changing(...parameters: ConstructorParameters<typeof Changing>): Changing {
  const made = new Changing(...parameters);
  open.push(made);
  return made;
}

afterEach(() => {
  for (const made of open.splice(0)) made.stop();
});

const ISOLATED = { isolatedModules: true };
const DIRECT = { assumeChangesOnlyAffectDirectDependencies: true };

describe("what plain tsc wrote", () => {
  test.each([{}, { noEmitOnError: true }, { composite: true, declaration: true, sourceMap: true }])(
    "is compiled by the next build, and nothing else is written: %j",
    async (options) => {
      const project = changing(createIncremental, { ...INCREMENTAL, ...options });
      const config = project.output("tsconfig.json");
      const withoutPlugin = JSON.stringify({ ...JSON.parse(config), compilerOptions: { ...plain(config) } });
      for (let round = 0; round < 2; round++) {
        project.project.write("tsconfig.json", withoutPlugin);
        if (round === 1) project.project.write("src/load.ts", `${LOAD}export const more = 1;\n`);
        await project.build();
        expect(project.output()).not.toContain("tscached");
        project.project.write("tsconfig.json", config);
        expect(await project.build()).toEqual(round === 0 ? ["load.js", "other.js"] : ["load.js"]);
        expect(project.output()).toContain("tscached");
        expect(project.output("out/tscached.versions.mjs")).toContain("load.ts#load ");
        expect(await project.build()).toEqual([]);
      }
    },
  );
});

function plain(config: string): object {
  const { compilerOptions } = JSON.parse(config) as { compilerOptions: object };
  return { ...compilerOptions, plugins: [] };
}

describe("after a change of types elsewhere compiled code is that of a clean build", () => {
  test.each<[name: string, CreateCommand, object]>([
    ["isolatedModules, --incremental", createIncremental, { ...INCREMENTAL, ...ISOLATED }],
    ["isolatedModules, -w", createWatch, ISOLATED],
    ["isolatedModules, -b, composite", createBuild, { ...INCREMENTAL, ...ISOLATED, composite: true }],
    ["isolatedModules, -b -w", createBuildWatch, { ...INCREMENTAL, ...ISOLATED }],
    ["only direct dependencies, --incremental", createIncremental, { ...INCREMENTAL, ...DIRECT }],
    ["only direct dependencies, -w", createWatch, DIRECT],
    ["isolatedModules, noEmitOnError", createIncremental, { ...INCREMENTAL, ...ISOLATED, noEmitOnError: true }],
  ])("%s", async (_, create, options) => {
    const project = changing(create, options);
    await project.build();
    expect(project.output()).toBe(await clean("flat"));
    for (const state of ["deep", "frozen", "primitive", "flat"] as const) {
      // Only what has changed is written, and what was compiled for other types.
      const written = (await project.build(state)).filter((name) => name !== "middle.js");
      expect([state, written]).toEqual([state, ["load.js", "types.js"]]);
      expect(project.output()).toBe(await clean(state));
      expect(await project.build()).toEqual([]);
    }
  });

  test.each<[name: string, CreateCommand, object]>([
    ["isolatedModules", createIncremental, { ...INCREMENTAL, ...ISOLATED }],
    ["only direct dependencies", createIncremental, { ...INCREMENTAL, ...DIRECT }],
  ])("%s: and where the types make an error, it is reported and nothing stays compiled", async (_, create, options) => {
    const project = changing(create, options);
    await project.build();
    await project.build("wrong");
    expect(project.errors).toEqual([870300]);
    expect(project.output()).not.toContain("tscached");
    await project.build();
    expect(project.errors).toEqual([870300]);
    await project.build("flat");
    expect(project.errors).toEqual([]);
    expect(project.output()).toBe(await clean("flat"));
  });

  test("of another project, with -b", async () => {
    const options = { ...OPTIONS, ...ISOLATED, composite: true };
    const core = {
      compilerOptions: { ...options, outDir: "../core-out", tsBuildInfoFile: "../core-out/info" },
      include: ["src"],
    };
    const app = {
      compilerOptions: { ...options, outDir: "../out", tsBuildInfoFile: "../out/info" },
      include: ["src"],
      references: [{ path: "../core" }],
    };
    const project = changing(createBuild, {}, "core/src/types.ts", {
      "app/src/load.ts": LOAD.replace("./middle.js", "../../core/src/types.js"),
      "core/tsconfig.json": JSON.stringify(core),
      "app/tsconfig.json": JSON.stringify(app),
      "tsconfig.json": JSON.stringify({ files: [], references: [{ path: "app" }] }),
    });
    await project.build();
    const flat = project.output();
    for (const state of ["deep", "primitive", "flat"] as const) {
      expect([state, await project.build(state)]).toEqual([state, ["load.js"]]);
      expect(project.errors).toEqual([]);
      expect(project.output() === flat).toBe(state === "flat");
      const behaviour = (text: string): string => text.slice(text.indexOf("key: ["));
      expect(behaviour(project.output())).toBe(behaviour(await clean(state)));
    }
  });

  test("also where the build was killed before we had it written", async () => {
    const project = changing(createIncremental, { ...INCREMENTAL, ...ISOLATED });
    await project.build();
    const before = ["load.js", "tscached.manifest.json", "tscached.versions.mjs"].map(
      (name) => [`out/${name}`, project.output(`out/${name}`)] as const,
    );
    await project.build("deep");
    for (const [path, text] of before) project.project.write(path, text);
    expect(await project.build()).toEqual(["load.js"]);
    expect(project.output()).toBe(await clean("deep"));

    for (const [path, text] of before) project.project.write(path, path.endsWith(".json") ? "" : text);
    expect(await project.build()).toEqual(["load.js", "middle.js", "other.js", "types.js"]);
    expect(project.output()).toBe(await clean("deep"));
  });

  test("errors hold the output back where they should", async () => {
    const project = changing(createIncremental, { ...INCREMENTAL, ...ISOLATED, noEmitOnError: true });
    await project.build();
    const versions = project.output("out/tscached.versions.mjs");
    expect(await project.build("wrong")).toEqual([]);
    expect([project.output(), project.output("out/tscached.versions.mjs")]).toEqual([await clean("flat"), versions]);
    await project.build("deep");
    expect(project.output()).toBe(await clean("deep"));
  });
});
