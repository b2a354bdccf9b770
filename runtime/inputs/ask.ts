import { aside, current, observersIn, type Computation } from "../computation.js";
import { dressedAs } from "../dressed.js";
import { InvalidOptionError } from "../errors.js";
import type { AnyFunction } from "../handle.js";
import { factsOf, type ObservedBody, type ObservedFunction } from "../observed.js";
import { backIn, enteredSession, placedFor } from "../session-scope.js";
import { isThenable } from "../value-kind.js";
import { answerKey, questionOf, type Question } from "./question.js";
import { Readings } from "./readings.js";

/**
 * A form of a function that reads something that changes: a setting, a flag, a file's state. A cached function that calls
 * it, however deep below, has its stored value used only while every input that it asked still answers as it did.
 *
 * @param fn takes and gives plain data; it may give it in a promise. It should show nothing and change nothing, since it is
 *   asked on hits too. `this` is passed on.
 * @returns a function of the same name and length, which gives what `fn` gives. Inside of cached functions it throws
 *   {@link UncacheableInputError} for arguments and answers without an exact key.
 */
export function cacheInput<F extends AnyFunction>(fn: F): F {
  if (typeof fn !== "function") throw new InvalidOptionError("fn", fn, "the function that reads what changes");
  return inputOf(fn, factsOf(fn));
}

/** {@link cacheInput}, of a function that is called so in messages. */
export function inputOf<F extends AnyFunction>(fn: F, input: ObservedFunction): F {
  function asked(this: unknown, ...args: never[]): unknown {
    return ask(input, args, fn, this);
  }
  return dressedAs(fn, asked) as unknown as F;
}

/**
 * Asks an input, and takes down what it answers if a computation asks. Compiled code calls it, in place of the function's
 * body.
 *
 * @param args what the body takes, as it was passed
 * @param body the function's original body; it reads its arguments from what it is called with, and nothing else of the call
 * @param receiver `this`, for functions that aren't compiled; it is kept as it is
 * @returns what the body returns; an object with a `then` that is no promise as a promise
 */
export function ask(
  input: ObservedFunction,
  args: readonly unknown[],
  body: ObservedBody,
  receiver?: unknown,
): unknown {
  const asker = current();
  if (asker === undefined) return Reflect.apply(body, receiver, args as never[]);
  return askFor(asker, questionOf(input, args, body, receiver, asker), args);
}

/** Asks an input again, with its arguments as they were. */
export function askAgain(question: Question): unknown {
  return backIn(question.session, () => askHere(question));
}

function askHere(question: Question): unknown {
  const asker = current();
  const { value, copy } = question.args;
  const args = (copy === undefined ? value : copy(value)) as never[];
  if (asker === undefined) return Reflect.apply(question.body, question.receiver, args);
  return askFor(asker, question, args);
}

/** A computation that takes a question down, as it has to be asked again for it. */
interface Observer {
  readonly readings: Readings;
  readonly question: Question;
}

function askFor(asker: Computation, question: Question, args: readonly unknown[]): unknown {
  const { input, body, receiver } = question;
  const entered = enteredSession();
  // Now: some may have ended when the answer is there, and have no use for it.
  const all = observersIn(asker).map((computation) => ({
    readings: (computation.readings ??= new Readings()),
    question: placedFor(question, computation, entered),
  }));
  try {
    const answer = aside(asker, input.isAsync, () => Reflect.apply(body, receiver, args as never[]) as unknown);
    if (isThenable(answer)) return awaitFor(asker, input, answer, all);
    const key = answerKey(answer, input, asker);
    for (const observer of all) observer.readings.add(observer.question, key);
    return answer;
  } catch (error) {
    tear(all, input, error);
    throw error;
  }
}

async function awaitFor(
  asker: Computation,
  input: ObservedFunction,
  answer: PromiseLike<unknown>,
  all: readonly Observer[],
): Promise<unknown> {
  const settles = all.map(({ readings, question }) => readings.await(question));
  try {
    const value = await answer;
    const key = answerKey(value, input, asker);
    for (const settle of settles) settle(key);
    return value;
  } catch (error) {
    tear(all, input, error);
    throw error;
  }
}

function tear(all: readonly Observer[], input: ObservedFunction, error: unknown): void {
  for (const { readings } of all) readings.tear({ why: "failed", input, error });
}
