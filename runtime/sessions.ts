import { now } from "./clock.js";
import { current } from "./computation.js";
import { InvalidOptionError } from "./errors.js";
import { Session } from "./session.js";
import { state } from "./state.js";

/** Not sooner does the timer look again, however near the next end is. */
const SHORTEST_WAIT = 100;
/** Longer waits than this are taken for none by the engine. */
const LONGEST_WAIT = 2 ** 31 - 1;

/**
 * Runs code in a session: functions with `scope: "session"` that are called there, directly or across awaits, use the
 * entries of that session. The first call makes the session; it lasts until `endSession`, or until nobody has used it for
 * so long, or there are too many (`configure({ sessions })`).
 *
 * Someone is inside the session until `fn` has returned, or until the promise that it returned has settled.
 *
 * @param id tells sessions apart: it must be hard to guess where it comes from outside, and not be used for two people
 * @returns what `fn` returns
 * @throws {InvalidOptionError} if the id is no text, or an empty one.
 */
export function runInSession<T>(id: string, fn: () => T): T {
  if (typeof fn !== "function") throw new InvalidOptionError("fn", fn, "the function to run", "runInSession");
  const session = enter(checkId(id, "runInSession"));
  let result: T;
  try {
    result = state.sessions.context.run({ session, within: current()?.frame }, fn);
  } catch (error) {
    leave(session);
    throw error;
  }
  // Others may be more than a promise, and what is only like one may begin when it is waited for.
  if (!(result instanceof Promise) || Object.getPrototypeOf(result) !== Promise.prototype) {
    leave(session);
    return result;
  }
  return result.finally(() => {
    leave(session);
  }) as T;
}

/**
 * Ends a session: its entries go, and resources are released with the cause `session`. What is being computed in it
 * reaches its callers and isn't stored. A session that there isn't has ended already.
 *
 * @throws {InvalidOptionError} if the id is no text, or an empty one.
 */
export function endSession(id: string): void {
  const session = state.sessions.byId.get(checkId(id, "endSession"));
  if (session !== undefined) end(session);
}

/** The session that the running code is part of, if it hasn't ended. */
export function liveSession(): Session | undefined {
  const session = state.sessions.context.getStore()?.session;
  return session?.hasEnded === false ? session : undefined;
}

/** Code in the session is at work. */
export function useSession(session: Session): void {
  // While someone is inside nothing counts the time.
  if (session.inside > 0 || session.hasEnded) return;
  const time = now();
  if (time === session.lastUsed) return;
  if (isOver(session, time)) end(session);
  else rest(session, time);
}

/** Sets the bounds, for the sessions there are as well. */
export function boundSessions({ max, idle }: { readonly max?: number; readonly idle?: number }): void {
  const { sessions } = state;
  const time = now();
  sessions.max = max ?? sessions.max;
  sessions.maxIdle = idle ?? sessions.maxIdle;
  sweep(time);
  shrink();
  clearTimeout(sessions.timer);
  sessions.timer = undefined;
  arm(time);
}

function enter(id: string): Session {
  const { byId, idle } = state.sessions;
  const time = now();
  sweep(time);
  const session = byId.get(id) ?? new Session(id, time);
  byId.set(id, session);
  idle.delete(session);
  session.inside++;
  shrink();
  return session;
}

function leave(session: Session): void {
  session.inside--;
  if (session.inside > 0 || session.hasEnded) return;
  rest(session, timeOr(session.lastUsed));
  shrink();
}

/** Nobody is inside: from now on the time counts. */
function rest(session: Session, time: number): void {
  const { idle } = state.sessions;
  session.lastUsed = time;
  // The order of a set is that of insertion.
  idle.delete(session);
  idle.add(session);
  arm(time);
}

function end(session: Session): void {
  const { byId, idle } = state.sessions;
  session.hasEnded = true;
  byId.delete(session.id);
  idle.delete(session);
  for (const cache of session.caches.values()) cache.clear("session");
  // What was started in it may go on for ever, and hold the session.
  session.caches.clear();
}

function isOver({ lastUsed }: Session, time: number): boolean {
  return time - lastUsed >= state.sessions.maxIdle;
}

/** Ends what nobody has used for too long. Costs only as much as there is to end. */
function sweep(time: number): void {
  for (const session of state.sessions.idle) {
    if (!isOver(session, time)) return;
    end(session);
  }
}

/** Ends the least recently used while there are too many, but none that somebody is inside of. */
function shrink(): void {
  const { byId, idle, max } = state.sessions;
  for (const session of idle) {
    if (byId.size <= max) return;
    end(session);
  }
}

/** Has the next session ended in time, if nothing else does. Keeps no process alive. */
function arm(time: number): void {
  const { sessions } = state;
  const [first] = sessions.idle;
  if (first === undefined || sessions.timer !== undefined) return;
  const left = first.lastUsed + sessions.maxIdle - time;
  // In the context of nobody: it would be held for as long.
  sessions.outside(() => {
    sessions.timer = setTimeout(tick, Math.min(Math.max(left, SHORTEST_WAIT), LONGEST_WAIT)).unref();
  });
}

function tick(): void {
  state.sessions.timer = undefined;
  const time = timeOr(-Infinity);
  sweep(time);
  arm(time);
}

/** The time; only a clock of the program's has none to tell, and the next call says so. */
function timeOr(other: number): number {
  try {
    return now();
  } catch {
    return other;
  }
}

function checkId(id: unknown, caller: string): string {
  if (typeof id === "string" && id !== "") return id;
  throw new InvalidOptionError("id", id, "a text that isn't empty", caller);
}
