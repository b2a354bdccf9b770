import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(__dirname, "..");
const README = readFileSync(join(ROOT, "README.md"), "utf8");

/** Packs the package, installs it into an empty project, and follows the README there. */
describe("the package, as a user installs it", () => {
  const folder = mkdtempSync(join(tmpdir(), "tscached-user-"));

  beforeAll(() => {
    const [packed] = JSON.parse(npm(ROOT, "pack", "--json", "--pack-destination", folder)) as { filename: string }[];
    writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "user", type: "module", private: true }));
    npm(folder, "install", `./${packed?.filename ?? ""}`);
    npm(folder, "install", "--save-dev", ...buildTools());
    writeFileSync(
      join(folder, "tsconfig.json"),
      JSON.stringify({
        compilerOptions: {
          ...(JSON.parse(codeBlock("json")) as { compilerOptions: object }).compilerOptions,
          target: "es2022",
          module: "nodenext",
          strict: true,
          rootDir: "src",
          outDir: "out",
        },
        include: ["src"],
      }),
    );
    execFileSync("mkdir", [join(folder, "src")]);
  }, 180_000);

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  test("the README's first look computes once", () => {
    writeFileSync(join(folder, "src/main.ts"), codeBlock("ts", "slowSquare"));
    expect(run("npx", "tspc", "-p", ".")).toEqual({ code: 0, output: "" });
    const { code, output } = run(process.execPath, "out/main.js");
    expect(code).toBe(0);
    expect(output.match(/computing 4²/g)).toHaveLength(1);
    expect(output).toContain("16 16");
    expect(output).toMatch(/hits: 1,\s+misses: 1,/);
  }, 60_000);

  test("a parameter without a key fails the check with the README's words and exit code 2", () => {
    const rejected = codeBlock("ts", "slowSquare").replace("(n: number)", "(n: number, onDone?: () => void)");
    writeFileSync(join(folder, "src/main.ts"), rejected);
    const { code, output } = run("npx", "tspc", "-p", ".", "--noEmit");
    expect(code).toBe(2);
    expect(output).toMatch(/^src\/main\.ts\(4,39\): error TS870300: /);
    expect(README).toContain(output.trim().replace(/^.*error /, ""));
  }, 60_000);

  test("works from CommonJS too, and both copies share one state", () => {
    writeFileSync(
      join(folder, "both.mjs"),
      `import { createRequire } from "node:module";
       import * as esm from "tscached";
       const cjs = createRequire(import.meta.url)("tscached");
       const { define, register } = createRequire(import.meta.url)("tscached/internal");
       const f = register(() => 1, define({ id: "f", version: "1", kind: "data", name: "f", source: "f.ts:1", key: [] }));
       console.log(esm.cacheOf !== cjs.cacheOf, esm.cacheOf(f).id === cjs.cacheOf(f).id);`,
    );
    expect(run(process.execPath, "both.mjs")).toEqual({ code: 0, output: "true true\n" });
  });

  test("loads nothing of the build side at run time", () => {
    const loaded = `
      require("tscached"); require("tscached/internal");
      console.log(Object.keys(require.cache).filter((path) => /transformer|typescript|ts-patch|xxhash-wasm|yaml/.test(path)).length);`;
    expect(run(process.execPath, "-e", loaded)).toEqual({ code: 0, output: "0\n" });
  });

  test("has no sources, tests or fixtures in it", () => {
    const installed = join(folder, "node_modules/tscached");
    for (const left of ["runtime", "test", "fixtures", "examples", "bench"]) {
      expect(existsSync(join(installed, left))).toBe(false);
    }
    expect(existsSync(join(installed, "README.md"))).toBe(true);
  });

  /** The versions that the README tells users to install. */
  function buildTools(): string[] {
    const line = /npm install --save-dev (.*)/.exec(README)?.[1];
    if (line === undefined) throw new Error("the README has no install line");
    return line.split(" ");
  }

  function run(command: string, ...options: string[]): { code: number; output: string } {
    try {
      return { code: 0, output: execFileSync(command, options, { cwd: folder, encoding: "utf8", stdio: "pipe" }) };
    } catch (error) {
      // The compiler prints to standard output; what npx warns of beside it is npm's own.
      const { status, stdout } = error as { status: number; stdout: string };
      return { code: status, output: stdout };
    }
  }
});

/** A code block of the README. */
function codeBlock(language: string, containing = ""): string {
  const blocks = [...README.matchAll(/^( *)```(\w+)\n([^]*?)^\1```/gm)];
  const found = blocks.find(([, , name, text]) => name === language && text?.includes(containing));
  if (found?.[3] === undefined) throw new Error(`the README has no ${language} block with ${containing}`);
  return found[3];
}

function npm(cwd: string, ...options: string[]): string {
  return execFileSync("npm", options, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}
