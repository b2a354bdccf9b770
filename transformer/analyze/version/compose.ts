import type { CodeVersion } from "../plan.js";
import type { TextHash } from "./hash.js";

/** Joins every version: raise it when the meaning of keys or versions changes. */
export const VERSION_FORMAT = 4;

/**
 * What a version covers:
 * - `deps`: the function and all that it reaches
 * - `body`: the function's own code
 * - `none`: no code
 */
export type HashMode = "deps" | "body" | "none";

/** What the tag says about the version. */
export interface VersionOptions {
  readonly hash?: HashMode;
  readonly version?: string;
}

/** What a version is made of. */
export interface VersionParts {
  readonly options: VersionOptions;
  /** The hash of what the key is made of. */
  readonly schema: string;
  /** The compiler options that change what the code does. */
  readonly compiler: readonly string[];
  /** The hash of the code that the version covers; empty for none. */
  readonly code: string;
}

export function composeVersion(hash: TextHash, { options, schema, compiler, code }: VersionParts): CodeVersion {
  const { hash: mode = "deps", version } = options;
  const given = version === undefined ? "" : JSON.stringify(version);
  return hash([VERSION_FORMAT, schema, mode, given, code, ...compiler].join(";")) as CodeVersion;
}
