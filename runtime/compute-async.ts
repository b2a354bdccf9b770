import { now } from "./clock.js";
import type { Entry } from "./entry.js";
import { Flight } from "./flight.js";
import { keyPart, type KeyPart } from "./key/part.js";
import { state } from "./state.js";

/** A call of an async function that has to be computed. */
export interface AsyncCall {
  readonly entry: Entry;
  readonly body: () => unknown;
  /** The values that the key was read from, to see whether they are still the same when the result is there. */
  readonly values: readonly unknown[];
}

/** Runs an async body for an entry that has no live value, or waits for the flight that computes it. */
export function computeAsync(call: AsyncCall): Promise<unknown> {
  const { entry } = call;
  const { cache, flight } = entry;
  if (cache.noteProbe(entry)) return Promise.resolve(undefined);
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
    return cache.handOut(flight.snapshot);
  });
}

function fly({ entry, body, values }: AsyncCall, caller: Flight | undefined): Promise<unknown> {
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
  // Only now may others than the body change what was passed: its first part ran in one go.
  const passed = readAgain(values);
  Promise.resolve(result).then((value) => {
    try {
      flight.snapshot = cache.snapshot(value);
    } catch (error) {
      fail(error);
      return;
    }
    entry.flight = undefined;
    flight.cost = now() - started;
    if (isSameReading(passed, readAgain(values))) cache.settle(entry, flight.snapshot, flight.cost);
    else {
      flight.strayed = true;
      cache.discard(entry, flight.isAwaited);
    }
    flight.resolve(value);
  }, fail);
  return flight.result;
}

/** The entry that a call belongs to after it has waited: one that nobody finds, if its arguments have changed too. */
function entryOf({ entry, values }: AsyncCall): Entry {
  const key = [...entry.node.path(), entry.part];
  return isSameReading(values.length === 0 ? "primitive" : key, readAgain(values)) ? entry : entry.unfindable();
}

type Reading = readonly KeyPart[] | "primitive" | "no key";

/** The key of the values as they are now. */
function readAgain(values: readonly unknown[]): Reading {
  if (!values.some((value) => typeof value === "object" && value !== null)) return "primitive";
  try {
    return values.map(keyPart);
  } catch {
    // Changed into what has no key at all.
    return "no key";
  }
}

function isSameReading(before: Reading, after: Reading): boolean {
  if (before === "no key") return false;
  if (before === "primitive" || typeof after === "string") return before === after;
  return before.every((part, index) => Object.is(part, after[index]));
}
