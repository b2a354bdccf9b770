import { BYTES_FORM, parseBytes } from "./bytes-size.js";
import { timeOf, type Clock } from "./clock.js";
import { COUNT_FORM, parseCount } from "./count.js";
import type { CacheLimits } from "./definition.js";
import { InvalidOptionError } from "./errors.js";
import { processPool } from "./memory/kept.js";
import { DURATION_FORM, parseDuration } from "./duration.js";
import { isOptions, LIMITS, noSuch, readLimits, type Duration, type LimitOptions } from "./options.js";
import { begin } from "./renewal.js";
import { boundSessions } from "./sessions.js";
import { APPEARANCE, readProgress, type ProgressOptions } from "./progress/options.js";
import type { Reporter } from "./progress/reporter.js";
import { liveCaches, state } from "./state.js";

/** What functions are bound by that don't say so in their tags. */
export interface Defaults extends LimitOptions, ProgressOptions {
  /** `false`: results of deeply readonly types are copied for each caller rather than frozen and shared. */
  readonly freeze?: boolean | undefined;
}

/** How many sessions there are at most, and for how long. Bounds that aren't mentioned stay as they are. */
export interface SessionBounds {
  /**
   * The most sessions at a time; 1,000 at first. The least recently used one ends first, but none that somebody is inside
   * of. A whole number of at least 1.
   */
  readonly max?: number | undefined;
  /** How long nobody is inside a session, nor uses it, until it ends; `"1h"` at first. */
  readonly idle?: Duration | undefined;
}

/** Settings of every cache in the process. */
export interface Settings {
  /**
   * Replaces the clock, so that a test can move time; `"system"` puts the first one back. Nothing else in tscached reads
   * the time.
   */
  readonly clock?: Clock | "system" | undefined;
  /** Replaces the defaults, for functions already loaded and those to come. What was stored before counts too. */
  readonly defaults?: Defaults | undefined;
  /** How many background refreshes may run at a time; 8 at first. */
  readonly refreshConcurrency?: number | undefined;
  /**
   * How much memory copies of large buffers may take that are made before anyone asks for them: a number of bytes, or a
   * text such as `"64MB"`; 0 for none, and no thread that makes them. An eighth of the memory at first, up to 1 GiB; in
   * worker threads 0.
   */
  readonly maxPreparedBytes?: number | string | undefined;
  /** Bounds the sessions of `runInSession`, also those that there are. */
  readonly sessions?: SessionBounds | undefined;
  /** `false`: no miss is shown anywhere, whatever tags say; `true` puts that back. What is shown already ends as it would. */
  readonly progress?: boolean | undefined;
  /** Who is told of misses that are to be shown, in place of the terminal; `"terminal"` puts that back. */
  readonly reporter?: Reporter | "terminal" | undefined;
}

/** A setting, checked; what it returns makes it so. */
const SETTINGS: Readonly<Record<keyof Settings, (value: unknown) => () => void>> = {
  clock(value) {
    if (value !== "system" && !isClock(value)) {
      throw new InvalidOptionError("clock", value, "an object with a method now() that returns milliseconds");
    }
    if (value !== "system") timeOf(value);
    return () => {
      state.clock = value === "system" ? undefined : value;
    };
  },
  defaults(value) {
    const defaults = readDefaults(value);
    return () => {
      state.defaults = defaults;
      for (const cache of liveCaches()) cache.adoptDefaults();
    };
  },
  maxPreparedBytes(value) {
    const bytes = value === 0 ? 0 : parseBytes(value);
    if (bytes === undefined) throw new InvalidOptionError("maxPreparedBytes", value, `0, or ${BYTES_FORM}`);
    return () => {
      processPool().limit = bytes;
    };
  },
  progress(value) {
    if (typeof value !== "boolean") throw new InvalidOptionError("progress", value, "true or false");
    return () => {
      state.progress.isOn = value;
    };
  },
  reporter(value) {
    if (value !== "terminal" && !isReporter(value)) {
      throw new InvalidOptionError(
        "reporter",
        value,
        'an object with the methods start, done and failed, or "terminal"',
      );
    }
    return () => {
      state.progress.reporter = value === "terminal" ? undefined : value;
    };
  },
  refreshConcurrency(value) {
    const most = parseCount(value);
    if (most === undefined) throw new InvalidOptionError("refreshConcurrency", value, COUNT_FORM);
    return () => {
      state.refreshes.most = most;
      begin();
    };
  },
  sessions(value) {
    const bounds = readBounds(value);
    return () => {
      boundSessions(bounds);
    };
  },
};

