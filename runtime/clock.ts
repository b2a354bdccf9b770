import { uptime } from "node:os";
import { state } from "./state.js";

/** Where the caches read the time: milliseconds that never go back. */
export interface Clock {
  now(): number;
}

/** A clock that may also be finer than its milliseconds. */
export type Stopwatch = Clock & { precise?(): number };

/** For so many milliseconds the wall clock is followed before it is compared with the others. */
const TRUSTED = 1000;

/** A suspended computer shows as a difference between two clocks; the coarser one counts whole seconds on some systems. */
const COARSE = 2000;

/**
 * The time since the process began, as one waits for it: a computer that sleeps adds to it, and a system clock that is
 * set doesn't.
 *
 * Between two comparisons it follows the wall clock, since no clock costs less to read and the monotonic one stands
 * still while the computer sleeps. Once a second at most, and whenever the wall clock leaps, it asks the monotonic clock
 * and the time since boot, which counts sleep.
 */
export class SystemClock implements Clock {
  /** What was read at the last comparison, by each clock. */
  private wall = Date.now();
  private monotonic = performance.now();
  private boot = sinceBoot();
  /** The time at the last comparison. */
  private base = this.monotonic;
  /** How far the wall clock has come since. */
  private passed = 0;

  now(): number {
    const passed = Date.now() - this.wall;
    if (passed < this.passed || passed >= TRUSTED) return this.compare();
    this.passed = passed;
    return this.base + passed;
  }

  /** Finer than a millisecond, for durations; a computer that sleeps doesn't add to it. */
  precise(): number {
    return performance.now();
  }

  private compare(): number {
    const monotonic = performance.now();
    const boot = sinceBoot();
    const awake = monotonic - this.monotonic;
    const waited = boot - this.boot;
    // Never behind what was given out already.
    this.base += Math.max(waited > awake + COARSE ? waited : awake, this.passed);
    this.wall = Date.now();
    this.monotonic = monotonic;
    this.boot = boot;
    this.passed = 0;
    return this.base;
  }
}

/** The time, in milliseconds. Nothing else in the runtime reads a clock. */
export function now(): number {
  return current().now();
}

/** The same for measuring how long something takes, where a millisecond is long. */
export function stopwatch(): number {
  const clock = current();
  return clock.precise?.() ?? clock.now();
}

function current(): Stopwatch {
  return state.clock ?? (state.systemClock ??= new SystemClock());
}

/** Milliseconds since the computer was started, its sleep included. */
function sinceBoot(): number {
  try {
    return uptime() * 1000;
  } catch {
    // Some sandboxes forbid to ask.
    return 0;
  }
}
