/**
 * A text that a package.json says, by its property; undefined where it says none, or isn't JSON. That isn't ours to
 * report: npm and the compiler both do.
 *
 * @param text the file's text, undefined if there is no file
 */
export function textIn(text: string | undefined, property: "name" | "version"): string | undefined {
  if (text === undefined) return undefined;
  try {
    const value = (JSON.parse(text) as Record<string, unknown>)[property];
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}
