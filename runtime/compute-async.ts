import { now } from "./clock.js";
import type { Entry } from "./entry.js";
import { Flight } from "./flight.js";
import { isStillKey, readKey, verify, type Lookup, type Reading } from "./reading.js";
import { state } from "./state.js";

/** A call of an async function that has to be computed. */
export interface AsyncCall {
  readonly entry: Entry;
  readonly body: () => unknown;
  /** Reads the key again, to see whether it is still the same when the result is there. */
  readonly lookup: Lookup | undefined;
}

/** Runs an async body for an entry that has no live value, or waits for the flight that computes it. */
export function computeAsync(call: AsyncCall): Promise<unknown> {
  const { entry } = call;
  const { cache, flight } = entry;
  if (state.learning > 0) return Promise.resolve(cache.answerWhileLearning(entry, call.body));
  const caller = state.flights.getStore();
  if (flight === undefined) return fly(call, caller);

  return flight.join(caller).then(() => {
    // What the first caller got belongs to arguments that it has changed since; this one's are its own.
    if (flight.strayed) {
      const own = computeAsync({ ...call, entry: entryOf(call) });
      if (!flight.isAwaited) cache.tidy(entry);
      return own;
    }
    cache.countJoin(flight.cost);
    const { value, copy } = flight.snapshot;
    return copy === undefined ? value : copy(value);
  });
}

function fly({ entry, body, lookup }: AsyncCall, caller: Flight | undefined): Promise<unknown> {
  const { cache } = entry;
  // Not for a waiter that computes for itself: its arguments are known to have changed.
  if (lookup !== undefined && entry.attached) verify(entry, lookup);
  const flight = new Flight(cache.label, caller);
  const { running } = entry;
  let started = 0;
  let passed: Reading | undefined;

  const fail = (error: unknown): void => {
    entry.flight = undefined;
    flight.end();
    if (entry.running > running) cache.abandon(entry);
    else cache.tidy(entry);
    passed?.drop();
    flight.reject(error);
  };
  const land = (value: unknown): void => {
    try {
      flight.snapshot = cache.snapshot(value);
    } catch (error) {
      fail(error);
      return;
    }
    entry.flight = undefined;
    flight.end();
    flight.cost = now() - started;
    if (passed?.isSame() === true) cache.settle(entry, flight.snapshot, flight.cost);
    else {
      flight.strayed = true;
      cache.discard(entry, flight.isAwaited);
    }
    flight.resolve(value);
  };

  try {
    entry.flight = flight;
    started = cache.start(entry);
    const result = state.flights.run(flight, body);
    // Only now may others than the body change what was passed: its first part ran in one go.
    passed = readKey(entry, lookup);
    Promise.resolve(result).then(land, fail);
  } catch (error) {
    // A function that isn't async may throw before it has a promise: its caller gets the throw, waiters a rejection.
    // First what needs no stack, which may be used up: a flight that stays is waited for by every later call.
    entry.flight = undefined;
    flight.result.catch(() => undefined);
    fail(error);
    throw error;
  }
  return flight.result;
}

/** The entry that a call belongs to after it has waited: one that nobody finds, if its arguments have changed too. */
function entryOf({ entry, lookup }: AsyncCall): Entry {
  return isStillKey(entry, lookup) ? entry : entry.unfindable();
}
