import type { FunctionCache } from "../function-cache.js";
import { backIn } from "../session-scope.js";
import { isThenable } from "../value-kind.js";
import { argumentsOf, type RecordedCall, type Recording } from "./recording.js";
import { replay } from "./replayable.js";

/**
 * Makes recorded calls again, for a caller that can't wait: nothing is awaited.
 *
 * @param cache the function whose recording it is; it is told of rejections, which no caller sees
 * @throws what a call throws
 */
export function replayAtOnce(recording: Recording | undefined, cache: FunctionCache): void {
  for (const call of recording ?? []) {
    again(call)?.then(undefined, (error: unknown) => {
      cache.report(error, "replay");
    });
  }
}

/**
 * Makes recorded calls again, one after the other: one that gives a promise is over when that is.
 *
 * @returns undefined if there is nothing to wait for
 * @throws what a call throws, or rejects with that
 */
export function replayInTurn(recording: Recording | undefined, start = 0): Promise<void> | undefined {
  if (recording === undefined) return undefined;
  for (let index = start; index < recording.length; index++) {
    const over = again(recording[index]);
    if (over !== undefined) return over.then(() => replayInTurn(recording, index + 1));
  }
  return undefined;
}

/** Makes a call again. What it fails with is kept back if it failed then too, and the body coped with that. */
function again(call: RecordedCall | undefined): Promise<unknown> | undefined {
  if (call === undefined) return undefined;
  const { hasFailed } = call.fate;
  try {
    const { replayable, body, receiver, session } = call;
    const result = backIn(session, () => replay(replayable, argumentsOf(call), body, receiver));
    if (!isThenable(result)) return undefined;
    return Promise.resolve(hasFailed ? result.then(undefined, () => undefined) : result);
  } catch (error) {
    if (!hasFailed) throw error;
    return undefined;
  }
}
