import { current, live, observersIn } from "./computation.js";
import { SessionError } from "./errors.js";
import type { FunctionCache } from "./function-cache.js";
import type { Session, Stay } from "./session.js";
import { useSession } from "./sessions.js";
import { state } from "./state.js";

/**
 * The session that a call of a function is part of.
 *
 * @param cache the cache of a function that each session has one for
 * @throws {SessionError} outside a session, and where {@link keepInSession} throws.
 */
export function sessionOf(cache: FunctionCache): Session {
  const stay = state.sessions.context.getStore();
  if (stay === undefined) {
    const error = new SessionError(cache.label);
    // An async function answers with a rejection, which nobody looks at.
    if (cache.probe !== undefined) cache.probe.error ??= error;
    throw error;
  }
  // A call that is only described gives nobody anything, and is no use of the session.
  if (state.learning === 0) {
    forbidLeak(cache, stay);
    useSession(stay.session);
  }
  return stay.session;
}

/**
 * Sees to it that what a session's function gives now stays in the session.
 *
 * @throws {SessionError} if the call is part of a computation that began in the session, and whose result all sessions get.
 */
export function keepInSession(cache: FunctionCache): void {
  const stay = state.sessions.context.getStore();
  if (stay !== undefined) forbidLeak(cache, stay);
}

function forbidLeak(cache: FunctionCache, { within }: Stay): void {
  const innermost = current();
  if (innermost === undefined) return;
  // What is around the session entered it by itself.
  const outside = live(within);
  // An input that is asked may be of the session: it is asked anew by whoever is given the value.
  for (const computation of observersIn(innermost)) {
    if (computation === outside) return;
    if (computation.cache.session === undefined) throw new SessionError(cache.label, computation.cache.label);
  }
}
