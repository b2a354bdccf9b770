import { hasGivenUp, unlessGivenUp } from "./abort.js";
import type { Call } from "./call.js";
import { current } from "./computation.js";
import type { Entry } from "./entry.js";
import { flightsOf, type Flight } from "./flight.js";
import { fly } from "./fly.js";
import { Answers } from "./inputs/answers.js";
import { isStillKey } from "./reading.js";
import { recall } from "./recall.js";
import { replayInTurn } from "./replay/replay.js";
import { servesStale } from "./stale.js";
import { standIn } from "./stand-in.js";
import { state } from "./state.js";

/** Runs an async body for an entry that has no live value, or waits for the flight that computes it. */
export function computeAsync(call: Call): Promise<unknown> {
  const { entry } = call;
  if (state.learning > 0) return Promise.resolve(entry.cache.answerWhileLearning(call));
  if (entry.isWatched) return recall(call, flyOrJoin) as Promise<unknown>;
  if (entry.isFilled && servesStale(call, entry)) return entry.valueAsync();
  // Here, not in another function: every frame between two levels of a recursive one takes from its depth.
  if (entry.flight === undefined) return fly(call, current(), "miss").result;
  return flyOrJoin(call, new Answers(true));
}

/** Waits for a flight of the same key that inputs answered as they answer this call; begins one if there is none. */
export function flyOrJoin(call: Call, answers: Answers): Promise<unknown> {
  return joinFirst(call, answers, flightsOf(call.entry));
}

function joinFirst(call: Call, answers: Answers, flights: readonly Flight[]): Promise<unknown> {
  for (const [index, flight] of flights.entries()) {
    if (flight.hasEnded) continue;
    const agrees = agreesWith(answers, flight);
    if (agrees instanceof Promise) {
      return unlessGivenUp(call, agrees).then((isSame) => {
        // Its value may be there by now.
        if (flight.hasEnded) return again(call);
        return isSame ? join(call, answers, flight) : joinFirst(call, answers, flights.slice(index + 1));
      });
    }
    if (agrees) return join(call, answers, flight);
  }
  return flyBeside(call);
}

function join(call: Call, answers: Answers, flight: Flight): Promise<unknown> {
  const { entry, signals } = call;
  const { cache } = entry;
  const own = (): Promise<unknown> => {
    const result = again(call);
    if (!flight.isAwaited) cache.tidy(entry);
    return result;
  };
  // Not one after the other: as likely as not, the next one's answers don't belong together either.
  const beside = (): Promise<unknown> => flyBeside({ ...call, entry: entryOf(call) });
  return flight.join(current(), signals).then(
    () => {
      // What the first caller got belongs to arguments that it has changed since; this one's are its own.
      if (flight.strayed || flight.snapshot === undefined) return own();
      if (flight.readings?.flaw !== undefined) return beside();
      return ifAgreed(call, answers, flight, () => handOver(flight, entry), own);
    },
    (error: unknown) => {
      const isOver = hasGivenUp(call);
      // Who began it gave up, which is no reason for others to.
      if (flight.isCancelled && !isOver) return own();
      const fail = (): unknown => {
        // A refresh fails for who asked for it, and leaves the value that it was to replace.
        const stale =
          flight.purpose === "miss" || isOver || call.kept === undefined ? undefined : standIn(call.kept, error);
        if (stale !== undefined) {
          cache.countJoin(0);
          return after(replayInTurn(stale.recording), () => cache.handOut(stale));
        }
        if (!flight.isAwaited) cache.tidy(entry);
        return after(replayInTurn(flight.recording), () => {
          throw error;
        });
      };
      if (isOver) return fail();
      // An input may have failed for who began it, and answer this call.
      if (flight.readings?.flaw !== undefined) return beside();
      return ifAgreed(call, answers, flight, fail, own);
    },
  );
}

/** Gives a waiter what a flight has brought. */
function handOver({ snapshot, recording, cost }: Flight, { cache }: Entry): unknown {
  cache.countJoin(cost);
  if (snapshot === undefined) return undefined;
  const shown = replayInTurn(recording);
  if (shown === undefined) return cache.handOut(snapshot);
  return cache.lend(snapshot.value, shown).then(() => cache.handOut(snapshot));
}

/** Goes on by whether inputs answer a waiter as they answered the flight, as far as that came. */
function ifAgreed(call: Call, answers: Answers, flight: Flight, yes: () => unknown, no: () => unknown): unknown {
  const agrees = agreesWith(answers, flight);
  if (agrees instanceof Promise) return unlessGivenUp(call, agrees).then((isSame) => (isSame ? yes() : no()));
  return agrees ? yes() : no();
}

function agreesWith(answers: Answers, { readings }: Flight): boolean | Promise<boolean> {
  return readings === undefined || answers.agree(readings.settled);
}

function after(shown: Promise<void> | undefined, then: () => unknown): unknown {
  return shown === undefined ? then() : shown.then(then);
}

/** Begins a flight; where others of the key are on their way, beside these. */
function flyBeside(call: Call): Promise<unknown> {
  return fly(call, current(), "miss", call.entry.flight !== undefined).result;
}

/** Makes a call anew that has waited. */
function again(call: Call): Promise<unknown> {
  const entry = entryOf(call);
  return computeAsync({ ...call, entry, kept: entry });
}

/** The entry that a call belongs to after it has waited: one that nobody finds, if its arguments have changed too. */
function entryOf({ entry, lookup }: Call): Entry {
  return isStillKey(entry, lookup) ? entry : entry.unfindable();
}
