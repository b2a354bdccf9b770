import ts from "typescript";

type TS = typeof ts;

/** The compilers that the editor's features are tested with, by version. */
export const HOSTS: readonly (readonly [string, TS])[] = ["typescript-4.9", "typescript-5.0", "typescript-5.9"]
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- by a name that isn't known before
  .map((name) => require(name) as TS)
  .concat(ts)
  .map((host) => [host.version, host] as const);
