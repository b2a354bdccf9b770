import type { Computation } from "../computation.js";
import { snapshot, type Snapshot } from "../copy/index.js";
import { UncacheableInputError } from "../errors.js";
import { argumentAt, labelOf, type ObservedBody, type ObservedFunction } from "../observed.js";
import { ValueProblem } from "../problem.js";
import { exactKey, exactText, type ExactKey } from "./exact-key.js";

/** An input, asked with certain arguments; kept so that it can be asked again. */
export interface Question {
  readonly input: ObservedFunction;
  readonly body: ObservedBody;
  readonly receiver: unknown;
  readonly args: Snapshot;
  /** The session that it was asked in, if the asking computation had entered that by itself; else it is the caller's. */
  readonly session: string | undefined;
  /** The key of the arguments. */
  readonly key: string;
}

/**
 * What a call of an input asks.
 *
 * @throws {UncacheableInputError} if an argument has no exact key, or no exact copy.
 */
export function questionOf(
  input: ObservedFunction,
  args: readonly unknown[],
  body: ObservedBody,
  receiver: unknown,
  asker: Computation,
): Question {
  let obstacle = "has no exact key";
  try {
    const key = exactText(args);
    obstacle = "can't be copied";
    return { input, body, receiver, args: snapshot([...args]), session: undefined, key };
  } catch (error) {
    if (!(error instanceof ValueProblem)) throw error;
    const { number, path } = argumentAt(error.path);
    throw new UncacheableInputError(
      labelOf(input),
      asker.cache.label,
      `argument ${number}${path} ${error.reason}, which ${obstacle}`,
    );
  }
}

/**
 * What an answer is compared by.
 *
 * @throws {UncacheableInputError} if it has no exact key.
 */
export function answerKey(answer: unknown, input: ObservedFunction, asker: Computation): ExactKey {
  try {
    return exactKey(answer);
  } catch (error) {
    if (!(error instanceof ValueProblem)) throw error;
    const { path } = argumentAt(error.path);
    throw new UncacheableInputError(
      labelOf(input),
      asker.cache.label,
      `its answer${path} ${error.reason}, which has no exact key`,
    );
  }
}

/** Finds what belongs to a question. */
export class ByQuestion<T> {
  private readonly inputs = new Map<ObservedFunction, Map<string, T>>();

  get(question: Question): T | undefined {
    return this.inputs.get(question.input)?.get(placeOf(question));
  }

  set(question: Question, value: T): void {
    const known = this.inputs.get(question.input);
    if (known === undefined) this.inputs.set(question.input, new Map([[placeOf(question), value]]));
    else known.set(placeOf(question), value);
  }
}

/** What tells an input's questions apart. No key of arguments begins so. */
function placeOf({ session, key }: Question): string {
  return session === undefined ? key : `@${session.length}:${session}${key}`;
}
