import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { FilePlan } from "../analyze/plan.js";
import type { TextHash } from "../analyze/version/hash.js";
import type { ManifestFunction } from "./format.js";

/**
 * The hash of all that a plan has compiled into a file. Compiled code asks for its versions with it, so that code which
 * the compiler takes for written, and that was compiled for other types or by another tscached, is told by its text, and
 * finds no version.
 *
 * @param versions what the file imports its versions from
 */
export function compiledHash(
  { functions, observed, format, prefix }: FilePlan,
  versions: string,
  hash: TextHash,
): string {
  // The versions themselves aren't part of the code.
  const facts = functions.map((planned) => ({ ...planned, version: undefined }));
  const others = observed.length === 0 ? [] : [observed];
  return hash(JSON.stringify([OWN_VERSION, format, prefix, versions, facts, ...others]));
}

/** What compiled code asks for its version by: of one function, and of one way in which it was compiled. */
export function versionName({ id, compiled }: Pick<ManifestFunction, "id" | "compiled">): string {
  return compiled === undefined ? id : `${id} ${compiled}`;
}

/** The version of this package: each renders plans in its own way. */
const OWN_VERSION = ownVersion();

function ownVersion(): string {
  for (let folder = __dirname; ; folder = dirname(folder)) {
    const { name, version } = manifestIn(folder);
    if (name === "tscached" || folder === dirname(folder)) return version ?? "";
  }
}

function manifestIn(folder: string): { readonly name?: string; readonly version?: string } {
  try {
    return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { name?: string; version?: string };
  } catch {
    return {};
  }
}
