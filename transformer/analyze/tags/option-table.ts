import { BYTES_FORM, parseBytes } from "../../../runtime/bytes-size.js";
import { COUNT_FORM, parseCount } from "../../../runtime/count.js";
import { DURATION_FORM, parseDuration } from "../../../runtime/duration.js";
import { parseSpinner, SPINNER_FORM } from "../../../runtime/progress/spinner.js";
import type { CacheOptions } from "../plan.js";
import type { HashMode, VersionOptions } from "../version/compose.js";
import type { Literal } from "./literal.js";
import {
  meantBytes,
  meantCount,
  meantFlag,
  meantList,
  meantOneOf,
  meantText,
  meantTime,
  type MeantValue,
} from "./meant-value.js";
import type { CacheTag } from "./names.js";

/** What the options of a tag say. */
export interface CheckedOptions {
  /** What the runtime is told. */
  readonly options: CacheOptions;
  /** What only the compiler needs to know. */
  readonly version: VersionOptions;
  /** How what the function is called on counts; absent if the tag doesn't say. */
  readonly receiver?: ReceiverMode;
}

/**
 * How what a function is called on counts:
 * - `ignore`: it is left out of the key
 * - `instance`: each object has a cache of its own
 */
export type ReceiverMode = "ignore" | "instance";

/** The options of one tag by name, as they are written. */
export type GivenOptions = ReadonlyMap<string, Literal>;

interface OptionSpec {
  /** The only tag that it is for; both if absent. */
  readonly only?: CacheTag;
  /** Reads a value; undefined if it is out of range or of the wrong type. Absent for options to come. */
  readonly read?: (value: Literal) => Partial<CheckedOptions> | undefined;
  readonly expected?: string;
  /** Reads one that {@link read} refuses as what was probably meant. */
  readonly meant?: MeantValue;
  /** What it means, as docs/reference.md has it; of every option that can be written today. */
  readonly docs?: string;
  /** Values that are worth proposing, as they are written. */
  readonly values?: readonly string[];
  /** What it says nothing without, and isn't there: a ttl, refresh: "background", or a spinner that isn't turned off. */
  readonly lacks?: (given: GivenOptions) => "ttl" | "background" | "spinner" | undefined;
}

const RECEIVER_MODES: readonly ReceiverMode[] = ["ignore", "instance"];
const HASH_MODES: readonly HashMode[] = ["deps", "body", "none"];
const REFRESH_MODES = ["foreground", "background"] as const;
const SCOPES = ["global", "session"] as const;

const A_TIME = `a time above 0: ${DURATION_FORM}`;

