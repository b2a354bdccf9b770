// Compiles and runs examples/flights, then compiles its rejected file and shows what the compiler says about it. Ends
// with 0 only if the program ran and the file was rejected.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const example = join("examples", "flights");
const tspc = findTspc();

run("tspc", tspc, "-p", example);
run("node", join(example, "dist", "main.js"));
showRejection("tspc", tspc, "-p", join(example, "tsconfig.rejected.json"), "--noEmit", "--pretty");

/** Runs a step; one that fails ends the demo. */
function run(name, script, ...args) {
  announce(name, script, args);
  const { status, error } = start(script, args, "inherit");
  if (status !== 0) fail(`This step failed (${error?.message ?? `exit code ${status}`}).`, status ?? 1);
}

/** Runs the compilation that has to fail, with a diagnostic of ours. */
function showRejection(name, script, ...args) {
  announce(name, script, args);
  const { status, stdout, stderr, error } = start(script, args, "pipe");
  // --pretty, for the code frame, also forces colours, which only a terminal can show.
  const output = `${stdout}${stderr}`;
  console.log((process.stdout.isTTY ? output : stripVTControlCharacters(output)).trimEnd());
  const isOurs = /\bTS870\d{3}\b/.test(stripVTControlCharacters(output));
  if (status !== 2 || !isOurs) {
    const ending = error?.message ?? `exit code ${status}`;
    fail(`The file should have been rejected with exit code 2 and an error TS870...; this was ${ending}.`, 1);
  }
  console.log("\nRejected at compile time, as it should be: the file, the line, what is wrong and a way out.");
}

function announce(name, script, args) {
  console.log(`\n$ ${[name, ...(name === "node" ? [script] : []), ...args].join(" ")}\n`);
}

function start(script, args, stdio) {
  return spawnSync(process.execPath, [script, ...args], { cwd: root, stdio, encoding: "utf8" });
}

function fail(message, exitCode) {
  console.error(`\nThe demo failed. ${message}`);
  process.exit(exitCode);
}

/** The script behind the command `tspc`, of the ts-patch that the example depends on. */
function findTspc() {
  const manifest = createRequire(join(root, example, "package.json")).resolve("ts-patch/package.json");
  return join(dirname(manifest), JSON.parse(readFileSync(manifest, "utf8")).bin.tspc);
}
