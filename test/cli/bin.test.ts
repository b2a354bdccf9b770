import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Manifest } from "../../transformer/manifest/format.js";
import { manifestOf, type FunctionSketch, type UnitSketch } from "./example.js";
import { folderWith } from "./run.js";

const ROOT = join(__dirname, "../..");
const BIN = join(ROOT, "cli/bin.cjs");

/** So many functions that what is said of them fits into no pipe's buffer. */
function many(text: string): Manifest {
  const ids = Array.from({ length: 3_000 }, (_, index) => `app/src/many.ts#f${index}`);
  const units = Object.fromEntries(ids.map((id): [string, UnitSketch] => [id, [text]]));
  return manifestOf(units, Object.fromEntries(ids.map((id): [string, FunctionSketch] => [id, {}])));
}

const SMALL = manifestOf({ "app/a.ts#f": ["1"] }, { "app/a.ts#f": {} });
const folder = folderWith({
  "dist/tscached.manifest.json": SMALL,
  "old.json": many("a"),
  "new.json": many("b"),
  "broken.cjs": 'process.cwd = () => { throw new TypeError("broken on purpose"); };\n',
});

interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the real thing, as an installed bin is run. */
function tscached(argv: readonly string[], env: NodeJS.ProcessEnv = process.env): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...argv], {
    cwd: folder,
    env,
    encoding: "utf8",
    maxBuffer: 100_000_000,
  });
  return { status, stdout, stderr };
}

describe("the bin", () => {
  test("prints the package's version", () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
    expect(tscached(["--version"])).toEqual({ status: 0, stdout: `${version}\n`, stderr: "" });
  });

  test("prints what it finds to stdout", () => {
    const { status, stdout, stderr } = tscached(["explain", "f"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/^app\/a\.ts#f\n/);
  });

  test("prints errors to stderr, and exits with 2", () => {
    expect(tscached(["explain"])).toMatchObject({ status: 2, stdout: "" });
    expect(tscached(["diff", "missing.json", "old.json"])).toEqual({
      status: 2,
      stdout: "",
      stderr: "tscached diff: missing.json can't be read: there is no such file.\n",
    });
  });

  test("exits with 1 if a cache is invalidated, and with 0 if none is", () => {
    expect(tscached(["diff", "old.json", "new.json"]).status).toBe(1);
    expect(tscached(["diff", "old.json", "old.json"]).status).toBe(0);
  });

  test("doesn't take a mistake of its own for an invalidated cache", () => {
    const broken = { ...process.env, NODE_OPTIONS: "--require ./broken.cjs" };
    const { status, stdout, stderr } = tscached(["explain", "f"], broken);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/^tscached: this is a mistake of tscached's own\.\nTypeError: /);
  });

  test("colours nothing that goes into a pipe", () => {
    expect(tscached(["diff", "old.json", "new.json"], { ...process.env, TERM: "xterm-256color" }).stdout).not.toContain(
      "\u001b",
    );
  });

  test("writes all of a large output to a pipe that is read late", async () => {
    const child = spawn(process.execPath, [BIN, "diff", "old.json", "new.json", "--json"], {
      cwd: folder,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const closed = once(child, "close");
    const chunks: Buffer[] = [];
    for await (const chunk of child.stdout) {
      chunks.push(chunk as Buffer);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await closed).toEqual([1, null]);
    const text = Buffer.concat(chunks).toString();
    expect(text.length).toBeGreaterThan(500_000);
    expect((JSON.parse(text) as { changed: unknown[] }).changed).toHaveLength(3_000);
  });

  test("stops quietly when nobody reads on", async () => {
    const child = spawn(process.execPath, [BIN, "diff", "old.json", "new.json"], {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stderr = "";
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    child.stdout.destroy();
    expect(await once(child, "close")).toEqual([1, null]);
    expect(stderr).toBe("");
  });

  test("works as packed, beside nothing that would have to be installed", () => {
    const place = folderWith({ "x/tscached.manifest.json": SMALL });
    const packed = execFileSync("npm", ["pack", "--json", "--pack-destination", place], {
      cwd: ROOT,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    const [{ filename = "" } = {}] = JSON.parse(packed) as { filename?: string }[];
    execFileSync("tar", ["-xzf", filename], { cwd: place });
    const { bin } = JSON.parse(readFileSync(join(place, "package/package.json"), "utf8")) as {
      bin: { tscached: string };
    };
    const file = join(place, "package", bin.tscached);
    expect(readFileSync(file, "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
    const { status, stdout } = spawnSync(process.execPath, [file, "explain", "f"], { cwd: place, encoding: "utf8" });
    expect(status).toBe(0);
    expect(stdout).toContain("  manifest  x/tscached.manifest.json\n");
  });
});
