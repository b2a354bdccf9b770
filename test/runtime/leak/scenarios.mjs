// What a cached function may be put through a million times: every kind of end that a call can come to.
import { cacheInput, cacheOf, invalidateTags, replayable } from "tscached";
import { time } from "./clock.mjs";
import { AT_ONCE, BOUND, async, inBatches, never, row, sync, turn } from "./functions.mjs";

/** What each scenario does for the calls of a range. @type {Record<string, () => (from: number, to: number) => Promise<void>>} */
export const scenarios = {
  // Two calls a step, and sometimes more.
  "calls of every kind": () => {
    let fails = false;
    const fn = async({ ttl: 1_000, refresh: "background", tags: [["k:", 0]] }, (key, signal) => {
      if (key % 11 === 0) return never();
      if (fails || key % 7 === 0) throw new Error("down");
      return signal === undefined ? row(key) : turn().then(() => row(key));
    });
    const { clear, refresh } = cacheOf(fn);
    return inBatches((call) => {
      time.now += 1;
      fails = call % 5 === 0;
      const key = Math.floor(call / 4) % 5_000;
      const controller = call % 4 === 0 ? new globalThis.AbortController() : undefined;
      const called = [fn(key), fn(key, controller?.signal)];
      controller?.abort("enough");
      if (call % 13 === 0) called.push(refresh(key));
      // What never ends is given up by clearing it, one way or the other.
      if (key % 11 !== 0) return Promise.allSettled(called);
      for (const one of called) one.catch(() => undefined);
      if (call % 2 === 0) clear(key);
      else invalidateTags(`k:${key}`);
    });
  },
  "sync misses and hits": () => {
    const fn = sync({}, row);
    return inBatches((call) => fn(Math.floor(call / 2)));
  },
  "async misses, waiters and hits": () => {
    const fn = async({}, row);
    return inBatches((call) => fn(Math.floor(call / 3)));
  },
  "sync errors": () => {
    const fn = sync({}, () => {
      throw new Error("down");
    });
    return inBatches((call) => {
      try {
        fn(call);
      } catch {
        // As expected.
      }
    });
  },
  "rejections, each with a waiter": () => {
    const fn = async({}, () => Promise.reject(new Error("down")));
    return inBatches((call) => fn(Math.floor(call / 2)));
  },
  "results that can't be copied": () => {
    const fn = async({}, () => () => 1);
    return inBatches((call) => fn(call));
  },
  "bodies that never end, cleared by key": () => {
    const fn = async({}, never);
    const { clear } = cacheOf(fn);
    return inBatches((call) => {
      void fn(call);
      void fn(call);
      clear(call);
    });
  },
  "bodies that never end, cleared all at once": () => {
    const fn = async({}, never);
    const { clear } = cacheOf(fn);
    const batches = inBatches((call) => {
      void fn(call);
      if (call % AT_ONCE === AT_ONCE - 1) clear();
    });
    return batches;
  },
  "bodies that never end, invalidated by tag": () => {
    const fn = async({ tags: [["k:", 0], ["all"]] }, never);
    return inBatches((call) => {
      void fn(call);
      invalidateTags(`k:${call}`);
    });
  },
  "waiters of one body that never ends, who give up": () => {
    const fn = async({}, never);
    void fn(0);
    return inBatches((call) => {
      const controller = new globalThis.AbortController();
      const waiter = fn(0, controller.signal);
      controller.abort(call);
      return waiter;
    });
  },
  "owners who abort, with and without somebody to take over": () => {
    const fn = async(
      {},
      (_key, signal) =>
        new Promise((_, reject) => {
          signal?.addEventListener("abort", () => {
            reject(signal.reason);
          });
        }),
    );
    return inBatches((call) => {
      const controllers = [new globalThis.AbortController(), new globalThis.AbortController()];
      const waiters = controllers.slice(0, 1 + (call % 2)).map(({ signal }) => fn(call, signal));
      for (const controller of controllers) controller.abort(call);
      return Promise.allSettled(waiters);
    });
  },
  "one signal for every call": () => {
    const fn = async({}, row);
    const { signal } = new globalThis.AbortController();
    return inBatches((call) => fn(Math.floor(call / 3), signal));
  },
  "refreshes of what is stale": () => {
    const fn = async({ ttl: 10, refresh: "background", staleFor: 1e12 }, row);
    return async (from, to) => {
      const make = inBatches((call) => fn(call % 200));
      for (let first = from; first < to; first += 200) {
        await make(first, first + 200);
        time.now += 10;
        await turn();
        await turn();
      }
    };
  },
  "refreshes that fail": () => {
    let fails = false;
    const fn = async({ ttl: 10, refresh: "background", staleFor: 1e12 }, (key) => {
      if (fails) throw new Error("down");
      return row(key);
    });
    return async (from, to) => {
      const make = inBatches((call) => fn(call % 200));
      for (let first = from; first < to; first += 200) {
        await make(first, first + 200);
        fails = true;
        time.now += 60_000;
        await turn();
        await turn();
      }
    };
  },
  "refreshes that wait behind some that never end": () => {
    let ends = true;
    const fn = async({ ttl: 10, refresh: "background", staleFor: 1e12 }, (key) => (ends ? row(key) : never()));
    const { clear } = cacheOf(fn);
    return inBatches(async (call) => {
      ends = true;
      await fn(call);
      ends = false;
      time.now += 10;
      void fn(call);
      clear(call);
    });
  },
  "refreshes of what is cleared and evicted meanwhile": () => {
    const fn = async({ ttl: 10, refresh: "background", staleFor: 1e12, maxEntries: 50 }, row);
    const { clear } = cacheOf(fn);
    return inBatches((call) => {
      time.now += 1;
      if (call % 7 === 0) clear(call % 100);
      return fn(call % 100);
    });
  },
  "entries that expire": () => {
    const fn = async({ ttl: 50, maxEntries: undefined }, row);
    return inBatches((call) => {
      time.now += 1;
      return fn(call);
    });
  },
  "entries with tags": () => {
    const fn = async({ tags: [["k:", 0], ["all"]] }, row);
    return inBatches((call) => {
      if (call % 10 === 0) invalidateTags(`k:${call - 5}`, `other:${call}`);
      return fn(call);
    });
  },
  "resources that are released": () => {
    const fn = async({ kind: "resource" }, row);
    let released = 0;
    cacheOf(fn).configure({
      onRelease: async () => {
        await null;
        released++;
      },
    });
    return async (from, to) => {
      await inBatches((call) => fn(call))(from, to);
      await turn();
      if (to - released > BOUND + AT_ONCE) throw new Error(`only ${released} of ${to} were released`);
    };
  },
  "calls that are made again, nested and for waiters": () => {
    const show = replayable(() => undefined);
    const inner = sync({ maxEntries: 50 }, (key) => {
      show({ key });
      return row(key);
    });
    const fn = async({}, async (key) => {
      show([key]);
      await turn();
      return inner(key % 100);
    });
    return inBatches((call) => fn(Math.floor(call / 3)));
  },
  "answers of inputs that are others every time": () => {
    let answer = 0;
    const ask = cacheInput((/** @type {number} */ key) => [key, Math.floor(answer++ / 20)]);
    const askLater = cacheInput(async () => {
      await null;
      return answer;
    });
    const inner = sync({ maxEntries: 50 }, (key) => ask(key));
    const fn = async({}, async (key) => [inner(key % 10), await askLater()]);
    return inBatches((call) => fn(Math.floor(call / 3) % 100));
  },
  "bodies that never end, with an answer each": () => {
    let answer = 0;
    const ask = cacheInput(() => answer);
    const fn = async({}, () => {
      ask();
      return never();
    });
    const { clear } = cacheOf(fn);
    return inBatches((call) => {
      answer = call;
      void fn(call % 10);
      if (call % AT_ONCE === AT_ONCE - 1) clear();
    });
  },
  "looking for what isn't there": () => {
    const fn = async({}, row);
    const handle = cacheOf(fn);
    return inBatches((call) => {
      handle.has(call);
      handle.clear(call);
    });
  },
  "refreshes by hand": () => {
    const fn = async({}, row);
    const handle = cacheOf(fn);
    return inBatches((call) => handle.refresh(call));
  },
};
