import { hasGivenUp } from "./abort.js";
import type { Call } from "./call.js";
import { current } from "./computation.js";
import type { Entry } from "./entry.js";
import { fly } from "./fly.js";
import { isStillKey } from "./reading.js";
import { servesStale } from "./stale.js";
import { standIn } from "./stand-in.js";
import { state } from "./state.js";

/** Runs an async body for an entry that has no live value, or waits for the flight that computes it. */
export function computeAsync(call: Call): Promise<unknown> {
  const { entry, signals } = call;
  const { cache, flight } = entry;
  if (state.learning > 0) return Promise.resolve(cache.answerWhileLearning(call));
  if (entry.isFilled && servesStale(call)) return entry.valueAsync();
  const caller = current();
  if (flight === undefined) return fly(call, caller, "miss").result;

  const own = (): Promise<unknown> => {
    const result = computeAsync({ ...call, entry: entryOf(call) });
    if (!flight.isAwaited) cache.tidy(entry);
    return result;
  };
  return flight.join(caller, signals).then(
    () => {
      // What the first caller got belongs to arguments that it has changed since; this one's are its own.
      if (flight.strayed || flight.snapshot === undefined) return own();
      cache.countJoin(flight.cost);
      return cache.handOut(flight.snapshot);
    },
    (error: unknown) => {
      const isOver = hasGivenUp(call);
      // Who began it gave up, which is no reason for others to.
      if (flight.isCancelled && !isOver) return own();
      // A refresh fails for who asked for it, and leaves the value that it was to replace.
      const stale = flight.purpose === "miss" || isOver ? undefined : standIn(entry, error);
      if (stale !== undefined) {
        cache.countJoin(0);
        return cache.handOut(stale);
      }
      if (!flight.isAwaited) cache.tidy(entry);
      throw error;
    },
  );
}

/** The entry that a call belongs to after it has waited: one that nobody finds, if its arguments have changed too. */
function entryOf({ entry, lookup }: Call): Entry {
  return isStillKey(entry, lookup) ? entry : entry.unfindable();
}
