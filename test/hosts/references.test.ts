import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Project, type Outcome } from "./project.js";

const CORE = "export function base(n: number): number { return n + 1; }\nexport const unit: string = 'km';\n";
const LIB = `import { base } from "core";
/** @cacheData */
export function mid(n: number): number { return base(n) * 2; }
`;
const APP = `import { mid } from "lib";
import { unit } from "core";
import { cacheOf } from "tscached";
/** @cacheData */
export function top(n: number): string { return mid(n) + unit; }
/** @cacheData */
export function alone(n: number): number { return n; }
console.log([top, mid, alone].map((f) => cacheOf<(n: number) => unknown>(f).version).join(" "));
`;
const PLUGIN = { name: "tscached/transformer", transform: "tscached/transformer", transformProgram: true };
const OPTIONS = {
  target: "es2022",
  lib: ["es2022"],
  module: "nodenext",
  strict: true,
  composite: true,
  types: ["console"],
  skipLibCheck: true,
  plugins: [PLUGIN],
};

/** app refers to lib and core, lib to core; each is a package of its own, that the others find in node_modules. */
describe("project references", () => {
  const projects: Project[] = [];
  const copies: string[] = [];

  function workspace(
    options: Readonly<Record<string, unknown>> = {},
    core: Readonly<Record<string, unknown>> = {},
  ): Project {
    const made = new Project({ "core/src/index.ts": CORE, "lib/src/index.ts": LIB, "app/src/index.ts": APP });
    projects.push(made);
    const references = { core: [], lib: ["core"], app: ["lib", "core"] };
    for (const [name, others] of Object.entries(references)) {
      const compilerOptions: Readonly<Record<string, unknown>> = {
        ...OPTIONS,
        rootDir: "src",
        outDir: "dist",
        ...options,
        ...(name === "core" ? core : {}),
      };
      const types = typeof compilerOptions["declarationDir"] === "string" ? "types" : "dist";
      made.write(
        `${name}/package.json`,
        JSON.stringify({
          name,
          type: "module",
          exports: { types: `./${types}/index.d.ts`, default: "./dist/index.js" },
        }),
      );
      made.write(
        `${name}/tsconfig.json`,
        JSON.stringify({
          compilerOptions,
          include: ["src"],
          references: others.map((other) => ({ path: `../${other}` })),
        }),
      );
      symlinkSync(`../${name}`, join(made.folder, "node_modules", name));
    }
    made.write("tsconfig.json", JSON.stringify({ files: [], references: [{ path: "app" }] }));
    return made;
  }

  afterAll(() => {
    for (const made of projects) made.remove();
    for (const copy of copies) rmSync(copy, { recursive: true, force: true });
  });

  /** Builds, and returns the versions of top, mid and alone. */
  async function build(made: Project): Promise<string[]> {
    expect(await made.node(made.tspcPath, "-b")).toEqual<Outcome>({ code: 0, output: "" });
    return run(made.folder);
  }

  function run(folder: string): string[] {
    return execFileSync(process.execPath, ["app/dist/index.js"], { cwd: folder, encoding: "utf8" }).trim().split(" ");
  }

  /** The versions of the same sources, built in a fresh folder. */
  function cleanly(made: Project): string[] {
    const copy = mkdtempSync(join(tmpdir(), "tscached-"));
    copies.push(copy);
    const isSource = (path: string): boolean => !/\/(?:dist|types)$|\.tsbuildinfo$/.test(path);
    cpSync(made.folder, copy, { recursive: true, verbatimSymlinks: true, filter: isSource });
    execFileSync(process.execPath, [made.tspcPath, "-b"], { cwd: copy });
    return run(copy);
  }

  test.each([
    ["", {}],
    ["with declarations elsewhere", { declarationDir: "types" }],
    ["as source transformers", { plugins: [{ ...PLUGIN, transformProgram: false }] }],
  ])("-b %s: code that changed in a project counts in those that aren't built again", async (_, options) => {
    const made = workspace(options);
    const before = await build(made);
    const written = statSync(join(made.folder, "app/dist/index.js")).ino;
    made.write("core/src/index.ts", CORE.replace("+ 1", "+ 2"));
    const after = await build(made);
    expect(after.map((version, index) => version === before[index])).toEqual([false, false, true]);
    expect(after).toEqual(cleanly(made));
    expect(statSync(join(made.folder, "app/dist/index.js")).ino).toBe(written);
    made.write("core/src/index.ts", CORE);
    expect(await build(made)).toEqual(before);
  });

  test("-b: a project in between that begins to use another one passes its changes on", async () => {
    const made = workspace();
    made.write("lib/src/index.ts", LIB.replace("base(n) * 2", "n * 2").replace(/import.*\n/, ""));
    made.write("app/src/index.ts", APP.replace(/import .*"core";\n/, "").replace(" + unit", " + ''"));
    const first = await build(made);
    made.write("lib/src/index.ts", LIB);
    const second = await build(made);
    expect(second[0]).not.toBe(first[0]);
    made.write("core/src/index.ts", CORE.replace("+ 1", "+ 2"));
    const third = await build(made);
    expect(third[0]).not.toBe(second[0]);
    expect(third).toEqual(cleanly(made));
  });

  test("-b: what was cleaned is followed again", async () => {
    const made = workspace();
    await build(made);
    rmSync(join(made.folder, "core/dist"), { recursive: true });
    rmSync(join(made.folder, "core/tsconfig.tsbuildinfo"), { force: true });
    rmSync(join(made.folder, "core/dist/tsconfig.tsbuildinfo"), { force: true });
    await build(made);
    made.write("core/src/index.ts", CORE.replace("+ 1", "+ 2"));
    expect(await build(made)).toEqual(cleanly(made));
  });

  test("-b: a dependent that is gone is forgotten", async () => {
    const made = workspace();
    await build(made);
    expect(made.read("core/dist/tscached.dependents.json")).toContain("../../app/dist/tscached.manifest.json");
    rmSync(join(made.folder, "app"), { recursive: true });
    made.write("tsconfig.json", JSON.stringify({ files: [], references: [{ path: "lib" }] }));
    made.write("core/src/index.ts", CORE.replace("+ 1", "+ 2"));
    expect(await made.node(made.tspcPath, "-b")).toEqual<Outcome>({ code: 0, output: "" });
    expect(made.read("core/dist/tscached.dependents.json")).not.toContain("app");
  });

  test("-b: a project without the plugin is warned of, with exit code 0", async () => {
    const made = workspace({}, { plugins: [] });
    const { code, output } = await made.node(made.tspcPath, "-b");
    expect(output).toMatch(
      /lib\/src\/index\.ts\(3,49\): warning TS870502: core\/tsconfig\.json is built without tscached/,
    );
    expect(output.match(/TS870502/g)).toHaveLength(2);
    expect(code).toBe(0);
  });
});
