import { execFileSync } from "node:child_process";
import { setImmediate } from "node:timers/promises";
import { join } from "node:path";
import ts from "typescript";
import { OPTIONS, Project } from "../hosts/project.js";
import { createBuild, createIncremental } from "../incremental/build/in-process.js";
import { folderWith, tscached, type Outcome } from "./run.js";

jest.setTimeout(120_000);

const PRICE = `import { factor } from "./factor.js";
/** @cacheData */
export function price(n: number): number {
  return n * factor();
}
`;
const SOURCES = {
  "src/price.ts": PRICE,
  "src/factor.ts": "export function factor(): number {\n  return 2;\n}\n",
  "src/größe.ts":
    'export class Größe {\n  /** @cacheResource { ttl: "1h" } */\n  static of(n: number) {\n    return { n };\n  }\n}\n',
};

const projects: Project[] = [];

afterAll(() => {
  for (const project of projects) project.remove();
});

function projectOf(files: Readonly<Record<string, string>> = SOURCES, options: object = {}): Project {
  const project = new Project(files, { lib: ["es2022"], ...options });
  projects.push(project);
  return project;
}

async function built(...parameters: Parameters<typeof projectOf>): Promise<Project> {
  const project = projectOf(...parameters);
  await build(project);
  return project;
}

async function build(project: Project, create = createIncremental): Promise<void> {
  await create(project, new Set(), () => undefined).build([]);
  // What the plugin does at the end of a build.
  await setImmediate();
}

/** As a bundler or another compiler writes a file, that knows nothing of plugins. */
function transpile(project: Project, name: string): void {
  const { outputText } = ts.transpileModule(project.read(`src/${name}.ts`), {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  });
  project.write(`out/${name}.js`, outputText);
}

function check({ folder }: Project, ...options: string[]): Outcome {
  return tscached(folder, ["check", ...options]);
}

const ALL = { code: 0, out: "2 of 2 annotated functions are compiled.\n", err: "" };
const UNCOMPILED = `not compiled  src/price.ts:3  price
    out/price.js was written without tscached's transformer. Build it with tspc.

1 of 2 annotated functions is compiled.
`;
const STALE = `stale  src/price.ts:3  price
    out/price.js was compiled from another state of the sources, or its versions are missing beside it. Build it again with tspc.

1 of 2 annotated functions is compiled.
`;

