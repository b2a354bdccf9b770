import type { FixAllCase, FixCase } from "./case.js";
import { KEY_METHOD_CASES } from "./key-methods.js";
import { KEY_ALL_CASES, KEY_CASES } from "./keys.js";
import { OBSERVED_ALL_CASES, OBSERVED_CASES } from "./observed.js";
import { OPTION_ALL_CASES, OPTION_CASES } from "./options.js";
import { TAG_ALL_CASES, TAG_CASES } from "./tags.js";

export const CASES: readonly FixCase[] = [
  ...TAG_CASES,
  ...OPTION_CASES,
  ...KEY_CASES,
  ...KEY_METHOD_CASES,
  ...OBSERVED_CASES,
];
export const ALL_CASES: readonly FixAllCase[] = [
  ...TAG_ALL_CASES,
  ...OPTION_ALL_CASES,
  ...KEY_ALL_CASES,
  ...OBSERVED_ALL_CASES,
];

/** The files of a case as they are before, by name. */
export function textsOf(its: FixCase | FixAllCase): Record<string, string> {
  const others = Object.entries("others" in its ? (its.others ?? {}) : {}).map(([name, [before]]) => [name, before]);
  return { "a.ts": its.before, ...(Object.fromEntries(others) as Record<string, string>) };
}
