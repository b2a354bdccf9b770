import { MANIFEST_FORMAT, type Manifest } from "./format.js";

/** Stands for a manifest while its project is being built, or after a build that was killed. */
export const UNFINISHED = "";

/** The manifest's bytes: a function and a unit each on lines of their own, so that a version control can compare them. */
export function manifestText({ versionFormat, functions, units }: Manifest): string {
  const list = (items: readonly object[]): string =>
    items.length === 0 ? "[]" : `[\n${items.map((item) => `    ${JSON.stringify(item)}`).join(",\n")}\n  ]`;
  return `{\n  "format": ${MANIFEST_FORMAT},\n  "versionFormat": ${versionFormat},\n  "functions": ${list(functions)},\n  "units": ${list(units)}\n}\n`;
}

/**
 * Reads a manifest.
 *
 * @param where its file, for the messages
 * @throws {Error} naming the file and what is wrong with it: not JSON, another format, or something that is no manifest.
 */
export function readManifest(text: string, where: string): Manifest {
  const manifest = parsed(text, where);
  if (manifest.format !== MANIFEST_FORMAT) {
    const found = manifest.format === undefined ? "none" : JSON.stringify(manifest.format);
    throw new Error(
      `${where} has the manifest format ${found}, and this tscached reads format ${MANIFEST_FORMAT}. ` +
        "Build the project again with this version of tscached.",
    );
  }
  if (!isManifest(manifest)) {
    throw new Error(`${where} is no manifest of tscached, or was changed by hand. Build the project again.`);
  }
  const { versionFormat, functions, units } = manifest as Manifest;
  const inside = (position: number): boolean => position in units;
  if (
    !functions.every(({ unit }) => unit === undefined || inside(unit)) ||
    !units.every((unit) => unit.uses.every(inside))
  ) {
    throw new Error(`${where} refers to units that it doesn't list. Build the project again.`);
  }
  return { format: MANIFEST_FORMAT, versionFormat, functions, units };
}

function parsed(text: string, where: string): Partial<Record<keyof Manifest, unknown>> {
  if (text === UNFINISHED) {
    throw new Error(`${where} is empty: its build isn't done, or it failed or was killed. Build the project again.`);
  }
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return value;
  } catch (error) {
    throw new Error(`${where} is not JSON: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
  throw new Error(`${where} is no manifest of tscached: it holds no object.`);
}

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === "string";
const isNumber: Check = (value) => typeof value === "number";
const isFlag: Check = (value) => typeof value === "boolean";
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const objectOf =
  (checks: Readonly<Record<string, Check>>): Check =>
  (value) =>
    typeof value === "object" &&
    value !== null &&
    Object.entries(checks).every(([name, check]) => check((value as Readonly<Record<string, unknown>>)[name]));

const isFunction = objectOf({
  id: isText,
  file: isText,
  line: isNumber,
  kind: isText,
  options: objectOf({
    ttl: optional(isNumber),
    maxEntries: optional(isNumber),
    maxBytes: optional(isNumber),
    refresh: optional(isText),
    staleFor: optional(isNumber),
    staleIfError: optional(isNumber),
    tags: optional(listOf(isText)),
    freeze: optional(isFlag),
    showSpinner: optional((value) => isFlag(value) || isText(value)),
    showTime: optional(isFlag),
    hash: optional(isText),
    version: optional(isText),
  }),
  version: isText,
  compiled: optional(isText),
  key: listOf(objectOf({ label: isText, read: isText })),
  schema: isText,
  compiler: listOf(isText),
  unit: optional(isNumber),
  body: optional(isText),
});

const isUnit = objectOf({
  name: isText,
  hash: isText,
  uses: listOf(isNumber),
  package: optional(isText),
  path: optional(isText),
});

const isManifest = objectOf({ versionFormat: isNumber, functions: listOf(isFunction), units: listOf(isUnit) });
