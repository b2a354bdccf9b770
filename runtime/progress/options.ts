import type { CacheDefinition } from "../definition.js";
import { InvalidOptionError } from "../errors.js";
import { parseSpinner, SPINNER_FORM } from "./spinner.js";

/** What a function says of its misses, or `configure({ defaults })` of all that say nothing. */
export interface ProgressOptions {
  /** Whether a spinner is shown on a miss, or the text beside it; `Running name(...)` by default. */
  readonly showSpinner?: boolean | string | undefined;
  /** Whether the time that has passed is shown beside it. In a tag it asks for the spinner as well. */
  readonly showTime?: boolean | undefined;
}

/** The names of these options. */
export const APPEARANCE: readonly (keyof ProgressOptions)[] = ["showSpinner", "showTime"];

/** What is shown on a function's misses. */
export interface Appearance {
  readonly text: string;
  readonly showTime: boolean;
}

/**
 * The options that are about progress, checked, and the others.
 *
 * @param nameOf how messages call an option
 * @param label the function that they are for, for messages; absent for the defaults
 * @throws {InvalidOptionError} naming an option of the wrong type.
 */
export function readProgress(
  options: Readonly<Record<string, unknown>>,
  nameOf: (option: string) => string = String,
  label?: string,
): { shown: Given<ProgressOptions>; rest: Readonly<Record<string, unknown>> } {
  const { showSpinner, showTime, ...rest } = options;
  const spinner = parseSpinner(showSpinner);
  if (showSpinner !== undefined && spinner === undefined) {
    throw new InvalidOptionError(nameOf("showSpinner"), showSpinner, SPINNER_FORM, label);
  }
  if (showTime !== undefined && typeof showTime !== "boolean") {
    throw new InvalidOptionError(nameOf("showTime"), showTime, "true or false", label);
  }
  const shown = {
    ...(spinner === undefined ? {} : { showSpinner: spinner }),
    ...(showTime === undefined ? {} : { showTime }),
  };
  return { shown, rest };
}

type Given<T> = { readonly [Name in keyof T]?: Exclude<T[Name], undefined> };

/** What to show on a function's misses; undefined for nothing. */
export function appearanceOf(definition: CacheDefinition, defaults: ProgressOptions): Appearance | undefined {
  const { name } = definition;
  // Who asks for the time alone wants it shown; as a default it is only for what is shown anyway.
  const own = definition.showSpinner ?? (definition.showTime === true ? true : undefined);
  const spinner = own ?? defaults.showSpinner ?? false;
  if (spinner === false) return undefined;
  return {
    text: spinner === true ? `Running ${name}(...)` : spinner,
    showTime: definition.showTime ?? defaults.showTime ?? false,
  };
}
