// Makes the calls of one scenario, and prints how much of the heap is in use after a fifth of them and after all; in a
// process of its own, so that nothing else is on the heap.
// Usage: node --expose-gc measure.mjs <scenario> <calls>
import { turn } from "./functions.mjs";
import { scenarios } from "./scenarios.mjs";
import { sessionScenarios } from "./session-scenarios.mjs";

// Traces take most of the time that an error does, and hold nothing.
Error.stackTraceLimit = 0;

const [name = "", calls = "0"] = process.argv.slice(2);
const make = { ...scenarios, ...sessionScenarios }[name]?.();
if (make === undefined) throw new Error(`no scenario ${name}`);
const [early, all] = [Number(calls) / 5, Number(calls)];

await make(0, early);
const before = await heap();
await make(early, all);
const after = await heap();
console.log(JSON.stringify({ before, after }));
// Some scenarios leave behind what would go on.
process.exit();

async function heap() {
  // What finalizers and weak references hold goes in a later turn.
  for (let round = 0; round < 3; round++) {
    globalThis.gc?.();
    await turn();
  }
  return process.memoryUsage().heapUsed;
}
