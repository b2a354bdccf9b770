import type { Literal } from "./literal.js";
import { closest } from "./names.js";

/** Reads a value that an option doesn't take as the one that was probably meant; undefined if nobody could tell. */
export type MeantValue = (value: Literal) => Literal | undefined;

/** How people write the units of a time, and how many of the unit that there is they are. */
const TIME_UNITS: readonly (readonly [spelling: RegExp, unit: string, times?: number])[] = [
  [/^(?:ms|msecs?|millis|milliseconds?)$/, "ms"],
  [/^(?:s|secs?|seconds?)$/, "s"],
  [/^(?:m|mins?|minutes?)$/, "m"],
  [/^(?:h|hrs?|hours?)$/, "h"],
  [/^(?:d|days?)$/, "d"],
  [/^(?:w|weeks?)$/, "d", 7],
];

/** `"10 m"`, `"1 Hour"`, `"2 weeks"`; a number in quotes is one of seconds, as without them. */
export const meantTime: MeantValue = (value) => {
  if (typeof value !== "string") return undefined;
  const parts = [...value.toLowerCase().matchAll(/(\d+(?:\.\d+)?)\s*([a-z]+)\s*/gy)];
  const isWhole = parts.reduce((length, [part]) => length + part.length, 0) === value.length;
  if (!isWhole || parts.length === 0) return numberIn(value);
  const written = parts.map(([, number = "", name = ""]) => {
    const [, unit, times] = TIME_UNITS.find(([spelling]) => spelling.test(name)) ?? [];
    return unit && (times === undefined ? number : String(Number(number) * times)) + unit;
  });
  return written.includes(undefined) ? undefined : written.join("");
};

/** `"64 mb"`, `"1g"`, `"64mib"`; a number in quotes is one of bytes, as without them. */
export const meantBytes: MeantValue = (value) => {
  if (typeof value !== "string") return undefined;
  const [, number, unit = "", binary = ""] = /^(\d+(?:\.\d+)?)\s*([kmg])(i?)b?$/i.exec(value.trim()) ?? [];
  return number === undefined ? numberIn(value) : `${number}${unit.toUpperCase()}${binary.toLowerCase()}B`;
};

/** `"100"`, `"1,000"` */
export const meantCount: MeantValue = (value) => (typeof value === "string" ? numberIn(value) : undefined);

/** `"false"` */
export const meantFlag: MeantValue = (value) => (value === "true" || value === "false" ? value === "true" : undefined);

/** One text where a list of them belongs. */
export const meantList: MeantValue = (value) => (typeof value === "string" ? [value] : undefined);

/** A number where a text belongs. */
export const meantText: MeantValue = (value) => (typeof value === "number" ? String(value) : undefined);

/** One of some words, misspelt or cut short. */
export function meantOneOf(words: readonly string[]): MeantValue {
  return (value) => {
    if (typeof value !== "string") return undefined;
    const begun = words.filter((word) => value.length >= 3 && word.startsWith(value.toLowerCase()));
    return closest(value, words) ?? (begun.length === 1 ? begun[0] : undefined);
  };
}

/** A value as it is written in options, with double quotes. */
export function literalText(value: Literal): string {
  return typeof value === "object" ? `[${value.map(literalText).join(", ")}]` : JSON.stringify(value);
}

function numberIn(text: string): number | undefined {
  const isNumber = /^\d+(?:\.\d+)?$|^\d{1,3}(?:[,_]\d{3})+$/.test(text.trim());
  return isNumber ? Number(text.replace(/[,_]/g, "")) : undefined;
}
