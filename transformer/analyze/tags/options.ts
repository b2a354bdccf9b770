import { catalogue } from "../../diagnostics/catalogue.js";
import type { Range, Reporter } from "../report.js";
import type { TagUse } from "./comment.js";
import type { BareValue, Literal, OptionUse } from "./literal.js";
import { literalText } from "./meant-value.js";
import { closest } from "./names.js";
import { OPTIONS, type CheckedOptions, type GivenOptions } from "./option-table.js";

/** The options that can be written today. */
const KNOWN = Object.keys(OPTIONS).filter((name) => OPTIONS[name]?.read !== undefined);

/** Checks the options of a tag as code is checked. Undefined if one of them is wrong, which was reported. */
export function checkOptions(use: TagUse, source: string, reporter: Reporter): CheckedOptions | undefined {
  const given = new Map<string, Literal>();
  for (const { name, value } of use.options) if (!given.has(name)) given.set(name, value);
  const seen = new Set<string>();
  let checked: CheckedOptions | undefined = { options: {}, version: {} };
  for (const option of use.options) {
    const repeated = seen.has(option.name);
    seen.add(option.name);
    if (repeated) reporter.error(catalogue.repeatedOption({ option: option.name }), nameRange(option));
    const read = repeated ? undefined : checkOption(use, option, given, source, reporter);
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
  { tag }: TagUse,
  option: OptionUse,
  given: GivenOptions,
  source: string,
  reporter: Reporter,
): Partial<CheckedOptions> | undefined {
  const { name } = option;
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
    const instead = `The options so far are ${listed(KNOWN)}.`;
    reporter.error(catalogue.notSupportedYet({ what: `the option "${name}"`, instead }), nameRange(option));
    return undefined;
  }
  const read = spec.read(option.value);
  if (read === undefined) {
    const written = source.slice(option.valueStart, option.valueEnd);
    const range = { start: option.valueStart, end: option.valueEnd };
    reporter.error(
      catalogue.optionValue({ option: name, expected: spec.expected, written, meant: meantValue(name, option.value) }),
      range,
    );
    return undefined;
  }
  const lacking = spec.lacks?.(given);
  if (lacking === undefined) return read;
  reporter.error(catalogue.optionLacksOther({ option: name, lacking }), nameRange(option));
  return undefined;
}

/** The value that was probably meant by one that an option doesn't take, as it is to be written. */
function meantValue(name: string, value: Literal): string | undefined {
  const spec = Object.hasOwn(OPTIONS, name) ? OPTIONS[name] : undefined;
  const meant = spec?.meant?.(value);
  return meant === undefined || spec?.read?.(meant) === undefined ? undefined : literalText(meant);
}

/** The same by a value without quotes. Where any text will do, a name may as well be meant for what it stands for. */
export function meantInQuotes({ option, text }: BareValue): string | undefined {
  const spec = Object.hasOwn(OPTIONS, option) ? OPTIONS[option] : undefined;
  if (spec?.values === undefined) return undefined;
  return spec.read?.(text) === undefined ? meantValue(option, text) : literalText(text);
}

/** `a, b and c` */
function listed(names: readonly string[]): string {
  return names.join(", ").replace(/, (?=[^,]*$)/, " and ");
}

function nameRange({ nameStart, nameEnd }: OptionUse): Range {
  return { start: nameStart, end: nameEnd };
}
