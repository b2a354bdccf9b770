import { cacheOf, stats } from "tscached";

type Async<Args extends unknown[], Result> = (...args: Args) => Promise<Result>;

const CALL_WIDTHS = [34, 13, 9, 12];
const SUMMARY_WIDTHS = [15, 8, 6, 6, 7, 10];

/** How long each function took when its body last ran: what its hits are compared with. */
const lastMiss = new Map<unknown, number>();

/** Prints the head of the table of calls. */
export function printHead(): void {
  printRow(CALL_WIDTHS, ["call", "miss or hit", "time", "times faster"]);
}

/** Prints what the following rows are about. */
export function printSection(title: string): void {
  console.log(`\n-- ${title}`);
}

/** Calls a cached function, prints a row about the call, and returns what it returned. */
export async function call<Args extends unknown[], Result>(fn: Async<Args, Result>, ...args: Args): Promise<Result> {
  return measure(fn, describeCall(fn, args), () => fn(...args));
}

/** Makes the same call many times at once, and prints one row about them all. */
export async function callTogether<Args extends unknown[], Result>(
  times: number,
  fn: Async<Args, Result>,
  ...args: Args
): Promise<Result[]> {
  const label = `${times} x ${describeCall(fn, args)}`;
  return measure(fn, label, () => Promise.all(Array.from({ length: times }, () => fn(...args))));
}

/** Prints a finding, once it has proved true. The program ends where it hasn't. */
export function check(finding: string, isTrue: boolean): void {
  if (!isTrue) throw new Error(`Not so: ${finding}`);
  console.log(`   ok: ${finding}`);
}

/** Prints what the cache of each function did. */
export function printSummary(): void {
  printSection("In all, as stats() tells it");
  printRow(SUMMARY_WIDTHS, ["function", "kind", "misses", "hits", "entries", "time saved"]);
  for (const { id, kind, misses, hits, entries, savedMs } of stats()) {
    const name = id.slice(id.indexOf("#") + 1);
    printRow(SUMMARY_WIDTHS, [name, kind, `${misses}`, `${hits}`, `${entries}`, formatTime(savedMs)]);
  }
}

/** Only the cache knows what was a hit: its counts from before and after the calls tell. */
async function measure<Args extends unknown[], Result>(
  fn: Async<Args, unknown>,
  label: string,
  run: () => Promise<Result>,
): Promise<Result> {
  const before = cacheOf(fn).stats();
  const start = performance.now();
  const result = await run();
  const time = performance.now() - start;
  const after = cacheOf(fn).stats();

  const misses = after.misses - before.misses;
  const hits = after.hits - before.hits;
  if (misses > 0) lastMiss.set(fn, time);
  const outcome = [formatCount(misses, "miss", "misses"), formatCount(hits, "hit", "hits")].filter(Boolean).join(", ");
  const factor = misses > 0 ? "" : formatFactor((lastMiss.get(fn) ?? NaN) / time);
  printRow(CALL_WIDTHS, [label, outcome, formatTime(time), factor]);
  return result;
}

/** The first two columns are text, the others numbers. */
function printRow(widths: readonly number[], cells: readonly string[]): void {
  const padded = cells.map((cell, i) => (i < 2 ? cell.padEnd(widths[i]) : cell.padStart(widths[i])));
  console.log(padded.join("  ").trimEnd());
}

function describeCall(fn: { name: string }, args: readonly unknown[]): string {
  const texts = args.map((arg) => (typeof arg === "object" ? "connection" : JSON.stringify(arg)));
  return `${fn.name}(${texts.join(", ")})`;
}

function formatCount(count: number, one: string, many: string): string {
  if (count === 0) return "";
  return count === 1 ? one : `${count} ${many}`;
}

function formatTime(milliseconds: number): string {
  if (milliseconds < 1) return `${(milliseconds * 1000).toFixed(0)} µs`;
  return milliseconds < 1000 ? `${milliseconds.toFixed(1)} ms` : `${(milliseconds / 1000).toFixed(2)} s`;
}

function formatFactor(factor: number): string {
  return factor < 10 ? factor.toFixed(1) : Math.round(factor).toLocaleString("en-US");
}
