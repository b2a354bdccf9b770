import { DURATION_FORM, parseDuration } from "../../../runtime/duration.js";
import { catalogue } from "../../diagnostics/catalogue.js";
import type { CacheOptions } from "../plan.js";
import type { Reporter } from "../report.js";
import type { TagUse } from "./comment.js";
import type { Literal, OptionUse } from "./literal.js";
import { closest, type CacheTag } from "./names.js";

interface OptionSpec {
  /** The only tag that it is for; both if absent. */
  readonly only?: CacheTag;
  /** Reads a value; undefined if it is out of range or of the wrong type. Absent for options to come. */
  readonly read?: (value: Literal) => CacheOptions | undefined;
  readonly expected?: string;
}

const OPTIONS: Readonly<Record<string, OptionSpec>> = {
  ttl: {
    expected: `a time above 0: ${DURATION_FORM}`,
    read: (value) => {
      const ttl = parseDuration(value);
      return ttl === undefined ? undefined : { ttl };
    },
  },
  maxEntries: {
    expected: "a whole number of at least 1",
    read: (value) =>
      typeof value === "number" && Number.isSafeInteger(value) && value >= 1 ? { maxEntries: value } : undefined,
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
  version: {},
  hash: {},
  this: {},
};

/** The options that can be written today. */
const KNOWN = Object.keys(OPTIONS).filter((name) => OPTIONS[name]?.read !== undefined);

/** Checks the options of a tag as code is checked. Undefined if one of them is wrong, which was reported. */
export function checkOptions(use: TagUse, source: string, reporter: Reporter): CacheOptions | undefined {
  const seen = new Set<string>();
  let options: CacheOptions | undefined = {};
  for (const option of use.options) {
    const repeated = seen.has(option.name);
    seen.add(option.name);
    if (repeated) reporter.error(catalogue.repeatedOption({ option: option.name }), nameRange(option));
    const read = repeated ? undefined : checkOption(use, option, source, reporter);
    options = options && read && { ...options, ...read };
  }
  return options;
}

function checkOption(use: TagUse, option: OptionUse, source: string, reporter: Reporter): CacheOptions | undefined {
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
    const instead = `The options so far are ${KNOWN.join(" and ")}.`;
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

function nameRange(option: OptionUse): { start: number; end: number } {
  return { start: option.nameStart, end: option.nameEnd };
}
