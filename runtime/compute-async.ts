import { now } from "./clock.js";
import type { Entry } from "./entry.js";
import { Flight } from "./flight.js";
import { state } from "./state.js";

/** Runs an async body for an entry that has no live value, or waits for the flight that computes it. */
export function computeAsync(entry: Entry, body: () => unknown): Promise<unknown> {
  const { cache } = entry;
  if (cache.noteProbe(entry)) return Promise.resolve(undefined);
  const caller = state.flights.getStore();
  const { flight } = entry;
  if (flight === undefined) return fly(entry, body, caller);

  return flight.join(caller).then(() => {
    cache.countJoin(flight.cost);
    return cache.handOut(flight.snapshot);
  });
}

function fly(entry: Entry, body: () => unknown, caller: Flight | undefined): Promise<unknown> {
  const { cache } = entry;
  const flight = new Flight(cache.label, caller);
  entry.flight = flight;
  const started = cache.start(entry);

  const fail = (error: unknown): void => {
    entry.flight = undefined;
    cache.abandon(entry);
    flight.reject(error);
  };

  let result: unknown;
  try {
    result = state.flights.run(flight, body);
  } catch (error) {
    // A function that isn't async may throw before it has a promise: its caller gets the throw, waiters a rejection.
    fail(error);
    flight.result.catch(() => undefined);
    throw error;
  }
  Promise.resolve(result).then((value) => {
    try {
      flight.snapshot = cache.snapshot(value);
    } catch (error) {
      fail(error);
      return;
    }
    entry.flight = undefined;
    flight.cost = now() - started;
    cache.settle(entry, flight.snapshot, flight.cost);
    flight.resolve(value);
  }, fail);
  return flight.result;
}
