// What sessions, and what goes with their functions' values, may be put through thousands of times.
import { AsyncResource } from "node:async_hooks";
import { cacheInput, cacheOf, configure, endSession, replayable, runInSession } from "tscached";
import { time } from "./clock.mjs";
import { AT_ONCE, async, inBatches, never, row, sync, turn } from "./functions.mjs";

const SESSION = { scope: "session" };
/** What bounds it is what sessions do. */
const UNBOUNDED = { ...SESSION, maxEntries: undefined };

/** What each scenario does for the calls of a range. @type {Record<string, () => (from: number, to: number) => Promise<void>>} */
export const sessionScenarios = {
  "sessions that are made, used and ended": () => {
    const [plain, later] = [sync(SESSION, row), async({ ...SESSION, tags: [["k:", 0]] }, row)];
    return inBatches(async (call) => {
      const id = `session ${call}`;
      await runInSession(id, async () => {
        await later(1);
        await turn();
        return [plain(1), plain(1), await later(1)];
      });
      endSession(id);
    });
  },
  "sessions that nobody uses any more": () => {
    configure({ sessions: { max: 1_000_000, idle: "1s" } });
    const fn = sync(SESSION, row);
    return inBatches((call) => {
      time.now += 10;
      runInSession(`session ${call}`, () => fn(1));
    });
  },
  "sessions of which there are too many": () => {
    configure({ sessions: { max: 100, idle: "1h" } });
    const fn = async(SESSION, row);
    return inBatches((call) => runInSession(`session ${call}`, () => fn(1)));
  },
  "sessions that fail, and that nobody calls a function in": () => {
    configure({ sessions: { max: 100 } });
    return inBatches((call) => {
      try {
        runInSession(`session ${call}`, () => {
          if (call % 2 === 0) throw new Error("down");
        });
      } catch {
        // As expected.
      }
      return runInSession(`other ${call}`, () => Promise.reject(new Error("down")));
    });
  },
  "sessions that end while something is computed in them for ever": () => {
    const fn = async(SESSION, never);
    return inBatches((call) => {
      const id = `session ${call}`;
      runInSession(id, () => {
        void fn(1);
        void fn(1);
      });
      endSession(id);
    });
  },
  "calls in a session that has ended": () => {
    const [plain, later] = [sync(UNBOUNDED, row), async(UNBOUNDED, row)];
    const make = (/** @type {number} */ call) => [plain(call), later(call)];
    // It lives as long as what was started in the session, which is for ever.
    const left = runInSession("ended", () =>
      AsyncResource.bind((/** @type {number} */ call) => Promise.all(make(call))),
    );
    endSession("ended");
    return inBatches((call) => left(call));
  },
  "sessions with resources, that are released": () => {
    const fn = sync({ ...SESSION, kind: "resource" }, row);
    let released = 0;
    cacheOf(fn).configure({ onRelease: () => released++ });
    return async (from, to) => {
      await inBatches((call) => {
        runInSession(`session ${call}`, () => [fn(1), fn(2)]);
        endSession(`session ${call}`);
      })(from, to);
      if (released !== 2 * to) throw new Error(`${released} of ${2 * to} were released`);
    };
  },
  "one session that is entered again and again, within others": () => {
    const fn = sync(SESSION, row);
    const entering = sync({}, (key) => runInSession("always", () => fn(key % 10)));
    return inBatches((call) => runInSession("around", () => [entering(call), fn(1)]));
  },
  "bounds of sessions that are set again and again": () => {
    const fn = sync(SESSION, row);
    return inBatches((call) => {
      runInSession(`session ${call % 10}`, () => fn(1));
      configure({ sessions: { max: 100, idle: call % 2 === 0 ? "1h" : "2h" } });
    });
  },
  "timers that are set when a session is entered, and found to be of no use": () => {
    configure({ sessions: { max: 100, idle: "1h" } });
    return inBatches((call) => {
      runInSession(`session ${call}`, () => 1);
      endSession(`session ${call}`);
    });
  },
  "more answers of an input than values are kept for": () => {
    let answer = 0;
    const ask = cacheInput((/** @type {number} */ key) => ({ key, answer }));
    const inner = sync({ maxEntries: 500 }, (key) => ask(key));
    const fn = async({ maxEntries: undefined }, async (key) => [inner(key), await turn(), ask(-1)]);
    return async (from, to) => {
      const make = inBatches((call) => fn(call % 10));
      for (let first = from; first < to; first += AT_ONCE) {
        answer++;
        await make(first, first + AT_ONCE);
      }
    };
  },
  "values for different answers that expire, and are cleared and refreshed": () => {
    let answer = 0;
    const ask = cacheInput(() => answer);
    const fn = async({ ttl: 50, tags: [["k:", 0]], maxEntries: undefined }, async (key) => [key, ask(), await null]);
    const { clear, refresh } = cacheOf(fn);
    return async (from, to) => {
      const make = inBatches((call) => {
        time.now += 1;
        const key = Math.floor(call / 100) * 20 + (call % 20);
        if (call % 7 === 0) clear(key);
        return call % 5 === 0 ? refresh(key) : fn(key);
      });
      for (let first = from; first < to; first += AT_ONCE) {
        answer = (first / AT_ONCE) % 40;
        await make(first, first + AT_ONCE);
      }
    };
  },
  "answers of sessions that functions enter by themselves": () => {
    let answer = 0;
    configure({ sessions: { max: 10 } });
    const own = sync(SESSION, () => answer);
    const ask = cacheInput(() => own(1));
    const fn = sync({ maxEntries: undefined }, (key) => runInSession(`session ${key}`, () => ask()));
    return inBatches((call) => {
      answer = call;
      if (call % 3 === 0) endSession(`session ${call % 20}`);
      return fn(call % 20);
    });
  },
  "recordings that are replaced": () => {
    const show = replayable(() => undefined);
    const inner = sync({ ttl: 10, refresh: "background", staleFor: 1e12 }, (key) => {
      for (let line = 0; line < 5; line++) show({ key, line, text: `${key} ${time.now}` });
      return row(key);
    });
    const fn = async({}, async (key) => {
      show(time.now);
      await null;
      return inner(key);
    });
    const { refresh } = cacheOf(fn);
    return async (from, to) => {
      const make = inBatches((call) => {
        inner(call % 20);
        return call % 2 === 0 ? refresh(call % 20) : fn(call % 20);
      });
      for (let first = from; first < to; first += AT_ONCE) {
        time.now += 10;
        await make(first, first + AT_ONCE);
        await turn();
      }
    };
  },
};
