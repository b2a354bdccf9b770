import { cpSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { Project, SOURCE_TRANSFORMER, type Outcome } from "./project.js";

const MAIN = `
import { cacheOf } from "tscached";
import { helper } from "./helper.js";
/** @cacheData { ttl: "1h" } */
export function load(n: number): number { return helper(n); }
/** @cacheData */
export function alone(n: number): number { return n; }
console.log(cacheOf(load).version, cacheOf(alone).version);
`;
const HELPER = "export function helper(n: number): number { return n + 1; }\n";
const CHANGED = "export function helper(n: number): number { return n + 2; }\n";
const SOURCES = { "src/main.ts": MAIN, "src/helper.ts": HELPER };
/** With declarations, only files whose types change take along those that import them. */
const INCREMENTAL = { incremental: true, declaration: true };
const VERSION = "[\\da-f]{16}";

describe("versions beside the output", () => {
  const projects: Project[] = [];

  function project(files: Readonly<Record<string, string>>, options: Readonly<Record<string, unknown>> = {}): Project {
    const made = new Project(files, options);
    projects.push(made);
    return made;
  }

  afterAll(() => {
    for (const made of projects) made.remove();
  });

  /** Builds, and returns the versions that the program sees. */
  async function build(made: Project, ...options: string[]): Promise<string> {
    expect(await made.tspc(...options)).toEqual<Outcome>({ code: 0, output: "" });
    return run(made);
  }

  async function run(made: Project, file = "out/main.js"): Promise<string> {
    const { code, output } = await made.node(file);
    expect(output).toMatch(new RegExp(`^${VERSION} ${VERSION}\n$`));
    expect(code).toBe(0);
    return output;
  }

  const whole = project(SOURCES, INCREMENTAL);
  let wholeVersions = "";

  beforeAll(async () => {
    wholeVersions = await build(whole);
  });

  /** A project that `--incremental` has built once: a copy, since each build is a process. */
  function built(): { readonly made: Project; readonly before: string } {
    const made = project(SOURCES, INCREMENTAL);
    for (const path of ["out", "tsconfig.tsbuildinfo"]) {
      cpSync(join(whole.folder, path), join(made.folder, path), { recursive: true, preserveTimestamps: true });
    }
    return { made, before: wholeVersions };
  }

  const known = new Map<string, Promise<string>>();

  /** The versions of a project that is built from nothing; of the same files they are found out once. */
  function cleanly(files: Readonly<Record<string, string>>): Promise<string> {
    const key = JSON.stringify(files);
    const found = known.get(key) ?? build(project(files));
    known.set(key, found);
    return found;
  }

  test("--incremental: a changed helper changes a version in a file that isn't written again", async () => {
    const { made, before } = built();
    const written = statSync(join(made.folder, "out/main.js")).mtimeMs;
    made.write("src/helper.ts", CHANGED);
    const after = await build(made);
    expect(statSync(join(made.folder, "out/main.js")).mtimeMs).toBe(written);
    expect(after.split(" ")[0]).not.toBe(before.split(" ")[0]);
    expect(after.split(" ")[1]).toBe(before.split(" ")[1]);
    expect(after).toBe(await cleanly({ ...SOURCES, "src/helper.ts": CHANGED }));
    made.write("src/helper.ts", HELPER);
    expect(await build(made)).toBe(before);
  });

  test("--watch: the same", async () => {
    const made = project(SOURCES, { declaration: true });
    const watcher = made.watch();
    try {
      await watcher.rebuilt();
      const before = await run(made);
      const written = statSync(join(made.folder, "out/main.js")).mtimeMs;
      made.write("src/helper.ts", CHANGED);
      await watcher.rebuilt();
      expect(await run(made)).toBe(await cleanly({ ...SOURCES, "src/helper.ts": CHANGED }));
      expect(await run(made)).not.toBe(before);
      expect(statSync(join(made.folder, "out/main.js")).mtimeMs).toBe(written);
    } finally {
      watcher.stop();
    }
  });

  test("file by file: what was compiled before hears of what is compiled now", async () => {
    const made = project(SOURCES);
    const files = async (...names: string[]): Promise<void> => {
      for (const name of names) {
        const { code, output } = await made.node(made.tspcPath, "--ignoreConfig", name);
        expect({ code, output }).toEqual({ code: 0, output: "" });
      }
    };
    // Built as a whole before, so that the two ways must agree on where versions stand.
    expect(await made.tspc()).toEqual<Outcome>({ code: 0, output: "" });
    const before = await run(made);
    await files("src/main.ts", "src/helper.ts");
    expect(await run(made)).toBe(before);
    made.write("src/helper.ts", CHANGED);
    await files("src/helper.ts");
    const after = await run(made);
    expect(after).not.toBe(before);
    expect(after).toBe(await cleanly({ ...SOURCES, "src/helper.ts": CHANGED }));
  });

  test("--incremental: a package that was installed anew counts, though nothing is written again", async () => {
    const made = project({}, INCREMENTAL);
    const install = (version: string): void => {
      made.write("node_modules/rates/package.json", JSON.stringify({ name: "rates", version, types: "index.d.ts" }));
    };
    made.write("node_modules/rates/index.d.ts", "export declare function helper(n: number): number;\n");
    made.write("node_modules/rates/index.js", "exports.helper = (n) => n;\n");
    made.write("src/main.ts", MAIN.replace("./helper.js", "rates"));
    install("1.0.0");
    const before = await build(made);
    const written = statSync(join(made.folder, "out/main.js")).mtimeMs;
    install("1.0.1");
    const after = await build(made);
    expect(statSync(join(made.folder, "out/main.js")).mtimeMs).toBe(written);
    expect(after.split(" ")[0]).not.toBe(before.split(" ")[0]);
    install("1.0.0");
    expect(await build(made)).toBe(before);
  });

  test("what fails under --noEmitOnError, and --noEmit, write no versions", async () => {
    const { made, before } = built();
    made.write("src/helper.ts", CHANGED);
    made.write("src/wrong.ts", "export const text: string = 1;\n");
    for (const option of ["--noEmit", "--noEmitOnError"]) {
      expect((await made.tspc(option)).output).toMatch(/TS2322/);
      expect(await run(made)).toBe(before);
    }
    made.write("src/wrong.ts", "export const text: string = '1';\n");
    expect(await build(made, "--noEmitOnError")).toBe(await cleanly({ ...SOURCES, "src/helper.ts": CHANGED }));
  });

  test("code of a build that was killed has a version of its own in each process, until the next build", async () => {
    const { made, before } = built();
    made.write("out/tscached.manifest.json", "");
    made.write("out/tscached.versions.mjs", "export default {};\n");
    const runs = [await made.node("out/main.js"), await made.node("out/main.js")].map(({ output }) => output);
    for (const output of runs) expect(output).toMatch(/^unfinished-\S{36} unfinished-\S{36}\n$/);
    expect(runs[0]).not.toBe(runs[1]);
    expect(await build(made)).toBe(before);
  });

  test("after a build that was killed and sources that were restored, code and versions fit again", async () => {
    const { made, before } = built();
    const code = made.read("out/helper.js");
    // As if it was killed when it had written this much: tsc takes the helper's code for written.
    made.write("out/helper.js", code.replace("+ 1", "+ 2"));
    made.write("out/tscached.manifest.json", "");
    made.write("out/tscached.versions.mjs", "export default {};\n");
    expect(await build(made)).toBe(before);
    expect(made.read("out/helper.js")).toBe(code);
  });

  test("plain tsc in between: the next build gives its code its version", async () => {
    const { made } = built();
    made.write("src/helper.ts", CHANGED);
    expect((await made.node("node_modules/typescript/bin/tsc", "-p", ".")).code).toBe(0);
    expect(await build(made)).toBe(await cleanly({ ...SOURCES, "src/helper.ts": CHANGED }));
  });

  test("versions that can't be taken away stop the build before it writes any code", async () => {
    const { made, before } = built();
    // A folder can't be written to by anyone.
    made.write("src/helper.ts", CHANGED);
    made.remove("out/tscached.manifest.json");
    made.write("out/tscached.manifest.json/file", "");
    const code = made.read("out/helper.js");
    const { code: exit, output } = await made.tspc();
    expect(output).toMatch(
      /tscached: .*\/out\/tscached\.manifest\.json can't be written \(.+\)\. .* Make it writable, or delete it/,
    );
    expect(exit).not.toBe(0);
    expect(made.read("out/helper.js")).toBe(code);
    made.remove("out/tscached.manifest.json");
    expect(await build(made)).not.toBe(before);
  });

  test("a function that is gone is gone from the manifest", async () => {
    const { made } = built();
    expect(made.read("out/tscached.manifest.json")).toContain("#alone");
    made.write("src/main.ts", MAIN.replace("/** @cacheData */", "").replace("cacheOf(alone)", "cacheOf(load)"));
    await build(made);
    expect(made.read("out/tscached.manifest.json")).not.toContain("#alone");
    expect(made.read("out/tscached.versions.mjs")).not.toContain("#alone");
  });

  test("a project without tags gets no file of ours", async () => {
    const made = project({ "src/helper.ts": HELPER });
    expect(await made.tspc()).toEqual<Outcome>({ code: 0, output: "" });
    expect(
      ["manifest.json", "versions.mjs", "versions.cjs"].filter((name) => made.has(`out/tscached.${name}`)),
    ).toEqual([]);
  });

  test.each([
    ["as a source transformer", SOURCE_TRANSFORMER, "out/main.js"],
    ["beside the sources", { outDir: undefined, rootDir: undefined }, "src/main.js"],
    ["in a folder of its own, deeper", { outDir: "build/js/out", rootDir: "." }, "build/js/out/src/main.js"],
    ["with declarations elsewhere", { declaration: true, declarationDir: "types" }, "out/main.js"],
  ])("%s: a changed helper counts", async (_, options, file) => {
    const made = project(SOURCES, { incremental: true, tsBuildInfoFile: "info", ...options });
    expect(await made.tspc()).toEqual<Outcome>({ code: 0, output: "" });
    const before = await run(made, file);
    made.write("src/helper.ts", CHANGED);
    expect(await made.tspc()).toEqual<Outcome>({ code: 0, output: "" });
    const after = await run(made, file);
    expect(after.split(" ")[0]).not.toBe(before.split(" ")[0]);
    expect(after.split(" ")[1]).toBe(before.split(" ")[1]);
  });

  test("CommonJS and ES modules in one project share the versions", async () => {
    const made = project({
      "src/main.cts":
        'import { cacheOf } from "tscached";\n/** @cacheData */ export function f(n: number): number { return n; }\nconsole.log(cacheOf(f).version);\n',
      "src/other.mts":
        'import { cacheOf } from "tscached";\n/** @cacheData */ export function f(n: number): number { return n; }\nconsole.log(cacheOf(f).version);\n',
    });
    expect(await made.tspc()).toEqual<Outcome>({ code: 0, output: "" });
    const [common, esm] = [await made.node("out/main.cjs"), await made.node("out/other.mjs")];
    expect(common.output).toMatch(new RegExp(`^${VERSION}\n$`));
    expect(esm).toEqual(common);
  });

  test("configurations that write to one folder don't meet", async () => {
    const made = project(SOURCES);
    const config = JSON.parse(made.read("tsconfig.json")) as { compilerOptions: object };
    made.write("tsconfig.build.json", JSON.stringify({ ...config, include: ["src/helper.ts", "src/other.ts"] }));
    made.write("src/other.ts", "/** @cacheData */\nexport function other(n: number): number { return n; }\n");
    const before = await build(made);
    expect((await made.node(made.tspcPath, "-p", "tsconfig.build.json")).code).toBe(0);
    expect(await run(made)).toBe(before);
    expect(made.read("out/tscached.build.manifest.json")).not.toContain("#load");
  });

  test("the manifest has the same bytes in another folder, and wherever it is built", async () => {
    const [first, second] = [project(SOURCES), project(SOURCES)];
    await build(first);
    // As a checkout on another machine: other times.
    utimesSync(join(second.folder, "src/main.ts"), 1, 1);
    await build(second);
    const text = first.read("out/tscached.manifest.json");
    expect(second.read("out/tscached.manifest.json")).toBe(text);
    expect(text).not.toContain(first.folder);
    expect(JSON.parse(text)).toMatchObject({
      format: 1,
      functions: [
        {
          id: "project/src/main.ts#alone",
          file: "src/main.ts",
          line: 7,
          kind: "data",
          options: {},
          key: [{ label: "n" }],
        },
        { id: "project/src/main.ts#load", line: 5, options: { ttl: 3_600_000 }, unit: 1 },
      ],
      units: [{ uses: [] }, { name: "project/src/main.ts#load", uses: [2] }, { name: "project/src/helper.ts#helper" }],
    });
  });
});
