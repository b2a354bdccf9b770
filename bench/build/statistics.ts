import type { Cost } from "./compiler.js";

/** What is told of one lane. */
export interface Row {
  readonly name: string;
  readonly cpu: Spread;
  readonly wall: Spread;
  /** Megabytes; the median. */
  readonly memory: number;
  /** Processor time, as a multiple of the first lane's in the same round. */
  readonly ratio: Spread;
  /** The least processor time as a multiple of the first lane's least. */
  readonly ratioOfLeast: number;
}

interface Spread {
  readonly least: number;
  readonly lower: number;
  readonly median: number;
  readonly upper: number;
}

export function summarize(lanes: readonly { readonly name: string; readonly costs: readonly Cost[] }[]): Row[] {
  const base = (lanes[0]?.costs ?? []).map(({ cpu }) => cpu);
  return lanes.map(({ name, costs }) => {
    const cpu = costs.map((cost) => cost.cpu);
    return {
      name,
      cpu: spread(cpu),
      wall: spread(costs.map(({ wall }) => wall)),
      memory: spread(costs.map(({ memory }) => memory / 2 ** 20)).median,
      ratio: spread(cpu.map((time, round) => time / (base[round] ?? NaN))),
      ratioOfLeast: Math.min(...cpu) / Math.min(...base),
    };
  });
}

function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((left, right) => left - right);
  const at = (fraction: number): number => {
    const place = (sorted.length - 1) * fraction;
    const [low, high] = [sorted[Math.floor(place)] ?? NaN, sorted[Math.ceil(place)] ?? NaN];
    return low + (high - low) * (place % 1);
  };
  return { least: at(0), lower: at(0.25), median: at(0.5), upper: at(0.75) };
}
