import { unlessGivenUp } from "./abort.js";
import type { Call } from "./call.js";
import type { Entry } from "./entry.js";
import { Answers } from "./inputs/answers.js";
import { select } from "./inputs/variants.js";
import { isStillKey } from "./reading.js";
import { replayAtOnce, replayInTurn } from "./replay/replay.js";
import { servesStale } from "./stale.js";
import { isValid } from "./validity.js";

/** What a call goes on with that found no value for it. */
type Otherwise = (call: Call, answers: Answers) => unknown;

/**
 * Answers a call whose entry holds more than a plain value: inputs are asked which of its values is meant, and what the
 * value's computation showed is shown again.
 *
 * @param otherwise computes, or waits for a computation
 */
export function recall(call: Call, otherwise: Otherwise): unknown {
  const answers = new Answers(call.isAsync !== false);
  const selected = select(call.entry, answers);
  if (!(selected instanceof Promise)) return answer({ ...call, kept: selected }, answers, otherwise);
  return unlessGivenUp(call, selected).then((kept) => {
    // What the caller has changed meanwhile is a call of another key.
    const { entry, lookup } = call;
    if (!isStillKey(entry, lookup)) return otherwise({ ...call, entry: entry.unfindable(), kept: undefined }, answers);
    return answer({ ...call, kept }, answers, otherwise);
  });
}

/** A kept value, shown and handed out as a call gets it. */
function give(kept: Entry, isAsync: Call["isAsync"]): unknown {
  const { cache, snapshot, watch } = kept;
  if (isAsync === false || (isAsync === "unknown" && !kept.inPromise)) {
    replayAtOnce(watch?.recording, cache);
    return cache.handOut(snapshot);
  }
  try {
    const shown = replayInTurn(watch?.recording);
    if (shown === undefined) return Promise.resolve(cache.handOut(snapshot));
    return cache.lend(snapshot.value, shown).then(() => cache.handOut(snapshot));
  } catch (error) {
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- it is the program's own
    return Promise.reject(error);
  }
}

function answer(call: Call, answers: Answers, otherwise: Otherwise): unknown {
  const { kept } = call;
  if (kept === undefined) return otherwise(call, answers);
  if (kept.isLive() && isValid(kept)) {
    kept.use("fresh");
    return give(kept, call.isAsync);
  }
  return kept.isFilled && servesStale(call, kept) ? give(kept, call.isAsync) : otherwise(call, answers);
}
