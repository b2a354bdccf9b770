import { AsyncResource } from "node:async_hooks";
import { endSession, runInSession } from "../../../runtime/sessions.js";
import { configure } from "../../../runtime/settings.js";
import { state } from "../../../runtime/state.js";
import { compileSync } from "../compiled.js";
import { useManualClock } from "../manual-clock.js";

const clock = useManualClock();
const { now } = clock;

const { fn, cache } = compileSync((key: number) => ({ key }), { scope: "session" });
const fill = (...ids: string[]): void => {
  for (const id of ids) runInSession(id, () => fn(1));
};
const alive = (): string[] => [...state.sessions.byId.keys()];

/** Time goes by, for the clock and for timers. */
function pass(milliseconds: number): void {
  clock.advance(milliseconds);
  jest.advanceTimersByTime(milliseconds);
}

/** Code that was only started in a session, and calls a function there when it is called. */
function leftBehind(id: string): () => unknown {
  return runInSession(id, () => AsyncResource.bind(() => fn(1)));
}

/** How long timers were to wait that an action has set. */
function waits(action: () => void): unknown[] {
  const set = jest.spyOn(globalThis, "setTimeout");
  try {
    action();
    return set.mock.calls.map(([, milliseconds]) => milliseconds);
  } finally {
    set.mockRestore();
  }
}

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  clock.now = now;
  for (const id of alive()) endSession(id);
  configure({ sessions: { max: 1000, idle: "1h" } });
  expect([state.sessions.idle.size, jest.getTimerCount()]).toEqual([0, 0]);
  jest.useRealTimers();
});

describe("without any call", () => {
  test("each session ends when nobody has used it for so long", () => {
    configure({ sessions: { idle: "1m" } });
    fill("ann");
    pass(10_000);
    fill("bob");
    pass(40_000);
    fill("eve");
    pass(9_999);
    expect([alive(), cache.statistics.entries]).toEqual([["ann", "bob", "eve"], 3]);
    pass(1);
    expect([alive(), cache.statistics.entries]).toEqual([["bob", "eve"], 2]);
    pass(9_999);
    expect(alive()).toEqual(["bob", "eve"]);
    pass(1);
    expect(alive()).toEqual(["eve"]);
    pass(40_000);
    expect([alive(), cache.statistics.entries]).toEqual([[], 0]);
    expect(jest.getTimerCount()).toBe(0);
  });

  test("one that was used by what is left behind in it ends after those that it has outlived", () => {
    configure({ sessions: { idle: "1m" } });
    const use = leftBehind("ann");
    fill("bob");
    pass(30_000);
    use();
    pass(30_000);
    expect(alive()).toEqual(["ann"]);
    pass(29_999);
    expect(alive()).toEqual(["ann"]);
    pass(1);
    expect(alive()).toEqual([]);
  });

  test("one that nobody was ever inside of for long ends as well when the time is made shorter", () => {
    fill("ann");
    pass(10_000);
    configure({ sessions: { idle: "1m" } });
    pass(49_999);
    expect(alive()).toEqual(["ann"]);
    pass(1);
    expect(alive()).toEqual([]);
  });

  test("one that somebody is inside of doesn't, and counts from when it is left", () => {
    configure({ sessions: { idle: "1m" } });
    runInSession("ann", () => {
      fill("bob");
      pass(100_000);
      expect(alive()).toEqual(["ann"]);
    });
    pass(59_999);
    expect(alive()).toEqual(["ann"]);
    pass(1);
    expect(alive()).toEqual([]);
  });
});