/** Every option there is or will be, in the order in which messages list them. */
export const OPTIONS: Readonly<Record<string, OptionSpec>> = {
  ttl: {
    docs: 'time to live: seconds as a number, or `"250ms"`, `"90s"`, `"15m"`, `"1h"`, `"1d"`, `"1h30m"`. Counted from the write; expired once that time has passed',
    values: ['"30s"', '"15m"', '"1h"', '"1d"'],
    expected: A_TIME,
    meant: meantTime,
    read: (value) => ifRead(parseDuration(value), (ttl) => ({ ttl })),
  },
  maxEntries: {
    docs: "the most entries to keep, at least 1. Expired ones go first, then the least recently used",
    values: ["100", "1000", "10000"],
    expected: COUNT_FORM,
    meant: meantCount,
    read: (value) => ifRead(parseCount(value), (maxEntries) => ({ maxEntries })),
  },
  maxBytes: {
    docs: 'of `@cacheData` only: the most memory that the entries may take, as estimated, before the least recently used go. Bytes as a number of at least 1, or `"512KB"`, `"64MB"`, `"1.5GB"` (powers of 1,000), `"64MiB"` (powers of 1,024)',
    values: ['"1MB"', '"64MB"', '"1GB"'],
    only: "cacheData",
    expected: `a size of at least one byte: ${BYTES_FORM}`,
    meant: meantBytes,
    read: (value) => ifRead(parseBytes(value), (maxBytes) => ({ maxBytes })),
  },
  refresh: {
    docs: '`"foreground"` (default): a call that finds an expired result makes a new one. `"background"`: it gets the expired one, and a new one is made meanwhile. Needs a `ttl`',
    values: REFRESH_MODES.map((mode) => JSON.stringify(mode)),
    expected: '"foreground" or "background"',
    meant: meantOneOf(REFRESH_MODES),
    // Told the runtime also where it is the default: configure() may have given another one.
    read: (value) => {
      const refresh = REFRESH_MODES.find((mode) => mode === value);
      return refresh === undefined ? undefined : { options: { refresh } };
    },
    // Not left to a ttl that configure() gives: whether the tag says anything must not hang on what runs before.
    lacks: (given) => (given.get("refresh") === "background" && !given.has("ttl") ? "ttl" : undefined),
  },
  staleFor: {
    docs: 'how long after its expiry a result is still given out so, written as `ttl` is; one more `ttl` if left out. Needs `refresh: "background"`',
    values: ['"1m"', '"1h"', '"1d"'],
    expected: A_TIME,
    meant: meantTime,
    read: (value) => ifRead(parseDuration(value), (staleFor) => ({ staleFor })),
    lacks: (given) => (given.has("refresh") && given.get("refresh") !== "foreground" ? undefined : "background"),
  },
  staleIfError: {
    docs: "how long after its expiry a result is given out if the function throws, written as `ttl` is; not at all if left out. Needs a `ttl`",
    values: ['"1h"', '"1d"'],
    expected: A_TIME,
    meant: meantTime,
    read: (value) => ifRead(parseDuration(value), (staleIfError) => ({ staleIfError })),
    lacks: (given) => (given.has("ttl") ? undefined : "ttl"),
  },
  tags: {
    docs: 'names under which entries are dropped together: `["users", "user:{id}"]`. In braces stands a part of the key that is a primitive by its type, under the name that the key has for it: `{id}`, `{user.id}`, `{opts["first name"]}`. Braces mean nothing else',
    expected: 'a list of texts, such as ["users", "user:{id}"]',
    meant: meantList,
    // What the texts say is read when the key is known.
    read: (value) =>
      Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === "string") ? {} : undefined,
  },
  freeze: {
    docs: "of `@cacheData` only. `false`: a result whose type is readonly through and through is copied for each caller like any other, and not frozen and shared",
    values: ["false"],
    only: "cacheData",
    expected: "true or false",
    meant: meantFlag,
    read: (value) => (typeof value === "boolean" ? { options: value ? {} : { freeze: value } } : undefined),
  },
  showSpinner: {
    docs: "`true`: a miss shows a spinner on the terminal for as long as the function runs, with the text `Running name(...)`. A text: with that one. `false`: none, also where `configure` turns it on for all functions",
    values: ["true", "false", '"Loading…"'],
    expected: SPINNER_FORM,
    meant: meantFlag,
    read: (value) => {
      const showSpinner = parseSpinner(value);
      return showSpinner === undefined ? undefined : { options: { showSpinner } };
    },
  },
  showTime: {
    docs: "`true`: the same, with the time that has passed beside the text",
    values: ["true"],
    expected: "true or false",
    meant: meantFlag,
    read: (value) => (typeof value === "boolean" ? { options: { showTime: value } } : undefined),
    lacks: (given) => (given.get("showTime") === true && given.get("showSpinner") === false ? "spinner" : undefined),
  },
  version: {
    docs: "a text that joins the code version: change it to drop the results so far",
    expected: "a text",
    meant: meantText,
    read: (value) => (typeof value === "string" ? { version: { version: value } } : undefined),
  },
  hash: {
    docs: 'what the code version covers: `"deps"` (default) the function and all that it reaches, `"body"` its own code, `"none"` no code',
    values: HASH_MODES.map((mode) => JSON.stringify(mode)),
    expected: '"deps", "body" or "none"',
    meant: meantOneOf(HASH_MODES),
    read: (value) => {
      const hash = HASH_MODES.find((mode) => mode === value);
      return hash === undefined ? undefined : { version: { hash } };
    },
  },
  this: {
    docs: 'how the object counts that the function is called on: `"ignore"` leaves it out of the key, `"instance"` gives each object a cache of its own',
    values: RECEIVER_MODES.map((mode) => JSON.stringify(mode)),
    expected: '"ignore" or "instance"',
    meant: meantOneOf(RECEIVER_MODES),
    read: (value) => {
      const receiver = RECEIVER_MODES.find((mode) => mode === value);
      return receiver === undefined ? undefined : { receiver };
    },
  },
  scope: {
    docs: '`"global"` (default): one cache for the whole process. `"session"`: each session has a cache of its own, which ends with it; the function is called inside `runInSession`',
    values: SCOPES.map((scope) => JSON.stringify(scope)),
    expected: '"global" or "session"',
    read: (value) => {
      const scope = SCOPES.find((name) => name === value);
      if (scope === undefined) return undefined;
      return { options: scope === "session" ? { scope } : {} };
    },
  },
  persist: { only: "cacheData" },
};

/** The option that a value which could be read gives. */
function ifRead(
  value: number | undefined,
  option: (value: number) => CacheOptions,
): Partial<CheckedOptions> | undefined {
  return value === undefined ? undefined : { options: option(value) };
}
