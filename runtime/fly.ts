import { hasGivenUp } from "./abort.js";
import type { Call } from "./call.js";
import type { Computation } from "./computation.js";
import { stopwatch } from "./clock.js";
import type { Snapshot } from "./copy/index.js";
import { Flight, flightsOf, type FlightPurpose } from "./flight.js";
import { Variants } from "./inputs/variants.js";
import { Running } from "./progress/running.js";
import { readKey, verify, type Reading } from "./reading.js";
import type { RecordedCall } from "./replay/recording.js";
import { replayAtOnce, replayInTurn } from "./replay/replay.js";
import { hide, type StandIn } from "./stand-in.js";
import { state } from "./state.js";
import { isThenable } from "./value-kind.js";

/**
 * Begins a computation, which further callers of the key wait for.
 *
 * @param caller the computation that it is part of
 * @param isBeside whether it is for other answers of inputs than what is on its way already; neither overtakes the other then
 */
export function fly(call: Call, caller: Computation | undefined, purpose: FlightPurpose, isBeside = false): Flight {
  const { entry, body, lookup } = call;
  const { cache } = entry;
  // Not for a waiter that computes for itself: its arguments are known to have changed.
  if (lookup !== undefined && entry.attached) verify(entry, lookup);
  const flight = new Flight(cache, caller, purpose);
  if (purpose === "refresh") for (const other of flightsOf(entry)) other.isOvertaken = true;
  else if (!isBeside && entry.flight !== undefined) entry.flight.isOvertaken = true;
  const descent = new Descent(call, flight);
  try {
    if (isBeside) (entry.variants ??= new Variants()).flights.add(flight);
    else entry.flight = flight;
    descent.takeOff();
    flight.isStarting = true;
    const around = state.current;
    state.current = flight;
    let result: unknown;
    try {
      result = state.computations.run(flight.frame, body);
    } finally {
      state.current = around;
    }
    flight.isStarting = false;
    // Only now may others than the body change what was passed: its first part ran in one go.
    descent.passed = readKey(entry, lookup);
    if (call.isAsync === "unknown" && !isThenable(result)) {
      descent.land(result, false);
      if (flight.failure !== undefined) throw flight.failure.reason;
      return flight;
    }
    Promise.resolve(result).then(
      (value) => {
        descent.land(value, true);
      },
      (error: unknown) => {
        descent.crash(error);
      },
    );
  } catch (error) {
    // A function that isn't async may throw before it has a promise: its caller gets the throw, waiters a rejection.
    // First what needs no stack, which may be used up: a flight that stays is waited for by every later call.
    if (entry.flight === flight) entry.flight = undefined;
    else entry.variants?.flights.delete(flight);
    flight.result.catch(() => undefined);
    if (!flight.hasEnded) descent.crash(error);
    if (flight.outcome === undefined && !descent.isShowing) throw error;
  }
  return flight;
}

/** How a flight ends. */
class Descent {
  private readonly call: Call;
  private readonly flight: Flight;
  /** How the key read when the body's first part had run. */
  passed: Reading | undefined = undefined;
  /** Whether a stale value is handed out once its calls have been made again. */
  isShowing = false;
  private started = 0;
  private running: Running | undefined = undefined;
  private hasTakenOff = false;

  constructor(call: Call, flight: Flight) {
    this.call = call;
    this.flight = flight;
  }

  takeOff(): void {
    const { entry, kept } = this.call;
    this.started = this.flight.purpose === "miss" ? entry.cache.start(entry, kept) : entry.cache.takeOff(entry);
    this.hasTakenOff = true;
    if (entry.cache.appearance !== undefined && this.flight.purpose !== "renewal") {
      this.running = Running.start(entry.cache, this.flight.parent);
    }
  }

  land(value: unknown, inPromise: boolean): void {
    const { flight } = this;
    const { cache } = this.call.entry;
    let snapshot: Snapshot;
    try {
      snapshot = flight.snapshot = cache.snapshot(value);
    } catch (error) {
      this.crash(error);
      return;
    }
    this.leave();
    try {
      this.store(value, snapshot, inPromise);
    } catch (error) {
      // Only a clock of the program's fails here. Nobody may wait for ever.
      this.running?.failed(error);
      flight.reject(error);
      return;
    }
    this.running?.done();
    flight.resolve(value);
  }

  private store(value: unknown, snapshot: Snapshot, inPromise: boolean): void {
    const { flight } = this;
    const { entry } = this.call;
    const { cache } = entry;
    flight.cost = stopwatch() - this.started;
    const isSame = this.passed?.isSame() === true;
    flight.strayed = !isSame;
    entry.inPromise = inPromise;
    const { isAwaited, isOvertaken, dropped, readings } = flight;
    const flaw = readings?.flaw;
    if (!isSame) cache.discard(entry, isAwaited, "changed arguments");
    else if (flaw !== undefined) cache.discard(entry, isAwaited, flaw);
    else if (isOvertaken || dropped !== undefined) cache.giveUp(entry, isAwaited);
    else cache.settle(entry, flight, snapshot, flight.cost);
    // Nobody else has it, or ever will.
    if (flight.purpose === "renewal" && !isAwaited) cache.releaseUnlessHeld(value, dropped ?? "replaced");
    else cache.deliver(value);
  }

  /** Ends the flight with an error, or with a stale value in its place. */
  crash(error: unknown): void {
    const { flight } = this;
    const { entry, kept } = this.call;
    const { cache } = entry;
    this.leave();
    const isOver = hasGivenUp(this.call);
    flight.isCancelled = flight.isAwaited && isOver;
    const stale = flight.purpose === "miss" && !isOver && kept !== undefined ? hide(kept, error) : undefined;
    const isHidden = stale !== undefined || flight.purpose === "renewal";
    if (this.hasTakenOff) cache.abandon(entry, error, { isKept: flight.isCancelled, isHidden });
    else cache.tidy(entry);
    this.passed?.drop();
    this.running?.failed(error);
    if (stale === undefined) {
      flight.reject(error);
      return;
    }
    flight.snapshot = stale;
    flight.recording = stale.recording as RecordedCall[] | undefined;
    // Inputs may answer those who wait otherwise; what they answered for the stale value isn't told here.
    flight.strayed = flight.readings !== undefined;
    this.show(stale);
  }

  /** Ends the flight with a stale value, once what its computation showed is shown again. */
  private show(stale: StandIn): void {
    const { flight } = this;
    const { cache, inPromise } = this.call.entry;
    const handOut = (): void => {
      flight.resolve(cache.handOut(stale));
    };
    try {
      const isAtOnce = this.call.isAsync === "unknown" && !inPromise;
      if (isAtOnce) replayAtOnce(stale.recording, cache);
      const shown = isAtOnce ? undefined : replayInTurn(stale.recording);
      if (shown === undefined) {
        handOut();
        return;
      }
      this.isShowing = true;
      shown.then(handOut).catch((error: unknown) => {
        flight.reject(error);
      });
    } catch (error) {
      flight.reject(error);
    }
  }

  private leave(): void {
    const { entry } = this.call;
    const { variants } = entry;
    if (entry.flight === this.flight) entry.flight = undefined;
    else if (variants?.flights.delete(this.flight) === true && variants.isEmpty) entry.variants = undefined;
    this.flight.end();
  }
}
