import { bodyRuns } from "./body.js";
import type { Case } from "./case.js";
import { Lane } from "./lane.js";
import { inTurn } from "./order.js";
import { summarize, type Row } from "./statistics.js";

/** A case with its types settled. */
export interface Bench {
  readonly name: string;
  /** Checks every contender and fills its cache. */
  fill(): void;
  warm(): void;
  /**
   * Times every contender in each of many rounds, and not one after the other: what slows the machine for a while then
   * slows them alike.
   */
  measure(rounds: number): Row[];
}

export function bench<A extends readonly unknown[], R>(one: Case<A, R>): Bench {
  const lanes = one.contenders.map((contender) => new Lane(one, contender));
  return {
    name: one.name,
    fill: () => {
      for (const lane of lanes) lane.fill();
    },
    warm: () => {
      for (const lane of lanes) lane.warm();
    },
    measure: (rounds) => {
      const runs = bodyRuns();
      for (const lane of lanes) lane.calibrate();
      const times = interleave(lanes, rounds);
      const missed = bodyRuns() - runs;
      if (missed > 0) throw new Error(`${one.name}: ${missed} of the timed calls were no hits`);
      return summarize(one.contenders.map(({ name }, index) => ({ name, times: times[index] ?? [] })));
    },
  };
}

function interleave(lanes: readonly { time(): number }[], rounds: number): number[][] {
  const times = lanes.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    // What one contender leaves in the processor's caches, the next one finds: so each follows a different one in turn.
    for (const [index, lane] of inTurn([...lanes.entries()], round)) times[index]?.push(lane.time());
  }
  return times;
}
