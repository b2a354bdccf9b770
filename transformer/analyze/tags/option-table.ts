import { BYTES_FORM, parseBytes } from "../../../runtime/bytes-size.js";
import { DURATION_FORM, parseDuration } from "../../../runtime/duration.js";
import type { CacheOptions } from "../plan.js";
import type { HashMode, VersionOptions } from "../version/compose.js";
import type { Literal } from "./literal.js";
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
  /** What it says nothing without, and isn't there: a ttl, or refresh: "background". */
  readonly lacks?: (given: GivenOptions) => "ttl" | "background" | undefined;
}

const RECEIVER_MODES: readonly ReceiverMode[] = ["ignore", "instance"];
const HASH_MODES: readonly HashMode[] = ["deps", "body", "none"];
const REFRESH_MODES = ["foreground", "background"] as const;

const A_TIME = `a time above 0: ${DURATION_FORM}`;

/** Every option there is or will be, in the order in which messages list them. */
export const OPTIONS: Readonly<Record<string, OptionSpec>> = {
  ttl: {
    expected: A_TIME,
    read: (value) => ifRead(parseDuration(value), (ttl) => ({ ttl })),
  },
  maxEntries: {
    expected: "a whole number of at least 1",
    read: (value) =>
      typeof value === "number" && Number.isSafeInteger(value) && value >= 1
        ? { options: { maxEntries: value } }
        : undefined,
  },
  maxBytes: {
    only: "cacheData",
    expected: `a size of at least one byte: ${BYTES_FORM}`,
    read: (value) => ifRead(parseBytes(value), (maxBytes) => ({ maxBytes })),
  },
  refresh: {
    expected: '"foreground" or "background"',
    // Told the runtime also where it is the default: configure() may have given another one.
    read: (value) => {
      const refresh = REFRESH_MODES.find((mode) => mode === value);
      return refresh === undefined ? undefined : { options: { refresh } };
    },
    // Not left to a ttl that configure() gives: whether the tag says anything must not hang on what runs before.
    lacks: (given) => (given.get("refresh") === "background" && !given.has("ttl") ? "ttl" : undefined),
  },
  staleFor: {
    expected: A_TIME,
    read: (value) => ifRead(parseDuration(value), (staleFor) => ({ staleFor })),
    lacks: (given) => (given.has("refresh") && given.get("refresh") !== "foreground" ? undefined : "background"),
  },
  staleIfError: {
    expected: A_TIME,
    read: (value) => ifRead(parseDuration(value), (staleIfError) => ({ staleIfError })),
    lacks: (given) => (given.has("ttl") ? undefined : "ttl"),
  },
  tags: {
    expected: 'a list of texts, such as ["users", "user:{id}"]',
    // What the texts say is read when the key is known.
    read: (value) =>
      Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === "string") ? {} : undefined,
  },
  freeze: {
    only: "cacheData",
    expected: "true or false",
    read: (value) => (typeof value === "boolean" ? { options: value ? {} : { freeze: value } } : undefined),
  },
  version: {
    expected: "a text",
    read: (value) => (typeof value === "string" ? { version: { version: value } } : undefined),
  },
  hash: {
    expected: '"deps", "body" or "none"',
    read: (value) => {
      const hash = HASH_MODES.find((mode) => mode === value);
      return hash === undefined ? undefined : { version: { hash } };
    },
  },
  this: {
    expected: '"ignore" or "instance"',
    read: (value) => {
      const receiver = RECEIVER_MODES.find((mode) => mode === value);
      return receiver === undefined ? undefined : { receiver };
    },
  },
  persist: { only: "cacheData" },
  scope: {},
  showSpinner: {},
  showTime: {},
};

/** The option that a value which could be read gives. */
function ifRead(
  value: number | undefined,
  option: (value: number) => CacheOptions,
): Partial<CheckedOptions> | undefined {
  return value === undefined ? undefined : { options: option(value) };
}
