import { uptime } from "node:os";
import { InvalidOptionError } from "./errors.js";
import { state } from "./state.js";

/** Where the caches read the time: milliseconds that never go back. */
export interface Clock {
  now(): number;
}

/** A clock that may also be finer than its milliseconds. */
export type Stopwatch = Clock & { precise?(): number };

/** For so many milliseconds the wall clock is followed before it is compared with the others. */
const TRUSTED = 1000;

/**
 * A suspended computer shows as a difference between two clocks. On some systems one of them counts whole seconds, so
 * what is less than this shows only once it has added up.
 */
const COARSE = 2000;

/**
 * The time since the process began, as one waits for it: a computer that sleeps adds to it, and a system clock that is
 * set doesn't.
 *
 * Between two comparisons it follows the wall clock, since no clock costs less to read and the monotonic one stands
 * still while the computer sleeps. Once a second at most, and whenever the wall clock leaps, it asks the monotonic clock
 * and the time since boot, which counts sleep. Where the wall clock has led too far by then, the time stands still until
 * it is true again, so that errors don't add up.
 */
export class SystemClock implements Clock {
  /** How long the computer has slept, as far as it was noticed. */
  private asleep = 0;
  /** How far the time since boot was ahead of the monotonic clock when it was noticed last. */
  private ahead: number | undefined = undefined;
  /** The wall clock and the time at the last comparison. */
  private wall = Date.now();
  private base = this.elapsed();
  /** How far the wall clock has come since. */
  private passed = 0;
  /** The latest time that was given out before. */
  private floor = this.base;

  now(): number {
    const passed = Date.now() - this.wall;
    if (passed < this.passed || passed >= TRUSTED) this.compare();
    else this.passed = passed;
    return Math.max(this.base + this.passed, this.floor);
  }

  /** Finer than a millisecond, for durations; a computer that sleeps doesn't add to it. */
  precise(): number {
    return performance.now();
  }

  private compare(): void {
    this.floor = Math.max(this.base + this.passed, this.floor);
    this.base = this.elapsed();
    this.wall = Date.now();
    this.passed = 0;
  }

  /** The time by the clocks that nobody sets. */
  private elapsed(): number {
    const monotonic = performance.now();
    const boot = sinceBoot();
    if (boot !== undefined) {
      const ahead = boot - monotonic;
      const more = ahead - (this.ahead ??= ahead);
      if (Math.abs(more) > COARSE) {
        this.ahead = ahead;
        this.asleep += Math.max(more, 0);
      }
    }
    return monotonic + this.asleep;
  }
}

/**
 * The time, in milliseconds. Nothing else in the runtime reads a clock.
 *
 * @throws {InvalidOptionError} if the program's clock tells none: by NaN no value would ever expire.
 */
export function now(): number {
  const { clock } = state;
  return clock === undefined ? systemClock().now() : timeOf(clock);
}

/** The same for measuring how long something takes, where a millisecond is long. */
export function stopwatch(): number {
  const { clock } = state;
  if (clock === undefined) return systemClock().precise();
  return clock.precise?.() ?? timeOf(clock);
}

/** What a clock of the program's says. It may come from JavaScript, where nothing has checked it. */
export function timeOf(clock: Clock): number {
  const time: unknown = clock.now();
  if (typeof time === "number" && Number.isFinite(time)) return time;
  const text = typeof time === "number" ? String(time) : `a value of type ${typeof time}`;
  throw new InvalidOptionError("clock", clock, `an object whose now() returns milliseconds, not ${text}`);
}

function systemClock(): SystemClock {
  return (state.systemClock ??= new SystemClock());
}

/** Milliseconds since the computer was started, its sleep included; undefined in sandboxes that forbid to ask. */
function sinceBoot(): number | undefined {
  try {
    return uptime() * 1000;
  } catch {
    return undefined;
  }
}
