import { aside, current, type Computation } from "../computation.js";
import { dressedAs } from "../dressed.js";
import type { AnyFunction } from "../handle.js";
import { InvalidOptionError } from "../errors.js";
import { factsOf, type ObservedBody, type ObservedFunction } from "../observed.js";
import { state } from "../state.js";
import { isThenable } from "../value-kind.js";
import { record, type Fate, type ReplayableCall } from "./recording.js";

/** What a replayable function gives: nothing, in a promise where the function gives one. */
// eslint-disable-next-line @typescript-eslint/no-invalid-void-type -- it is a return type
export type Nothing<R> = R extends PromiseLike<unknown> ? Promise<void> : void;

/**
 * A form of a function that shows or logs something: its calls inside of cached functions are recorded with their
 * arguments, in order, and made again whenever the value is given out without running the cached function's body.
 *
 * It gives nothing (`undefined`, in a promise where `fn` gives one), everywhere, so that no result can depend on what a
 * call that is made again can't give back.
 *
 * @param fn what shows something, such as `console.log`; `this` is passed on
 * @returns a function of the same name and length. Inside of `@cacheData` functions it throws
 *   {@link UnreplayableArgumentError} for an argument that can't be copied; `fn` isn't called then.
 */
export function replayable<A extends unknown[], R>(fn: (...args: A) => R): (...args: A) => Nothing<R>;
export function replayable(fn: AnyFunction): AnyFunction {
  if (typeof fn !== "function") throw new InvalidOptionError("fn", fn, "the function whose calls are to be made again");
  const facts = factsOf(fn);
  function replayed(this: unknown, ...args: never[]): unknown {
    return replay(facts, args, fn, this);
  }
  return dressedAs(fn, replayed);
}

/**
 * Makes a call of a replayable function, and takes it down if it is part of a computation. Compiled code calls it, in
 * place of the function's body.
 *
 * @param args what the body takes, as it was passed
 * @param body the function's original body; it reads its arguments from what it is called with, and nothing else of the call
 * @param receiver `this`, for functions that aren't compiled; it is kept as it is
 * @returns undefined, or a promise of it
 */
export function replay(
  replayable: ObservedFunction,
  args: readonly unknown[],
  body: ObservedBody,
  receiver?: unknown,
): unknown {
  // What is run only to learn a key shows nothing.
  if (state.learning > 0) return nothing(replayable, undefined);
  const innermost = current();
  const call: ReplayableCall = { replayable, args, body, receiver };
  if (innermost === undefined) return make(call);
  const fate = record(innermost, call);
  // Nobody called: the calls are made for whoever is given the value.
  if (innermost.isSilent) return nothing(replayable, undefined);
  try {
    return noting(fate, make(call, innermost));
  } catch (error) {
    fate.hasFailed = true;
    throw error;
  }
}

function make({ replayable, args, body, receiver }: ReplayableCall, innermost?: Computation): unknown {
  const run = (): unknown => Reflect.apply(body, receiver, args as never[]);
  return nothing(replayable, innermost === undefined ? run() : aside(innermost, replayable.isAsync, run));
}

function noting(fate: Fate, result: unknown): unknown {
  if (!isThenable(result)) return undefined;
  return result.then(undefined, (error: unknown) => {
    fate.hasFailed = true;
    throw error;
  });
}

/** What is given in place of a function's result. */
function nothing({ isAsync }: ObservedFunction, result: unknown): unknown {
  if (isAsync === true || (isAsync === undefined && isThenable(result))) {
    return Promise.resolve(result).then(() => undefined);
  }
  return undefined;
}
