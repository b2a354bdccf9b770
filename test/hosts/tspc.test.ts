import { Project, SOURCE_TRANSFORMER, type Outcome } from "./project.js";

const GOOD = `
import { cacheOf } from "tscached";
let _runs = 0;
/** @cacheData { maxEntries: 10 } */
export function double(n: number): number { _runs++; return n * 2; }
double(1); double(1); double(2);
console.log(_runs, JSON.stringify(cacheOf(double).stats().hits));
`;
const BAD = `
/** @cacheData */
export function load(url: string, onDone: () => void): string { onDone(); return url; }
`;
const REJECTED = /src\/bad\.ts\(3,35\): error TS870300: "onDone" is a function/;

describe("tspc", () => {
  const projects: Project[] = [];

  function project(files: Readonly<Record<string, string>>, options: Readonly<Record<string, unknown>> = {}): Project {
    const made = new Project(files, options);
    projects.push(made);
    return made;
  }

  afterAll(() => {
    for (const made of projects) made.remove();
  });

  test("compiles a good project, and the program runs cached", async () => {
    const made = project({ "src/good.ts": GOOD });
    expect(await made.tspc()).toEqual<Outcome>({ code: 0, output: "" });
    expect(await made.node("out/good.js")).toEqual<Outcome>({ code: 0, output: "2 1\n" });
  });

  test("fails with the diagnostic and exit code 2, and leaves what it rejects as it is", async () => {
    const made = project({ "src/good.ts": GOOD, "src/bad.ts": BAD });
    const { code, output } = await made.tspc();
    expect(output).toMatch(REJECTED);
    expect(output.match(/error TS/g)).toHaveLength(1);
    expect(code).toBe(2);
    expect(made.read("out/bad.js")).not.toContain("tscached/internal");
    expect(made.read("out/good.js")).toContain("tscached/internal");
  });

  test("--noEmit fails with the diagnostic and exit code 2", async () => {
    const made = project({ "src/bad.ts": BAD });
    const { code, output } = await made.tspc("--noEmit");
    expect(output).toMatch(REJECTED);
    expect(code).toBe(2);
  });

  test("--noEmit --incremental reports again what nobody mended", async () => {
    const made = project({ "src/bad.ts": BAD });
    const first = await made.tspc("--noEmit", "--incremental", "--tsBuildInfoFile", "info");
    const second = await made.tspc("--noEmit", "--incremental", "--tsBuildInfoFile", "info");
    expect(first.output).toMatch(REJECTED);
    expect(second.output).toBe(first.output);
    // The second time tsc has nothing to emit, and says 1 for its own errors too.
    expect([first.code, second.code]).toEqual([2, 1]);
  });

  test("--noEmitOnError writes nothing", async () => {
    const made = project({ "src/good.ts": GOOD, "src/bad.ts": BAD });
    const { code, output } = await made.tspc("--noEmitOnError");
    expect(output).toMatch(REJECTED);
    expect(code).not.toBe(0);
    expect(made.has("out")).toBe(false);
  });

  test("-b compiles, and fails as well", async () => {
    const made = project({ "src/good.ts": GOOD });
    expect(await made.node(made.tspcPath, "-b")).toEqual<Outcome>({ code: 0, output: "" });
    expect((await made.node("out/good.js")).output).toBe("2 1\n");
    made.write("src/bad.ts", BAD);
    const { code, output } = await made.node(made.tspcPath, "-b");
    expect(output).toMatch(REJECTED);
    expect(code).not.toBe(0);
  });

  test("// @ts-ignore hides nothing of ours", async () => {
    const made = project({ "src/bad.ts": BAD.replace("export", "// @ts-ignore\nexport") });
    expect((await made.tspc("--noEmit")).output).toMatch(/TS870300/);
  });

  test("does not crash on syntax errors, in code and in tags", async () => {
    const made = project({
      "src/broken.ts":
        "/** @cacheData { ttl: */\nexport function load(url: string { return url }\n/** @cacheData */ export const = ;",
      "src/unfinished.ts": "/** @cacheData */\nexport const f = (",
      "src/lone.ts": "export {};\n/** @cacheData",
    });
    const { code, output } = await made.tspc("--noEmit");
    expect(output).toMatch(/error TS1\d{3}/);
    expect(output).not.toMatch(/TS870990|at \w+ \(/);
    expect(code).toBe(2);
  });

  test("as a source transformer: compiles, and reports while emitting", async () => {
    const made = project({ "src/good.ts": GOOD }, SOURCE_TRANSFORMER);
    expect(await made.tspc()).toEqual<Outcome>({ code: 0, output: "" });
    expect((await made.node("out/good.js")).output).toBe("2 1\n");
    made.write("src/bad.ts", BAD);
    const { code, output } = await made.tspc();
    expect(output).toMatch(REJECTED);
    expect(code).not.toBe(0);
  });

  test("a plugin line that calls us in an unknown way says what to write", async () => {
    const made = project({ "src/good.ts": GOOD }, { plugins: [{ transform: "tscached/transformer", type: "config" }] });
    const { code, output } = await made.tspc();
    expect(output).toContain('"transformProgram": true');
    expect(code).not.toBe(0);
  });

  test("a project without tags is compiled to the same bytes", async () => {
    const plain = "// @cache is not ours\nexport const f = (n: number): number => n; // a@b.c\n";
    const made = project({ "src/plain.ts": plain }, { sourceMap: true, declaration: true });
    await made.tspc();
    const ours = ["out/plain.js", "out/plain.js.map", "out/plain.d.ts"].map((path) => made.read(path));
    const other = project({ "src/plain.ts": plain }, { sourceMap: true, declaration: true, plugins: [] });
    await other.tspc();
    expect(ours).toEqual(["out/plain.js", "out/plain.js.map", "out/plain.d.ts"].map((path) => other.read(path)));
  });
});
