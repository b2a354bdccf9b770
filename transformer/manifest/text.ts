import { MANIFEST_FORMAT, type Manifest } from "./format.js";

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
  const { versionFormat, functions, units } = manifest;
  if (
    typeof versionFormat !== "number" ||
    !Array.isArray(functions) ||
    !Array.isArray(units) ||
    !functions.every(isFunction) ||
    !units.every(isUnit)
  ) {
    throw new Error(`${where} is no manifest of tscached, or was changed by hand. Build the project again.`);
  }
  const inside = (position: unknown): boolean => typeof position === "number" && position in units;
  if (
    !functions.every(({ unit }) => unit === undefined || inside(unit)) ||
    !units.every((unit) => unit.uses.every(inside))
  ) {
    throw new Error(`${where} refers to units that it doesn't list. Build the project again.`);
  }
  return { format: MANIFEST_FORMAT, versionFormat, functions, units };
}

function parsed(text: string, where: string): Partial<Record<keyof Manifest, unknown>> {
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

function isFunction(value: unknown): value is Manifest["functions"][number] {
  return (
    hasTexts(value, ["id", "file", "kind", "version", "schema"]) &&
    hasTexts((value as { options?: unknown }).options, []) &&
    hasLists(value, ["key", "compiler"])
  );
}

function isUnit(value: unknown): value is Manifest["units"][number] {
  return hasTexts(value, ["name", "hash"]) && hasLists(value, ["uses"]);
}

function hasTexts(value: unknown, names: readonly string[]): value is object {
  if (typeof value !== "object" || value === null) return false;
  return names.every((name) => typeof (value as Record<string, unknown>)[name] === "string");
}

function hasLists(value: object, names: readonly string[]): boolean {
  return names.every((name) => Array.isArray((value as Record<string, unknown>)[name]));
}
