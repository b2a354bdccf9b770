import { parseBytes } from "../../runtime/bytes-size.js";
import type { ManifestKeyPart, ManifestOptions, ManifestUnit } from "./format.js";

/** An installed package, taken apart. */
export interface PackageFacts {
  readonly name: string;
  readonly version: string;
}

/** The package that a unit stands for, if it stands for one; without the digest. */
export function packageOf({ name, package: described }: ManifestUnit): PackageFacts | undefined {
  if (described === undefined) return undefined;
  const [version = ""] = described.split(" ");
  return { name: name.replace(/~\d+$/, ""), version };
}

/** A part of the key with what is read of it: `tags (its elements)`. */
export function keyPartLabel({ label, read }: ManifestKeyPart): string {
  const what = readLabel(read);
  return what === undefined ? label : `${label} (${what})`;
}

/** What is read of a part of the key; undefined for all of it. */
export function readLabel(read: ManifestKeyPart["read"]): string | undefined {
  if (read === "list") return "its elements";
  return read === "presence" ? "whether it is there" : undefined;
}

/**
 * What code a version covers.
 *
 * @param reached what the function reaches, if the version covers that
 */
export function coverageLabel(hash: NonNullable<ManifestOptions["hash"]>, reached: readonly string[]): string {
  switch (hash) {
    case "deps":
      return reached.length === 0
        ? "the function's own code, which uses no other"
        : `the function's code and all that it reaches: ${reached.join(" and ")}`;
    case "body":
      return "the function's own code, and nothing that it uses";
    case "none":
      return "no code, only the key's parts and the option version";
  }
}

/** How each option is written; in this order. */
const OPTION_LABELS: { readonly [Name in keyof Required<ManifestOptions>]: (value: Given<Name>) => string } = {
  ttl: quotedDuration,
  maxEntries: String,
  maxBytes: quotedBytes,
  refresh: JSON.stringify,
  staleFor: quotedDuration,
  staleIfError: quotedDuration,
  tags: (tags) => `[${tags.map((tag) => JSON.stringify(tag)).join(", ")}]`,
  freeze: String,
  scope: JSON.stringify,
  showSpinner: JSON.stringify,
  showTime: String,
  hash: JSON.stringify,
  version: JSON.stringify,
};

type Given<Name extends keyof ManifestOptions> = NonNullable<ManifestOptions[Name]>;

/** The options that a tag gives, as it would write them. */
export function optionsLabel(options: ManifestOptions): string {
  const written = (Object.keys(OPTION_LABELS) as (keyof ManifestOptions)[]).flatMap((name) =>
    options[name] === undefined ? [] : [`${name}: ${optionLabel(name, options[name])}`],
  );
  return written.length === 0 ? "none" : written.join(", ");
}

function optionLabel<Name extends keyof ManifestOptions>(name: Name, value: Given<Name>): string {
  return OPTION_LABELS[name](value);
}

const UNITS = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1_000],
] as const;

/** `1h30m` */
export function durationLabel(milliseconds: number): string {
  let rest = milliseconds;
  let text = "";
  for (const [unit, size] of UNITS) {
    if (rest < size) continue;
    text += `${Math.floor(rest / size)}${unit}`;
    rest %= size;
  }
  return rest === 0 && text !== "" ? text : `${text}${rest}ms`;
}

function quotedDuration(milliseconds: number): string {
  return JSON.stringify(durationLabel(milliseconds));
}

const SIZES = [
  ["GB", 1e9],
  ["MB", 1e6],
  ["KB", 1e3],
  ["GiB", 1_073_741_824],
  ["MiB", 1_048_576],
  ["KiB", 1_024],
] as const;

/** The shortest way to say a size exactly, with at most three decimals: `64MB`, or the bare number of bytes. */
export function bytesLabel(bytes: number): string {
  const ways = SIZES.map(([unit, size]) => `${Number((bytes / size).toFixed(3))}${unit}`);
  const exact = [...ways.filter((way) => parseBytes(way) === bytes), String(bytes)];
  const [shortest = ""] = exact.sort((left, right) => left.length - right.length);
  return shortest;
}

function quotedBytes(bytes: number): string {
  const label = bytesLabel(bytes);
  return label.endsWith("B") ? JSON.stringify(label) : label;
}

/** `1 function`, `2 functions`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
