import { DURATION_FORM, parseDuration } from "../../../runtime/duration.js";
import { catalogue } from "../../diagnostics/catalogue.js";
import type { CacheOptions } from "../plan.js";
import type { Reporter } from "../report.js";
import type { HashMode, VersionOptions } from "../version/compose.js";
import type { TagUse } from "./comment.js";
import type { Literal, OptionUse } from "./literal.js";
import { closest, type CacheTag } from "./names.js";

interface OptionSpec {
  /** The only tag that it is for; both if absent. */
  readonly only?: CacheTag;
  /** Reads a value; undefined if it is out of range or of the wrong type. Absent for options to come. */
  readonly read?: (value: Literal) => Partial<CheckedOptions> | undefined;
  readonly expected?: string;
}

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

const RECEIVER_MODES: readonly ReceiverMode[] = ["ignore", "instance"];

const HASH_MODES: readonly HashMode[] = ["deps", "body", "none"];

const OPTIONS: Readonly<Record<string, OptionSpec>> = {
  ttl: {
    expected: `a time above 0: ${DURATION_FORM}`,
    read: (value) => {
      const ttl = parseDuration(value);
      return ttl === undefined ? undefined : { options: { ttl } };
    },
  },
  maxEntries: {
    expected: "a whole number of at least 1",
    read: (value) =>
      typeof value === "number" && Number.isSafeInteger(value) && value >= 1
        ? { options: { maxEntries: value } }
        : undefined,
  },
  maxBytes: { only: "cacheData" },
  persist: { only: "cacheData" },
  scope: {},
  refresh: {},
  staleFor: {},
  staleIfError: {},
  showSpinner: {},
  showTime: {},
  tags: {},
  version: {
    expected: "a text",
    read: (value) => (typeof value === "string" ? { version: { version: value } } : undefined),
  },
  hash: {
    expected: listed(
      HASH_MODES.map((mode) => `"${mode}"`),
      "or",
    ),
    read: (value) => {
      const hash = HASH_MODES.find((mode) => mode === value);
      return hash === undefined ? undefined : { version: { hash } };
    },
  },
  this: {
    expected: listed(
      RECEIVER_MODES.map((mode) => `"${mode}"`),
      "or",
    ),
    read: (value) => {
      const receiver = RECEIVER_MODES.find((mode) => mode === value);
      return receiver === undefined ? undefined : { receiver };
    },
  },
};

/** The options that can be written today. */
const KNOWN = Object.keys(OPTIONS).filter((name) => OPTIONS[name]?.read !== undefined);

/** Checks the options of a tag as code is checked. Undefined if one of them is wrong, which was reported. */
export function checkOptions(use: TagUse, source: string, reporter: Reporter): CheckedOptions | undefined {
  const seen = new Set<string>();
  let checked: CheckedOptions | undefined = { options: {}, version: {} };
  for (const option of use.options) {
    const repeated = seen.has(option.name);
    seen.add(option.name);
    if (repeated) reporter.error(catalogue.repeatedOption({ option: option.name }), nameRange(option));
    const read = repeated ? undefined : checkOption(use, option, source, reporter);
    checked = checked && read && join(checked, read);
  }
  return checked;
}

function join(checked: CheckedOptions, { options, version, ...receiver }: Partial<CheckedOptions>): CheckedOptions {
  return {
    ...checked,
    ...receiver,
    options: { ...checked.options, ...options },
    version: { ...checked.version, ...version },
  };
}

function checkOption(
  use: TagUse,
  option: OptionUse,
  source: string,
  reporter: Reporter,
): Partial<CheckedOptions> | undefined {
  const { name } = option;
  const tag = use.tag;
  const spec = Object.hasOwn(OPTIONS, name) ? OPTIONS[name] : undefined;
  if (spec === undefined) {
    const meant = closest(name, Object.keys(OPTIONS));
    reporter.error(catalogue.unknownOption({ tag, option: name, meant, known: KNOWN }), nameRange(option));
    return undefined;
  }
  if (spec.only !== undefined && spec.only !== tag) {
    reporter.error(catalogue.optionOfOtherKind({ tag, option: name, other: spec.only }), nameRange(option));
    return undefined;
  }
  if (spec.read === undefined || spec.expected === undefined) {
    const instead = `The options so far are ${listed(KNOWN, "and")}.`;
    reporter.error(catalogue.notSupportedYet({ what: `the option "${name}"`, instead }), nameRange(option));
    return undefined;
  }
  const read = spec.read(option.value);
  if (read === undefined) {
    const written = source.slice(option.valueStart, option.valueEnd);
    const range = { start: option.valueStart, end: option.valueEnd };
    reporter.error(catalogue.optionValue({ option: name, expected: spec.expected, written }), range);
  }
  return read;
}

/** `a, b and c` */
function listed(names: readonly string[], word: string): string {
  return names.join(", ").replace(/, (?=[^,]*$)/, ` ${word} `);
}

function nameRange(option: OptionUse): { start: number; end: number } {
  return { start: option.nameStart, end: option.nameEnd };
}