describe("the timer", () => {
  test("is one, however many sessions there are and however often bounds are set", () => {
    fill("ann", "bob", "eve");
    expect(jest.getTimerCount()).toBe(1);
    for (const idle of ["1m", "2m", "1m"] as const) configure({ sessions: { idle } });
    expect(jest.getTimerCount()).toBe(1);
    pass(30_000);
    fill("ann", "joe");
    expect(jest.getTimerCount()).toBe(1);
  });

  test("is none while nobody has left a session", () => {
    runInSession("ann", () => {
      expect(jest.getTimerCount()).toBe(0);
    });
    expect(jest.getTimerCount()).toBe(1);
  });

  test("waits for what is left of the time", () => {
    configure({ sessions: { idle: "1m" } });
    const use = leftBehind("ann");
    pass(20_000);
    fill("bob");
    expect(
      waits(() => {
        use();
        // Until ann would have ended if she hadn't been used, and then for what is left of both.
        pass(40_000);
      }),
    ).toEqual([20_000]);
  });

  test("never waits for less than a tenth of a second", () => {
    configure({ sessions: { idle: "10ms" } });
    expect(
      waits(() => {
        fill("ann");
      }),
    ).toEqual([100]);
    clock.advance(10);
    jest.advanceTimersByTime(99);
    expect(alive()).toEqual(["ann"]);
    jest.advanceTimersByTime(1);
    expect(alive()).toEqual([]);
  });

  test("waits several times where one timer can't wait for so long", () => {
    configure({ sessions: { idle: "30d" } });
    const [longest, days] = [2 ** 31 - 1, 30 * 86_400_000];
    expect(
      waits(() => {
        fill("ann");
        pass(longest);
      }),
    ).toEqual([longest, days - longest]);
    expect(alive()).toEqual(["ann"]);
    pass(days - longest);
    expect(alive()).toEqual([]);
  });

  test("goes by our clock, and waits on while that stands still", () => {
    configure({ sessions: { idle: "1m" } });
    fill("ann");
    expect(
      waits(() => {
        jest.advanceTimersByTime(200_000);
      }),
    ).toEqual([60_000, 60_000, 60_000]);
    expect(alive()).toEqual(["ann"]);
    clock.advance(60_000);
    jest.advanceTimersByTime(60_000);
    expect(alive()).toEqual([]);
  });

  test("ends nothing by a clock that fails, and looks again", () => {
    configure({ sessions: { idle: "1m" } });
    fill("ann");
    clock.now = () => NaN;
    expect(
      waits(() => {
        jest.advanceTimersByTime(60_000);
      }),
    ).toEqual([2 ** 31 - 1]);
    expect(alive()).toEqual(["ann"]);
    clock.now = now;
    clock.advance(60_000);
    configure({ sessions: {} });
    expect(alive()).toEqual([]);
  });
});

describe("a session that is left while the clock fails", () => {
  test("gives what it gives, and counts from when it was entered", () => {
    configure({ sessions: { idle: "1m" } });
    const fail = (): number => {
      clock.now = () => NaN;
      return 1;
    };
    expect(runInSession("ann", fail)).toBe(1);
    clock.now = now;
    pass(59_999);
    // Who enters one looks as well, and not only the timer.
    fill("bob");
    expect(alive()).toEqual(["ann", "bob"]);
    pass(1);
    expect(alive()).toEqual(["bob"]);
  });
});

describe("a session that has ended", () => {
  test("isn't used by what is left behind in it, and ends no later one of its id", () => {
    configure({ sessions: { idle: "1m" } });
    const use = leftBehind("ann");
    endSession("ann");
    pass(10_000);
    use();
    expect([alive(), state.sessions.idle.size]).toEqual([[], 0]);
    runInSession("ann", () => {
      pass(60_000);
      use();
      expect(alive()).toEqual(["ann"]);
    });
    expect(state.sessions.idle.size).toBe(1);
  });

  test("isn't left once more", async () => {
    runInSession("ann", () => {
      endSession("ann");
    });
    await runInSession("ann", async () => {
      endSession("ann");
      await Promise.resolve();
    });
    expect([alive(), state.sessions.idle.size, jest.getTimerCount()]).toEqual([[], 0, 0]);
  });

  test("holds no caches", () => {
    fill("ann");
    const session = state.sessions.byId.get("ann");
    expect(session?.caches.size).toBe(1);
    endSession("ann");
    expect(session?.caches.size).toBe(0);
  });
});

test("one too many makes room when it is entered, not when it is left", () => {
  configure({ sessions: { max: 2 } });
  fill("ann", "bob");
  runInSession("eve", () => {
    expect(alive()).toEqual(["bob", "eve"]);
  });
  expect(alive()).toEqual(["bob", "eve"]);
});
