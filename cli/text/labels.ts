import type { ManifestKeyPart, ManifestOptions, ManifestUnit } from "../../transformer/manifest/format.js";

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
  if (read === "list") return `${label} (its elements)`;
  return read === "presence" ? `${label} (whether it is there)` : label;
}

/** The options that a tag gives, as it would write them. */
export function optionsLabel({ ttl, maxEntries, hash, version }: ManifestOptions): string {
  const written = [
    ...(ttl === undefined ? [] : [`ttl: "${durationLabel(ttl)}"`]),
    ...(maxEntries === undefined ? [] : [`maxEntries: ${maxEntries}`]),
    ...(hash === undefined ? [] : [`hash: "${hash}"`]),
    ...(version === undefined ? [] : [`version: ${JSON.stringify(version)}`]),
  ];
  return written.length === 0 ? "none" : written.join(", ");
}

const UNITS = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1_000],
] as const;

function durationLabel(milliseconds: number): string {
  let rest = milliseconds;
  let text = "";
  for (const [unit, size] of UNITS) {
    if (rest < size) continue;
    text += `${Math.floor(rest / size)}${unit}`;
    rest %= size;
  }
  return rest === 0 && text !== "" ? text : `${text}${rest}ms`;
}

/** `1 function`, `2 functions`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
