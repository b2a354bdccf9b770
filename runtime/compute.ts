import { now } from "./clock.js";
import type { Entry } from "./entry.js";
import { Flight } from "./flight.js";
import { state } from "./state.js";

/** Runs a sync body for an entry that has no live value. */
export function computeSync(entry: Entry, body: () => unknown): unknown {
  const { cache } = entry;
  if (cache.noteProbe(entry)) return undefined;
  const started = begin(entry);
  let value: unknown;
  try {
    value = body();
    cache.settle(entry, cache.snapshot(value), now() - started);
  } catch (error) {
    cache.abandon(entry);
    throw error;
  }
  if (isThenable(value)) {
    // A resource may be a promise behind a type that doesn't say so; a rejected one is an error, so it isn't kept.
    value.then(undefined, () => {
      cache.dropValue(entry, value);
    });
  }
  return value;
}

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
  const started = begin(entry);

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

function begin(entry: Entry): number {
  entry.cache.start(entry);
  return now();
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && typeof (value as { then?: unknown }).then === "function";
}
