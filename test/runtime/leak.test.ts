import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { runs } from "./runs.js";

const SCRIPT = join(__dirname, "leak/measure.mjs");

/** How much the heap of a process may go up and down without a leak, in bytes. */
const NOISE = 500_000;

interface Measured {
  /** Bytes in use when all garbage is gone, after a fifth of the calls and after all. */
  readonly before: number;
  readonly after: number;
}

/** Makes the calls of a scenario in a process of its own, and tells by how many bytes its heap has grown. */
function growth(scenario: string, calls: number): number {
  const output = execFileSync(process.execPath, ["--expose-gc", SCRIPT, scenario, String(calls)], { encoding: "utf8" });
  const { before, after } = JSON.parse(output) as Measured;
  return after - before;
}

test("the heap is flat after a million calls of every kind", () => {
  expect(growth("calls of every kind", 500_000)).toBeLessThan(NOISE);
});

// Of these few calls each would have to leave some 25 bytes behind to be found out; an object of two fields has more.
test.each([
  "sync misses and hits",
  "async misses, waiters and hits",
  "sync errors",
  "rejections, each with a waiter",
  "results that can't be copied",
  "bodies that never end, cleared by key",
  "bodies that never end, cleared all at once",
  "bodies that never end, invalidated by tag",
  "waiters of one body that never ends, who give up",
  "owners who abort, with and without somebody to take over",
  "one signal for every call",
  "refreshes of what is stale",
  "refreshes that fail",
  "entries that expire",
  "entries with tags",
  "resources that are released",
  "calls that are made again, nested and for waiters",
  "answers of inputs that are others every time",
  "bodies that never end, with an answer each",
  "looking for what isn't there",
  "refreshes by hand",
])("the heap is flat after %s", (scenario) => {
  expect(growth(scenario, runs(25_000, 1_000_000))).toBeLessThan(NOISE);
});

// A refresh that waits for its turn is kept until it comes, though its entry may be gone long before.
test.each(["refreshes that wait behind some that never end", "refreshes of what is cleared and evicted meanwhile"])(
  "the heap is flat after %s",
  (scenario) => {
    expect(growth(scenario, runs(25_000, 1_000_000))).toBeLessThan(NOISE);
  },
);

test.each([
  "sessions that are made, used and ended",
  "sessions that nobody uses any more",
  "sessions of which there are too many",
  "sessions that fail, and that nobody calls a function in",
  "sessions that end while something is computed in them for ever",
  "calls in a session that has ended",
  "sessions with resources, that are released",
  "one session that is entered again and again, within others",
  "bounds of sessions that are set again and again",
  "timers that are set when a session is entered, and found to be of no use",
  "more answers of an input than values are kept for",
  "values for different answers that expire, and are cleared and refreshed",
  "answers of sessions that functions enter by themselves",
  "recordings that are replaced",
])("the heap is flat after %s", (scenario) => {
  expect(growth(scenario, runs(15_000, 500_000))).toBeLessThan(NOISE);
});

test("what a body has started and goes on for ever keeps nothing of its computation, once that has ended", () => {
  const output = execFileSync(process.execPath, ["--expose-gc", join(__dirname, "leak/living-on.mjs")], {
    encoding: "utf8",
  });
  // Three things of each way to leave something: what was shown, a nested value, the value.
  expect(JSON.parse(output)).toEqual({ watched: 3 * 4 * 3 * 4 * 3, alive: {} });
});
