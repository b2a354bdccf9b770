import { rmSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../fixtures/cases.js";
import { createWorkspace, OLDER } from "../matrix/host.js";
import { CURRENT, Project, type Outcome } from "./project.js";

const OLD = { typescript: "typescript-4.9", patch: "ts-patch-2" };
const TTSC = join(ROOT, "node_modules/ttypescript/bin/tsc");

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
const REJECTED = /^src\/bad\.ts\(3,35\): error TS870300: "onDone" is a function.*$/m;

const projects: Project[] = [];

function project(
  files: Readonly<Record<string, string>>,
  options: Readonly<Record<string, unknown>> = {},
  toolchain = OLD,
): Project {
  const made = new Project(files, options, toolchain);
  projects.push(made);
  return made;
}

/** Of a compiler that ts-patch 2 has rewritten. */
let patchedTsc = "";
const patched = join(ROOT, ".cache", `patched-${process.pid}`);

beforeAll(async () => {
  patchedTsc = (await createWorkspace(OLDER[1], patched)).tsc;
});

afterAll(() => {
  rmSync(patched, { recursive: true, force: true });
  for (const made of projects) made.remove();
});

describe("ttypescript, which forgets diagnostics", () => {
  const ttsc = (made: Project, ...options: string[]): Promise<Outcome> => made.node(TTSC, "-p", ".", ...options);

  test("compiles a good project, and the program runs cached", async () => {
    const made = project({ "src/good.ts": GOOD });
    expect(await ttsc(made)).toEqual<Outcome>({ code: 0, output: "" });
    expect(await made.node("out/good.js")).toEqual<Outcome>({ code: 0, output: "2 1\n" });
    expect(made.has("out/tscached.manifest.json")).toBe(true);
  });

  test("fails with the diagnostic, once, and writes what there is", async () => {
    const made = project({ "src/good.ts": GOOD, "src/bad.ts": BAD, "src/none.ts": "export {};" });
    const { code, output } = await ttsc(made);
    expect(output).toMatch(REJECTED);
    expect(output.match(/error TS/g)).toHaveLength(1);
    expect(code).toBe(2);
    expect(made.read("out/bad.js")).not.toContain("tscached/internal");
    expect(made.read("out/good.js")).toContain("tscached/internal");
  });

  test("--noEmit fails too", async () => {
    const made = project({ "src/bad.ts": BAD });
    const { code, output } = await ttsc(made, "--noEmit");
    expect(output).toMatch(REJECTED);
    expect(code).toBe(2);
    expect(made.has("out")).toBe(false);
  });

  test.each(["", "--noEmit", "--incremental"])("prints a warning, once: %s", async (option) => {
    const made = project({ "src/warned.ts": GOOD.replaceAll("_runs", "runs"), "src/none.ts": "export {};" });
    const { code, output } = await ttsc(made, ...(option === "" ? [] : [option]));
    expect(output).toMatch(/^src\/warned\.ts\(5,\d+\): warning TS870220: .+\n$/);
    expect(code).toBe(0);
  });

  test("--noEmitOnError writes nothing, and tsc itself reports", async () => {
    const made = project({ "src/good.ts": GOOD, "src/bad.ts": BAD });
    const { code, output } = await ttsc(made, "--noEmitOnError");
    expect(output).toMatch(REJECTED);
    expect(output.match(/error TS/g)).toHaveLength(1);
    expect(code).toBe(1);
    expect(made.has("out")).toBe(false);
  });

  test("keeps the code of the compiler's own errors, and prints both", async () => {
    const made = project({ "src/bad.ts": BAD, "src/type.ts": "export const n: string = 1;" });
    const { code, output } = await ttsc(made);
    expect(output).toMatch(REJECTED);
    expect(output).toContain("src/type.ts(1,14): error TS2322");
    expect(code).toBe(2);
  });

  test("--incremental fails until the error is mended", async () => {
    const made = project({ "src/good.ts": GOOD, "src/bad.ts": BAD });
    const first = await ttsc(made, "--incremental");
    const second = await ttsc(made, "--incremental");
    expect(first.output).toMatch(REJECTED);
    expect(second).toEqual(first);
    made.write("src/bad.ts", BAD.replace("onDone: ()", "_onDone: ()").replace("onDone();", "_onDone();"));
    expect(await ttsc(made, "--incremental")).toEqual<Outcome>({ code: 0, output: "" });
    expect(made.read("out/bad.js")).toContain("tscached/internal");
    expect(made.has("tsconfig.tsbuildinfo")).toBe(true);
  });

  test("-b fails", async () => {
    const made = project({ "src/bad.ts": BAD });
    const { code, output } = await made.node(TTSC, "-b");
    expect(output).toMatch(REJECTED);
    expect(code).toBe(2);
  });
});

describe.each([
  ["ttypescript", OLD, () => TTSC],
  ["ts-patch 2", OLD, () => patchedTsc],
  ["ts-patch 3", { typescript: "typescript-5.0", patch: "ts-patch-3" }, (made: Project) => made.tspcPath],
  ["ts-patch 4", CURRENT, (made: Project) => made.tspcPath],
] as const)("%s", (_name, toolchain, commandOf) => {
  const build = (made: Project): Promise<Outcome> => made.node(commandOf(made), "-p", ".");
  const line = (settings: object): Record<string, unknown> => ({
    plugins: [{ transform: "tscached/transformer", ...settings }],
  });

  const isReachable = toolchain.typescript !== "typescript-5.0";

  test.each(["program", ...(isReachable ? ["raw"] : [])])("serves plugins of the type %s", async (type) => {
    const made = project({ "src/good.ts": GOOD, "src/bad.ts": BAD }, line({ type }), toolchain);
    const { code, output } = await build(made);
    expect(output).toMatch(REJECTED);
    expect(output.match(/error TS/g)).toHaveLength(1);
    expect(code).toBe(2);
    expect((await made.node("out/good.js")).output).toBe("2 1\n");
  });

  test("refuses other types", async () => {
    const made = project({ "src/good.ts": GOOD }, line({ type: "checker" }), toolchain);
    const { code, output } = await build(made);
    expect(output).toContain('tscached: the plugin line says "type": "checker"');
    expect(output).toContain('"transform": "tscached/transformer", "transformProgram": true }');
    expect(code).not.toBe(0);
  });
});

test("refuses the type raw where the host's compiler can't be reached, rather than take another", async () => {
  const toolchain = { typescript: "typescript-5.0", patch: "ts-patch-3" };
  const made = project(
    { "src/good.ts": GOOD },
    { plugins: [{ transform: "tscached/transformer", type: "raw" }] },
    toolchain,
  );
  const { code, output } = await made.tspc();
  expect(output).toContain("tscached: this host doesn't say which TypeScript it runs.");
  expect(code).not.toBe(0);
});
