import fc from "fast-check";
import os from "node:os";
import { now, stopwatch, SystemClock } from "../../runtime/clock.js";
import { configure } from "../../runtime/settings.js";
import { runs } from "./runs.js";

const SECOND = 1_000;
const HOUR = 3_600_000;

/** What the clock follows before it looks closer, and what of a sleep may go unnoticed: whole seconds of three clocks. */
const BOUND = 4 * SECOND;

/** A computer whose three clocks a test moves as a real one's move. */
class Computer {
  wall = 1_700_000_000_000;
  /** Behind the point: real clocks are finer than what is told of them. */
  monotonic = 5_000.25;
  boot = 9_000_000.5;
  /** Whether the time since boot comes in whole seconds. */
  isCoarse = false;
  /** Thrown instead of a time since boot. */
  error: Error | undefined = undefined;
  /** The time as one waits for it, sleep included. */
  elapsed = 0;

  wait(milliseconds: number): void {
    this.monotonic += milliseconds;
    this.sleep(milliseconds);
  }

  /** The monotonic clock stands still. */
  sleep(milliseconds: number): void {
    this.wall += milliseconds;
    this.boot += milliseconds;
    this.elapsed += milliseconds;
  }

  set(milliseconds: number): void {
    this.wall += milliseconds;
  }

  uptime(): number {
    if (this.error !== undefined) throw this.error;
    return this.isCoarse ? Math.floor(this.boot / SECOND) : this.boot / SECOND;
  }
}

let computer: Computer;
let uptime: jest.SpyInstance;

beforeEach(() => {
  computer = new Computer();
  jest.spyOn(Date, "now").mockImplementation(() => Math.floor(computer.wall));
  jest.spyOn(performance, "now").mockImplementation(() => computer.monotonic);
  uptime = jest.spyOn(os, "uptime").mockImplementation(() => computer.uptime());
});

afterEach(() => {
  jest.restoreAllMocks();
});

/** A clock that began just now, and how far it has come. */
function begin(): () => number {
  const clock = new SystemClock();
  const first = clock.now();
  return () => clock.now() - first;
}

describe("the time", () => {
  test("passes as one waits", () => {
    const passed = begin();
    for (const milliseconds of [0, 1, 400, 599, 1, SECOND, 5 * HOUR]) {
      computer.wait(milliseconds);
      expect(Math.abs(passed() - computer.elapsed)).toBeLessThan(1);
    }
  });

  test("passes while the computer sleeps", () => {
    const passed = begin();
    computer.wait(300);
    computer.sleep(8 * HOUR);
    expect(Math.abs(passed() - 8 * HOUR - 300)).toBeLessThan(1);
    computer.wait(HOUR);
    computer.sleep(HOUR);
    expect(Math.abs(passed() - 10 * HOUR - 300)).toBeLessThan(1);
  });

  test("passes through sleeps that are too short to be noticed one by one", () => {
    const passed = begin();
    for (let night = 0; night < 1_000; night++) {
      computer.sleep(1_500);
      computer.wait(2_000);
      expect(Math.abs(passed() - computer.elapsed)).toBeLessThanOrEqual(BOUND);
    }
  });

  test("passes through a sleep during which the system clock was set back by as much", () => {
    const passed = begin();
    computer.sleep(HOUR);
    computer.set(-HOUR);
    // Nothing shows before the next comparison.
    passed();
    computer.wait(SECOND);
    expect(Math.abs(passed() - HOUR - SECOND)).toBeLessThan(1);
  });

  test.each([
    ["forward", HOUR],
    ["forward by a year", 365 * 24 * HOUR],
    ["back", -HOUR],
    ["back by a year", -365 * 24 * HOUR],
    ["back by a little", -300],
  ])("isn't moved by a system clock that is set %s", (_name, by) => {
    const passed = begin();
    computer.wait(400);
    passed();
    computer.set(by);
    expect(Math.abs(passed() - 400)).toBeLessThan(1);
    computer.wait(10 * SECOND);
    expect(Math.abs(passed() - 10_400)).toBeLessThan(1);
  });

  test("follows a system clock that is set forward by less than a second, and then waits for the truth", () => {
    const passed = begin();
    computer.wait(50);
    computer.set(900);
    expect(passed()).toBe(950);
    computer.wait(60);
    expect(passed()).toBe(950);
    computer.wait(800);
    expect(passed()).toBe(950);
    computer.wait(90);
    expect(Math.abs(passed() - SECOND)).toBeLessThan(1);
  });

  test("doesn't gather what a clock that is set again and again leads by", () => {
    const passed = begin();
    for (let round = 0; round < 1_000; round++) {
      computer.set(900);
      passed();
      computer.wait(150);
      passed();
      computer.wait(850);
      expect(passed() - computer.elapsed).toBeLessThanOrEqual(SECOND);
    }
  });

  test("never goes back", () => {
    const passed = begin();
    let latest = 0;
    for (const by of [900, -900, 500, -2, -HOUR, 999, -1_000, HOUR]) {
      computer.set(by);
      expect(passed()).toBeGreaterThanOrEqual(latest);
      latest = passed();
      computer.wait(1);
    }
  });

  test("begins where the monotonic clock stands", () => {
    expect(new SystemClock().now()).toBe(computer.monotonic);
  });
});

