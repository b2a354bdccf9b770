// Runs fixtures, each original and compiled, and compares what can be observed. One process for all of them: what one
// fixture caches is none of another's business, since every function has an id of its own.
// Usage: node --enable-source-maps runner.mjs <list>, a JSON file of { name, original, compiled, input }
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** @type {{ name: string, original: string, compiled: string, input: string }[]} */
const fixtures = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8"));
for (const { name, original, compiled, input } of fixtures) {
  let side = "original";
  try {
    const expected = await observe(original, input);
    side = "compiled";
    compare(await observe(compiled, input), expected);
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stdout.write(`${JSON.stringify({ name, side, error: text })}\n`);
  }
}
process.stdout.write(`${JSON.stringify({ ran: fixtures.length })}\n`);
// Fixtures may leave timers behind.
process.exit();

/** @typedef {Awaited<ReturnType<typeof observe>>} Observation */

/**
 * @param {Observation} compiled
 * @param {Observation} original
 */
function compare(compiled, original) {
  assert.deepStrictEqual(compiled.observed, original.observed, "the compiled module behaves differently");
  assert(Array.isArray(original.observed) && original.observed.length > 0, "run() observed nothing");
  const { bodyRuns } = compiled.run;
  if (bodyRuns === undefined) return;
  assert.deepStrictEqual({ original: original.runs, compiled: compiled.runs }, bodyRuns, "other numbers of body runs");
}

/**
 * @param {string} folder
 * @param {string} input
 */
async function observe(folder, input) {
  const load = (/** @type {string} */ file) => import(pathToFileURL(join(folder, file)).href);
  const run = await load("run.js");
  const module = await load(input);
  const observed = await run.run(module);
  return { run, observed, runs: module.runs?.length };
}
