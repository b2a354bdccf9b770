import { closest } from "./analyze/tags/names.js";

/** What the plugin line in tsconfig.json can set. */
export interface PluginSettings {
  /** Types that say nothing of their values (`any`, `unknown`, `object`, `{}`) are left to the run time. */
  readonly dynamic: boolean;
}

const DYNAMIC = "dynamic";

/**
 * Reads our settings off the plugin line. What else stands there isn't ours to judge: the line belongs to the hosts as
 * well, and each has keys of its own.
 *
 * @throws {Error} naming a setting that is misspelt or has a value of the wrong type.
 */
export function readSettings(config: unknown): PluginSettings {
  const line = typeof config === "object" && config !== null ? (config as Readonly<Record<string, unknown>>) : {};
  const { dynamic = false } = line;
  if (typeof dynamic !== "boolean") {
    throw new Error(
      `tscached: "${DYNAMIC}" in the plugin line of tsconfig.json takes true or false, not ${JSON.stringify(dynamic)}.`,
    );
  }
  const misspelt = Object.keys(line).find((key) => key !== DYNAMIC && closest(key, [DYNAMIC]) !== undefined);
  if (misspelt !== undefined) {
    throw new Error(
      `tscached: the plugin line of tsconfig.json has no setting "${misspelt}". Did you mean "${DYNAMIC}"?`,
    );
  }
  return { dynamic };
}
