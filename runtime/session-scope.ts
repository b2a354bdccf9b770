import { current, lineage, live, type Computation } from "./computation.js";
import { SessionError } from "./errors.js";
import type { FunctionCache } from "./function-cache.js";
import type { Session, Stay } from "./session.js";
import { runInSession, useSession } from "./sessions.js";
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

/** A session that computations have entered by themselves, so that it is the same whoever calls them. */
export interface EnteredSession {
  readonly id: string;
  /** The one that called `runInSession`, and those around it. */
  readonly by: readonly Computation[];
}

/** Where the running code's session was entered, if it was within a computation. */
export function enteredSession(): EnteredSession | undefined {
  const stay = state.sessions.context.getStore();
  if (stay?.within === undefined) return undefined;
  return { id: stay.session.id, by: lineage(live(stay.within)) };
}

/** What a computation observes, with the session that it was in if the computation has entered that by itself. */
export function placedFor<T extends { readonly session: string | undefined }>(
  observed: T,
  computation: Computation,
  entered: EnteredSession | undefined,
): T {
  const session = entered?.by.includes(computation) === true ? entered.id : undefined;
  return observed.session === session ? observed : { ...observed, session };
}

/** Runs something in the session that it was in, if a computation had entered that by itself; else where the caller is. */
export function backIn<T>(session: string | undefined, run: () => T): T {
  return session === undefined ? run() : runInSession(session, run);
}
