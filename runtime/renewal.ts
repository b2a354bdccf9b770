import { AsyncResource } from "node:async_hooks";
import { hasGivenUp } from "./abort.js";
import { now, stopwatch } from "./clock.js";
import type { Call } from "./call.js";
import { Computation, current } from "./computation.js";
import { fly } from "./fly.js";
import type { Entry } from "./entry.js";
import { tell } from "./events.js";
import type { FlightPurpose } from "./flight.js";
import { track } from "./pending.js";
import { Running } from "./progress/running.js";
import { isStillKey, verify } from "./reading.js";
import { replayAtOnce } from "./replay/replay.js";
import { hide } from "./stand-in.js";
import { state } from "./state.js";

/** After the first failure the next refresh waits for so many milliseconds, then for twice as many, and so on. */
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 60_000;

/** How the background refreshes of one entry stand. */
export interface Renewal {
  isUnderWay: boolean;
  /** Failures in a row. */
  failures: number;
  /** No refresh begins before this time. */
  notBefore: number;
  /** Takes a refresh that waits for its turn out of the queue: the value that it was to replace is gone. */
  cancel?: (() => void) | undefined;
}

/**
 * Has a stale entry computed anew in the background: after the code that runs now, once for the entry, and no more than
 * so many at a time in the process. The body is that of the call that was given the stale value.
 */
export function renew(call: Call, kept: Entry): void {
  const renewal = (kept.renewal ??= { isUnderWay: false, failures: 0, notBefore: -Infinity });
  if (renewal.isUnderWay || now() < renewal.notBefore) return;
  renewal.isUnderWay = true;
  track(
    new Promise<void>((resolve) => {
      const end = (): void => {
        renewal.isUnderWay = false;
        renewal.cancel = undefined;
        resolve();
      };
      // In the async context of the call, but as part of no computation: nobody waits for it.
      const task = AsyncResource.bind(() => {
        renewal.cancel = undefined;
        state.computations.run(undefined, () => {
          void run(call, kept, renewal).finally(() => {
            end();
            state.refreshes.running--;
            begin();
          });
        });
      });
      renewal.cancel = () => {
        // Once its turn has come it finds out by itself.
        if (state.refreshes.waiting.delete(task)) end();
      };
      state.refreshes.waiting.add(task);
      begin();
    }),
  );
}

/** Begins as many of those that wait as may run. */
export function begin(): void {
  const { refreshes } = state;
  for (const task of refreshes.waiting) {
    if (refreshes.running >= refreshes.most) return;
    refreshes.waiting.delete(task);
    refreshes.running++;
    setImmediate(task);
  }
}

async function run(call: Call, kept: Entry, renewal: Renewal): Promise<void> {
  const { entry } = call;
  const { cache } = entry;
  // Much may have happened since. Arguments that were changed would give the value of another key.
  const isWanted = entry.attached && kept.isFilled && kept.isExpired() && entry.flight === undefined;
  // The body may go by the signals of the call that was given the stale value.
  if (!isWanted || hasGivenUp(call) || !isStillKey(entry, call.lookup)) return;
  const started = stopwatch();
  let succeeded = true;
  try {
    if (call.isAsync === false) computeSync(call, "renewal");
    else await fly(call, undefined, "renewal").result;
    renewal.failures = 0;
  } catch (error) {
    // The request that began it is over: nothing is wrong, and the next call tries again.
    if (hasGivenUp(call)) return;
    succeeded = false;
    renewal.notBefore = now() + Math.min(FIRST_PAUSE * 2 ** renewal.failures++, LONGEST_PAUSE);
    cache.report(error, "refresh");
  }
  tell("refresh", cache.definition, { succeeded, durationMs: stopwatch() - started });
}

/**
 * Runs a sync body for a new value. What it throws passes through, and the old value stays; where a call needs the value,
 * it may stand in for the error.
 */
export function computeSync(call: Call, purpose: FlightPurpose): unknown {
  const { entry, body, lookup, kept } = call;
  const { cache } = entry;
  if (lookup !== undefined) verify(entry, lookup);
  const computation = new Computation(cache, current(), purpose === "renewal");
  const started = purpose === "miss" ? cache.start(entry, kept) : cache.takeOff(entry);
  const running = cache.appearance && purpose !== "renewal" ? Running.start(cache, computation.parent) : undefined;
  const around = state.current;
  state.current = computation;
  try {
    const value = body();
    state.current = around;
    computation.end();
    cache.finish(entry, computation, value, started);
    running?.done();
    return value;
  } catch (error) {
    state.current = around;
    computation.end();
    const stale = purpose === "miss" && kept !== undefined ? hide(kept, error) : undefined;
    cache.abandon(entry, error, { isHidden: stale !== undefined || purpose === "renewal" });
    running?.failed(error);
    if (stale === undefined) throw error;
    replayAtOnce(stale.recording, cache);
    return cache.handOut(stale);
  }
}
