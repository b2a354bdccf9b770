const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** What a duration may look like, for messages. */
export const DURATION_FORM = 'seconds as a number, or a string such as "250ms", "90s", "15m", "1h", "1d" or "1h30m"';

/**
 * Reads a duration.
 *
 * @param duration seconds, or a string of numbers with the units ms, s, m, h and d, from large to small
 * @returns milliseconds, or undefined if it isn't a duration above 0
 */
export function parseDuration(duration: unknown): number | undefined {
  const milliseconds = typeof duration === "number" ? duration * 1000 : parseText(duration);
  return milliseconds !== undefined && milliseconds > 0 && Number.isFinite(milliseconds) ? milliseconds : undefined;
}

function parseText(text: unknown): number | undefined {
  if (typeof text !== "string") return undefined;
  let total = 0;
  let lastUnit = Infinity;
  let rest = text;
  do {
    const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)/.exec(rest);
    const unit = UNITS[match?.[2] ?? ""];
    // Each unit once, from large to small: "30m1h" is more likely a slip than a wish.
    if (match === null || unit === undefined || unit >= lastUnit) return undefined;
    total += Number(match[1]) * unit;
    lastUnit = unit;
    rest = rest.slice(match[0].length);
  } while (rest !== "");
  return total;
}
