import { InvalidOptionError } from "./errors.js";
import { state } from "./state.js";

/** Where the caches read the time: milliseconds that never go back. */
export interface Clock {
  now(): number;
}

/** Settings of every cache in the process. */
export interface Settings {
  /** Replaces the clock, so that a test can move time. Nothing else in tscached reads the time. */
  readonly clock?: Clock;
}

/**
 * Changes the settings given, for caches already made and those to come.
 *
 * @throws {InvalidOptionError} naming a setting of the wrong type or an unknown one. Nothing is changed then.
 */
export function configure(settings: Settings): void {
  for (const name of Object.keys(settings)) {
    if (name !== "clock") throw new InvalidOptionError(name, "set", 'no value: the only setting is "clock"');
  }
  const { clock } = settings;
  if (clock === undefined) return;
  if (!isClock(clock)) {
    throw new InvalidOptionError("clock", clock, "an object with a method now() that returns milliseconds");
  }
  state.clock = clock;
}

/** Settings may come from JavaScript, where nothing has checked them. */
function isClock(value: unknown): value is Clock {
  return typeof value === "object" && value !== null && "now" in value && typeof value.now === "function";
}