describe("tscached check", () => {
  test.each([
    {},
    { module: "esnext", moduleResolution: "bundler", sourceMap: true, removeComments: true, target: "es2017" },
  ])("passes what was compiled: %j", async (options) => {
    expect(check(await built(SOURCES, options))).toEqual(ALL);
  });

  test("finds what was built without the transformer, and what is of another state", async () => {
    const project = await built();
    transpile(project, "price");
    expect(check(project)).toEqual({ code: 1, out: UNCOMPILED, err: "" });
    await build(project);
    expect(check(project)).toEqual(ALL);

    project.write("src/factor.ts", "export function factor(): number {\n  return 3;\n}\n");
    expect(check(project)).toEqual({ code: 1, out: STALE, err: "" });
    await build(project);
    expect(check(project)).toEqual(ALL);

    project.write("src/price.ts", PRICE.replace("n: number", "n: number, more = 1"));
    expect(check(project)).toEqual({ code: 1, out: STALE, err: "" });
    project.write("src/price.ts", PRICE);
    project.remove("out/tscached.versions.mjs");
    expect(check(project)).toMatchObject({ code: 1, out: expect.stringContaining("0 of 2") as string });
    project.remove("out/price.js");
    expect(check(project).out).toContain("not built  src/price.ts:3  price\n    out/price.js isn't there.");
  });

  test("finds functions whose calls are observed, with and without cached ones beside them", async () => {
    const replayed = "/** @cacheReplay */\nexport const zeige = (text: string): void => void text;\n";
    const project = await built({
      "src/größe.ts": replayed,
      "src/price.ts": `${replayed}/** @cacheInput */\nexport function rate(): number {\n  return 2;\n}\n${PRICE}`,
      "src/factor.ts": SOURCES["src/factor.ts"],
    });
    expect(check(project)).toEqual({ ...ALL, out: "4 of 4 annotated functions are compiled.\n" });
    transpile(project, "größe");
    const { code, out } = check(project);
    expect(code).toBe(1);
    expect(out).toMatch(/^not compiled {2}src\/größe\.ts:2 {2}zeige\n/);
    expect(out).toContain("\n3 of 4 annotated functions are compiled.\n");
    await build(project);
    expect(check(project)).toMatchObject({ code: 0 });
  });

  test("finds a project without the plugin line", async () => {
    const project = await built(SOURCES, { plugins: [] });
    const { code, out } = check(project);
    expect(code).toBe(1);
    expect(out).toContain("Build it with tspc; tsconfig.json has no line for tscached in its plugins.\n");
    expect(out).toContain("0 of 2 annotated functions are compiled.\n");
  });

  test("fails for annotated functions with errors, and files that can't be parsed", () => {
    const project = projectOf({
      "src/wrong.ts": "/** @cacheData */\nexport function wrong(done: () => void) {\n  done();\n}\n",
      "src/broken.ts": "/** @cacheData */\nexport function broken( {\n",
    });
    const { code, out } = check(project);
    expect(code).toBe(1);
    expect(out).toContain('error  src/wrong.ts:2:23\n    TS870300: "done" is a function');
    expect(out).toMatch(/^error {2}src\/broken\.ts:3:1\n {4}TS1005: /m);
    expect(out).toMatch(/\n\n0 of 0 annotated functions are compiled\. \d errors\.\n$/);
  });

  test("looks into bundles", async () => {
    const project = await built();
    const text = (name: string): string =>
      project.read(`out/${name}`).replace(/^(import|export) (\{|\w+ from|\* as).*/gm, "");
    const versions = project.read("out/tscached.versions.mjs").replace("export default", "var v =");
    const [price, other] = [text("price.js"), text("größe.js")];
    project.write("dist/all.js", versions.replaceAll('"', "'") + price.replaceAll('"', "`") + other);
    project.write("dist/part.js", versions + other);
    project.write("dist/unversioned.js", price + other);
    expect(check(project, "--out", "dist/all.js")).toEqual(ALL);
    expect(check(project, "--out", "dist/part.js")).toMatchObject({
      code: 1,
      out: expect.stringContaining("not compiled  src/price.ts:3  price\n    dist/part.js was") as string,
    });
    expect(check(project, "--out", "dist/missing.js")).toMatchObject({
      code: 2,
      err: expect.stringContaining("There is no dist/missing.js.") as string,
    });
    project.write("empty/readme.md", "");
    expect(check(project, "-o", "empty").err).toContain("There is no JavaScript in empty. Build the project first.");
    project.remove("out");
    expect(check(project, "-o", "dist/all.js", "-o", "dist/part.js")).toEqual(ALL);
    expect(check(project, "--out", "dist/unversioned.js")).toMatchObject({ code: 1 });
  });

  test("says that there is nothing to compare with", async () => {
    expect(check(projectOf())).toEqual({
      code: 2,
      out: "",
      err: "tscached check: tsconfig.json isn't built: there is no out/größe.js. Build it with tspc (if that takes it for up to date, delete its .tsbuildinfo first), or name the output with --out.\n",
    });
    const project = await built();
    for (const option of ["noEmit", "emitDeclarationOnly"]) {
      const options = { ...OPTIONS, lib: ["es2022"], declaration: true, [option]: true };
      project.write("tsconfig.json", JSON.stringify({ compilerOptions: options, include: ["src"] }));
      expect(check(project)).toMatchObject({
        code: 2,
        err: expect.stringContaining(`tsconfig.json sets ${option}, so`) as string,
      });
      expect(check(project, "--out", "out")).toEqual(ALL);
    }
  });

  test("says that nothing is annotated", async () => {
    const project = await built({ "src/a.ts": "export const a = 1; // cacheData\n" });
    expect(check(project)).toEqual({ code: 0, out: "No function is annotated in tsconfig.json.\n", err: "" });
  });

  test("follows references", async () => {
    const config = (rest: object): string =>
      JSON.stringify({ compilerOptions: { ...OPTIONS, lib: ["es2022"], composite: true }, include: ["src"], ...rest });
    const project = projectOf({
      "core/src/core.ts": PRICE.replace("./factor.js", "./two.js"),
      "core/src/two.ts": SOURCES["src/factor.ts"],
      "core/tsconfig.json": config({}),
      "app/src/app.ts": SOURCES["src/größe.ts"],
      "app/tsconfig.json": config({ references: [{ path: "../core" }] }),
      "tsconfig.json": JSON.stringify({ files: [], references: [{ path: "app" }] }),
    });
    await build(project, createBuild);
    expect(check(project)).toEqual(ALL);
    expect(tscached(join(project.folder, "app"), ["check", "-p", "tsconfig.json"])).toEqual(ALL);
    project.write("core/src/two.ts", "export function factor(): number {\n  return 3;\n}\n");
    expect(check(project).out).toContain("stale  core/src/core.ts:3  price\n    core/out/core.js was");
  });

  test("prints JSON", async () => {
    const project = await built();
    transpile(project, "price");
    const { code, out } = check(project, "--json");
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual({
      format: 1,
      projects: [{ config: "tsconfig.json", hasPlugin: true }],
      summary: { compiled: 1, uncompiled: 1, stale: 0, unbuilt: 0, errors: 0 },
      functions: [
        {
          id: "project/src/größe.ts#Größe.of",
          name: "Größe.of",
          file: "src/größe.ts",
          line: 3,
          status: "compiled",
          output: "out/größe.js",
        },
        {
          id: "project/src/price.ts#price",
          name: "price",
          file: "src/price.ts",
          line: 3,
          status: "uncompiled",
          output: "out/price.js",
        },
      ],
      errors: [],
    });
  });

  test("needs a project, and a compiler that can be looked into", () => {
    const folder = folderWith({
      "tsconfig.json": "{}",
      "native/tsconfig.json": "{}",
      "native/node_modules/typescript/package.json": '{ "name": "typescript", "main": "index.js" }',
      "native/node_modules/typescript/index.js": 'exports.version = "7.0.2";',
    });
    expect(tscached(folder, ["check", "-p", "missing.json"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("missing.json. Say where") as string,
    });
    expect(tscached(folder, ["check"]).err).toContain("finds no package typescript");
    expect(tscached(folder, ["check", "-p", "native"]).err).toContain("TypeScript 7.0.2 beside");
    expect(tscached(folder, ["check", "src/a.ts"]).err).toContain("check takes no src/a.ts.");
    const project = projectOf();
    project.write("tsconfig.json", '{ "compilerOptions": { "target": "es1" } }');
    expect(check(project)).toMatchObject({ code: 2, err: expect.stringContaining("'--target'") as string });
  });

  test("works as a command, on what tspc and tsc wrote", async () => {
    const project = projectOf();
    const bin = join(__dirname, "../../cli/bin.cjs");
    await project.tspc();
    expect((await project.node(bin, "check")).code).toBe(0);
    execFileSync(process.execPath, [join(project.folder, "node_modules/typescript/bin/tsc"), "-p", project.folder]);
    expect(await project.node(bin, "check")).toMatchObject({
      code: 1,
      output: expect.stringContaining("0 of 2") as string,
    });
  });
});