describe("where the time since boot", () => {
  const error = new Error("not permitted");

  test("is forbidden, the time passes as one waits, and sleep doesn't count", () => {
    computer.error = error;
    const passed = begin();
    computer.wait(HOUR);
    computer.sleep(HOUR);
    computer.wait(HOUR);
    expect(Math.abs(passed() - 2 * HOUR)).toBeLessThan(1);
    expect(uptime).toHaveBeenCalled();
  });

  test("is given at times only, the sleep meanwhile counts, and nothing else", () => {
    const passed = begin();
    computer.error = error;
    computer.wait(HOUR);
    expect(Math.abs(passed() - HOUR)).toBeLessThan(1);
    computer.sleep(HOUR);
    passed();
    computer.error = undefined;
    computer.wait(HOUR);
    expect(Math.abs(passed() - 3 * HOUR)).toBeLessThan(1);
  });

  test("is given only later, what was slept before doesn't count", () => {
    computer.error = error;
    const passed = begin();
    computer.wait(HOUR);
    passed();
    computer.error = undefined;
    computer.wait(HOUR);
    expect(Math.abs(passed() - 2 * HOUR)).toBeLessThan(1);
    computer.sleep(HOUR);
    expect(Math.abs(passed() - 3 * HOUR)).toBeLessThan(1);
  });

  test("goes back, the time goes on as one waits, and a later sleep counts", () => {
    const passed = begin();
    computer.wait(HOUR);
    // The container was moved to another machine.
    computer.boot = 1_000;
    computer.wait(HOUR);
    expect(Math.abs(passed() - 2 * HOUR)).toBeLessThan(1);
    computer.sleep(HOUR);
    expect(Math.abs(passed() - 3 * HOUR)).toBeLessThan(1);
  });

  test("counts whole seconds, waiting is exact", () => {
    computer.isCoarse = true;
    const passed = begin();
    for (let round = 0; round < 1_000; round++) {
      computer.wait(1_037);
      expect(Math.abs(passed() - computer.elapsed)).toBeLessThan(1);
    }
  });
});

test("the slow clocks are asked once a second at most", () => {
  const passed = begin();
  uptime.mockClear();
  for (let round = 0; round < 10_000; round++) {
    computer.wait(1);
    passed();
  }
  expect(uptime.mock.calls.length).toBeLessThanOrEqual(10);
  expect(uptime.mock.calls.length).toBeGreaterThan(0);
});

type Step = { readonly wait: number } | { readonly sleep: number } | { readonly set: number };

const milliseconds = fc.oneof(fc.nat({ max: 30 }), fc.nat({ max: 3 * SECOND }), fc.nat({ max: 48 * HOUR }));
const steps = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: milliseconds.map((wait): Step => ({ wait })) },
    { weight: 2, arbitrary: milliseconds.map((sleep): Step => ({ sleep })) },
    { weight: 2, arbitrary: milliseconds.map((set): Step => ({ set })) },
    { weight: 2, arbitrary: milliseconds.map((set): Step => ({ set: -set })) },
  ),
  { minLength: 1, maxLength: 100 },
);

test("stays within seconds of the true time, and never goes back, whatever happens to the computer", () => {
  fc.assert(
    fc.property(steps, fc.boolean(), (list, isCoarse) => {
      computer = new Computer();
      computer.isCoarse = isCoarse;
      const passed = begin();
      let latest = 0;
      for (const step of list) {
        if ("wait" in step) computer.wait(step.wait);
        else if ("sleep" in step) computer.sleep(step.sleep);
        else computer.set(step.set);
        const reading = passed();
        expect(reading).toBeGreaterThanOrEqual(latest);
        expect(Math.abs(reading - computer.elapsed)).toBeLessThanOrEqual(BOUND);
        latest = reading;
      }
    }),
    { numRuns: runs(500, 50_000) },
  );
});

describe("the stopwatch", () => {
  afterEach(() => {
    configure({ clock: "system" });
  });

  test("of the system is finer than a millisecond, and doesn't count sleep", () => {
    const started = stopwatch();
    computer.wait(0.5);
    computer.sleep(HOUR);
    expect(stopwatch() - started).toBe(0.5);
  });

  test("of a program's clock is its now, unless it has a finer one", () => {
    configure({ clock: { now: () => 7 } });
    expect([now(), stopwatch()]).toEqual([7, 7]);
    const fine = { now: () => 7, precise: () => 7.25 };
    configure({ clock: fine });
    expect([now(), stopwatch()]).toEqual([7, 7.25]);
  });
});