/**
 * Changes the settings given, for caches already made and those to come. A setting that is undefined stays as it is.
 *
 * @throws {InvalidOptionError} naming a setting of the wrong type or an unknown one. Nothing is changed then, nor when the
 *   clock throws, which is asked once.
 */
export function configure(settings: Settings): void {
  // It may come from JavaScript, where nothing has checked it.
  if (!isOptions(settings)) throw new InvalidOptionError("settings", settings, "an object, such as { clock }");
  const changes = Object.entries(settings).flatMap(([name, value]: [string, unknown]) => {
    if (!Object.hasOwn(SETTINGS, name)) {
      throw new InvalidOptionError(name, value, noSuch("setting", Object.keys(SETTINGS)));
    }
    return value === undefined ? [] : [SETTINGS[name as keyof Settings](value)];
  });
  for (const change of changes) change();
}

const DEFAULTS: readonly string[] = [...LIMITS, ...APPEARANCE, "freeze" satisfies keyof Defaults];

function readDefaults(value: unknown): CacheLimits & ProgressOptions & { readonly freeze?: boolean } {
  if (!isOptions(value)) {
    throw new InvalidOptionError("defaults", value, 'an object of options, such as { ttl: "1h" }');
  }
  const { limits, others } = readLimits(value);
  const { shown, rest } = readProgress(others, (name) => `defaults.${name}`);
  const { freeze, ...unknown } = rest;
  for (const [name, set] of Object.entries(unknown)) {
    throw new InvalidOptionError(`defaults.${name}`, set, noSuch("default", DEFAULTS));
  }
  if (freeze !== undefined && typeof freeze !== "boolean") {
    throw new InvalidOptionError("defaults.freeze", freeze, "true or false");
  }
  return { ...limits, ...shown, ...(freeze === undefined ? {} : { freeze }) };
}

function isReporter(value: unknown): value is Reporter {
  if (typeof value !== "object" || value === null) return false;
  const methods = value as Readonly<Record<string, unknown>>;
  return ["start", "done", "failed"].every((name) => typeof methods[name] === "function");
}

function readBounds(value: unknown): { max?: number; idle?: number } {
  if (!isOptions(value)) {
    throw new InvalidOptionError("sessions", value, 'an object, such as { max: 1000, idle: "1h" }');
  }
  const { max, idle, ...others } = value as Record<string, unknown>;
  for (const [name, set] of Object.entries(others)) {
    throw new InvalidOptionError(
      `sessions.${name}`,
      set,
      "nothing: there is no such bound. There are sessions.max and sessions.idle",
    );
  }
  const count = parseCount(max);
  if (max !== undefined && count === undefined) throw new InvalidOptionError("sessions.max", max, COUNT_FORM);
  const time = parseDuration(idle);
  if (idle !== undefined && time === undefined) {
    throw new InvalidOptionError("sessions.idle", idle, `a time above 0: ${DURATION_FORM}`);
  }
  return { ...(count !== undefined && { max: count }), ...(time !== undefined && { idle: time }) };
}

/** Settings may come from JavaScript, where nothing has checked them. */
function isClock(value: unknown): value is Clock {
  return typeof value === "object" && value !== null && "now" in value && typeof value.now === "function";
}
