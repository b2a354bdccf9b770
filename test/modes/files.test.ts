import type { Project } from "../hosts/project.js";
import { projectOf, type Mode } from "./compilation.js";

const DOUBLE = `/** @cacheData */
function double(n: number): number { return n * 2; }
`;
const SCRIPT = `${DOUBLE}console.log(double(1));\n`;
const UNTYPED = `/** @cacheData */
export function load(id) { return String(id); }
`;
/** What a loader of AMD and System modules does, for one file that registers all. */
const LOADER = `
const registered = {}, made = {};
globalThis.define = (name, names, make) => { registered[name] = { names, make }; };
globalThis.System = { register: (name, names, declare) => { registered[name] = { names, declare }; } };
function load(name) {
  if (registered[name] === undefined) return require(name);
  if (made[name] !== undefined) return made[name];
  const exported = (made[name] = {});
  const { names, make, declare } = registered[name];
  if (make) make(...names.map((each) => ({ require, exports: exported })[each] ?? load(each)));
  else {
    const { setters, execute } = declare((key, value) => (exported[key] = value), { id: name });
    names.forEach((each, index) => setters[index](load(each)));
    execute();
  }
  return exported;
}
require("./out/all.js");
console.log(load("main").program());
`;

describe("files", () => {
  const projects: Project[] = [];

  function project(files: Mode["files"], options: Mode["options"] = {}, commonjs = false): Project {
    const made = projectOf({ options, files, commonjs });
    projects.push(made);
    return made;
  }

  afterAll(() => {
    for (const made of projects) made.remove();
  });

  test("one that is no module is refused; with moduleDetection it is one", async () => {
    const options = { module: "commonjs", moduleResolution: "bundler" };
    const made = project({ "script.ts": SCRIPT }, options, true);
    const { code, output } = await made.tspc();
    expect(output).toMatch(/^src\/script\.ts\(1,5\): error TS870210: .*Add "export \{\}" to the file\.\n$/);
    expect(code).toBe(2);
    expect(await made.tspc("--moduleDetection", "force")).toEqual({ code: 0, output: "" });
    expect(await made.node("out/script.js")).toEqual({ code: 0, output: "2\n" });
    expect(made.read("out/script.js")).toContain("$tscached_entry.hit()");
  });

  test("a parameter without a type is reported once by the compiler, and by us where that keeps silent", async () => {
    const made = project({ "untyped.js": UNTYPED, "silent.js": `// @ts-nocheck\n${UNTYPED}` }, { allowJs: true });
    const [theirs, ours] = [/untyped\.js\(2,22\): error TS7006/, /untyped\.js\(2,22\): error TS870301/];
    const silent = /silent\.js\(3,22\): error TS870301: "id" has type any/;
    const checked = await made.tspc("--checkJs");
    expect(checked.output).toMatch(theirs);
    expect(checked.output).not.toMatch(ours);
    expect(checked.output).toMatch(silent);
    for (const options of [[], ["--checkJs", "--noCheck"]]) {
      const { code, output } = await made.tspc(...options);
      expect(output).toMatch(ours);
      expect(output).not.toMatch(theirs);
      expect(output).toMatch(silent);
      expect(code).toBe(2);
    }
  });

  test("JavaScript that assigns a function to its exports is refused", async () => {
    const made = project({ "main.cjs": "/** @cacheData */\nexports.load = (n = 1) => n;\n" }, { allowJs: true });
    const { code, output } = await made.tspc();
    expect(output).toMatch(/main\.cjs\(1,5\): error TS870103/);
    expect(code).toBe(2);
  });

  test.each(["amd", "system"])("--outFile, module %s: versions stand in the code", async (module) => {
    const main = `import { double, runs } from "./double";
export function program(): string { return [double(1), double(1), runs.length].join(" "); }
`;
    const double = DOUBLE.replace("function", "export function").replace("return", "runs.push(1); return");
    const made = project(
      { "main.ts": main, "double.ts": `${double}export const runs: number[] = [];\n` },
      { module, moduleResolution: "node10", ignoreDeprecations: "6.0", outDir: undefined, outFile: "out/all.js" },
      true,
    );
    expect(await made.tspc()).toEqual({ code: 0, output: "" });
    expect(made.read("out/all.js")).toMatch(/version: "[\da-f]{16}"/);
    made.write("load.cjs", LOADER);
    expect(await made.node("load.cjs")).toEqual({ code: 0, output: "2 2 1\n" });
  });
});
