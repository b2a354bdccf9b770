/** What is told of one contender: nanoseconds per call, and how many times as long as the first contender. */
export interface Row {
  readonly name: string;
  readonly lower: number;
  readonly median: number;
  readonly upper: number;
  readonly ratio: number;
}

/** The quartiles of each contender's times, one a round, and the median over the rounds of its ratio to the first's. */
export function summarize(contenders: readonly { name: string; times: readonly number[] }[]): Row[] {
  const base = contenders[0]?.times ?? [];
  return contenders.map(({ name, times }) => ({
    name,
    lower: quantile(times, 0.25),
    median: quantile(times, 0.5),
    upper: quantile(times, 0.75),
    // Within a round first: the machine is as slow for one as for the other then.
    ratio: quantile(
      times.map((time, round) => time / (base[round] ?? NaN)),
      0.5,
    ),
  }));
}

/** The value below which a fraction of the values lies. */
export function quantile(values: readonly number[], fraction: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.round((sorted.length - 1) * fraction)] ?? NaN;
}
