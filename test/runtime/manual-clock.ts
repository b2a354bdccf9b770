import type { Clock } from "../../runtime/clock.js";
import { configure } from "../../runtime/settings.js";
import { state } from "../../runtime/state.js";

/** A clock that stands still until a test moves it. */
export class ManualClock implements Clock {
  private time = 0;

  /** Back to some time that isn't 0. */
  reset(): void {
    this.time = 1_000;
  }

  now(): number {
    return this.time;
  }

  advance(milliseconds: number): void {
    this.time += milliseconds;
  }
}

/** Gives the tests of a file a clock to move, and puts the real one back after each. */
export function useManualClock(): ManualClock {
  const manual = new ManualClock();
  let real: typeof state.clock;
  beforeEach(() => {
    real = state.clock;
    manual.reset();
    configure({ clock: manual });
  });
  afterEach(() => {
    state.clock = real;
  });
  return manual;
}
