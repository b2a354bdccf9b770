import { compile, type Cost } from "./compiler.js";

/** A way to build a project that is measured beside others. */
export interface Lane {
  readonly name: string;
  readonly folder: string;
  readonly tsconfig: string;
}

/**
 * Builds with every lane in each of many rounds, in an order that changes from round to round: what slows the machine
 * for a while slows them alike.
 *
 * @param told is called after every round
 * @returns for each lane its costs, one a round
 */
export async function measure(lanes: readonly Lane[], rounds: number, told: () => void): Promise<readonly Cost[][]> {
  const costs = lanes.map((): Cost[] => []);
  // Once for nothing: it fills the caches of the file system, and later builds overwrite what it emits.
  for (const { folder, tsconfig } of lanes) await compile(folder, tsconfig);
  for (let round = 0; round < rounds; round++) {
    const order = [...lanes.keys()].map((index) => (index + round) % lanes.length);
    for (const index of round % 2 === 0 ? order : order.reverse()) {
      const lane = lanes[index];
      if (lane !== undefined) costs[index]?.push(await compile(lane.folder, lane.tsconfig));
    }
    told();
  }
  return costs;
}
