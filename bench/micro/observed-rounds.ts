import type { Contender } from "./observed-contenders.js";

/** The contenders of a case, and how many calls a round makes of each. */
export interface ObservedCase {
  readonly name: string;
  readonly calls: number;
  readonly contenders: readonly Contender[];
}

/** Nanoseconds of processor time a call, of each contender in each round. */
export async function timesOf({ calls, contenders }: ObservedCase, rounds: number): Promise<number[][]> {
  for (let warming = 0; warming < 10; warming++) for (const { run } of contenders) await run(calls);
  const times = contenders.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    const order = [...contenders.entries()];
    // What one leaves in the processor's caches, the next one finds.
    for (const [index, { run }] of round % 2 === 0 ? order : order.reverse())
      times[index]?.push(await time(run, calls));
  }
  return times;
}

async function time(run: Contender["run"], calls: number): Promise<number> {
  globalThis.gc?.({ type: "minor" });
  const start = process.cpuUsage();
  await run(calls);
  const { user, system } = process.cpuUsage(start);
  return ((user + system) * 1000) / calls;
}
