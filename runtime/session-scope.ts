import { current, live } from "./computation.js";
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
  const around = current();
  // One of the session was asked the same when it began, so nothing further out needs a look.
  if (around === undefined || around.cache.session !== undefined) return;
  // An input may ask what is the session's: it is asked anew for whoever could be given the value.
  if (around.isAside) return;
  // It entered the session by itself.
  if (around === live(within)) return;
  throw new SessionError(cache.label, around.cache.label);
}
