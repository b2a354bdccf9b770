import { BYTES_FORM, parseBytes } from "./bytes-size.js";
import { COUNT_FORM, parseCount } from "./count.js";
import { DURATION_FORM, parseDuration } from "./duration.js";
import { InvalidOptionError } from "./errors.js";
import type { CacheLimits } from "./definition.js";

/** A number of seconds, or a text such as `"250ms"`, `"90s"`, `"15m"`, `"1h"`, `"1d"` or `"1h30m"`. */
export type Duration = number | string;

/** What a program can say at run time of how long and how much is kept; the same as in a tag. */
export interface LimitOptions {
  /** Time to live, from the write. */
  readonly ttl?: Duration | undefined;
  /** The most entries of a function: the least recently used goes first. A whole number of at least 1. */
  readonly maxEntries?: number | undefined;
  /** The most bytes of a function's entries, by estimate: a number, or a text such as `"64MB"`. Data only. */
  readonly maxBytes?: number | string | undefined;
  /** `"background"`: an expired value is served for {@link staleFor}, and computed anew meanwhile. */
  readonly refresh?: "foreground" | "background" | undefined;
  /** How long an expired value is served while it is computed anew; as long as `ttl` by default. */
  readonly staleFor?: Duration | undefined;
  /** How long an expired value is served when the function throws. */
  readonly staleIfError?: Duration | undefined;
}

type Reader = (value: unknown) => number | "foreground" | "background" | undefined;

const DURATION: readonly [string, Reader] = [`a time above 0: ${DURATION_FORM}`, parseDuration];

/** How each option is read; undefined if it is out of range or of the wrong type. */
const READERS: Readonly<Record<string, readonly [expected: string, Reader]>> = {
  ttl: DURATION,
  maxEntries: [COUNT_FORM, parseCount],
  maxBytes: [BYTES_FORM, parseBytes],
  refresh: [
    '"foreground" or "background"',
    (value) => (value === "foreground" || value === "background" ? value : undefined),
  ],
  staleFor: DURATION,
  staleIfError: DURATION,
};

/** The names of all limits. */
export const LIMITS: readonly string[] = Object.keys(READERS);

/**
 * Limits as the runtime takes them.
 *
 * @param label the function that they are for, for messages; absent for the defaults
 * @returns the limits, and the options that are none
 * @throws {InvalidOptionError} naming an option that is out of range or of the wrong type.
 */
export function readLimits(
  options: LimitOptions,
  label?: string,
): { limits: CacheLimits; others: Readonly<Record<string, unknown>> } {
  const limits: Record<string, unknown> = {};
  const others: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(options) as [string, unknown][]) {
    const reader = Object.hasOwn(READERS, name) ? READERS[name] : undefined;
    if (reader === undefined) others[name] = value;
    else if (value !== undefined) {
      const [expected, read] = reader;
      limits[name] = read(value);
      if (limits[name] === undefined) throw new InvalidOptionError(name, value, expected, label);
    }
  }
  return { limits, others };
}

/** Whether a value can be read as options by their names. A function can, but who passes one has mixed something up. */
export function isOptions(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What to say of a name in an object of the program's that means nothing there. */
export function noSuch(what: string, names: readonly string[]): string {
  return `nothing: there is no such ${what}. There are ${names.join(", ")}`;
}
