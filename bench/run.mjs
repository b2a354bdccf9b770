// Compiles a suite with tspc, which applies tscached's transformer, and runs it: `node bench/run.mjs [micro|observed|large|build|editor] …`.
// The other arguments go through to the suite.
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
// Inside the package, so that compiled code finds "tscached" and the peers as the sources do.
const out = join(root, ".cache/bench");
const tspc = join(dirname(createRequire(import.meta.url).resolve("ts-patch/package.json")), "bin/tspc.js");

const given = process.argv.slice(2);
const suite = ["micro", "observed", "large", "build", "editor"].includes(given[0]) ? given.shift() : "micro";

// The suite "observed" shares a folder with micro, whose table and statistics it uses.
const [folder, main] = suite === "observed" ? ["micro", "observed.js"] : [suite, "main.js"];

rmSync(join(out, folder), { recursive: true, force: true });
node([tspc, "-p", join(here, folder)]);
// The harnesses collect garbage between batches, so that nobody pays for what a neighbour left behind.
node(["--expose-gc", join(out, folder, main), ...given]);

function node(args) {
  const { status, error } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" });
  if (error !== undefined) throw error;
  if (status !== 0) process.exit(status ?? 1);
}
