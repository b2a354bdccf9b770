import { isThenable } from "../value-kind.js";
import { askAgain } from "./ask.js";
import { exactKey, isSameKey, type ExactKey } from "./exact-key.js";
import { ByQuestion, type Question } from "./question.js";
import type { Reading } from "./readings.js";

/** An answer's key; undefined where there is none, since asking failed. */
type Answer = { readonly key: ExactKey } | undefined;

interface Given {
  readonly question: Question;
  readonly answer: Answer | Promise<Answer>;
}

/** What one call was answered by inputs, each asked once. */
export class Answers {
  private readonly given: Given[] = [];
  /** Made when there is something to find: one value's questions are all different. */
  private known: ByQuestion<Given> | undefined = undefined;
  private readonly canWait: boolean;

  /** @param canWait whether async answers are of use */
  constructor(canWait: boolean) {
    this.canWait = canWait;
  }

  /**
   * Whether all is answered as it was. Asks in the order of the readings, and nothing after the first difference: what the
   * function asked then, it may have asked only because of the answers before. What it asked while async answers were
   * still to come didn't depend on these, and is asked meanwhile as well.
   *
   * @returns a promise only if an answer comes in one
   */
  agree(readings: readonly Reading[], start = 0): boolean | Promise<boolean> {
    if (start === 0 && this.given.length > 0) this.remember();
    const awaited: Promise<boolean>[] = [];
    for (let index = start; index < readings.length; index++) {
      const reading = readings[index];
      if (reading === undefined) break;
      if (awaited.length > 0 && reading.wave > (readings[index - 1]?.wave ?? 0)) {
        return all(awaited).then((areSame) => areSame && this.agree(readings, index));
      }
      const answer = this.answerTo(reading.question);
      if (answer instanceof Promise) awaited.push(answer.then((there) => isSame(there, reading)));
      else if (!isSame(answer, reading)) return awaited.length === 0 ? false : all(awaited).then(() => false);
    }
    return awaited.length === 0 || all(awaited);
  }

  private answerTo(question: Question): Answer | Promise<Answer> {
    const known = this.known?.get(question);
    if (known !== undefined) return known.answer;
    const given: Given = { question, answer: this.ask(question) };
    this.given.push(given);
    this.known?.set(question, given);
    return given.answer;
  }

  private remember(): void {
    if (this.known !== undefined) return;
    this.known = new ByQuestion();
    for (const given of this.given) this.known.set(given.question, given);
  }

  private ask(question: Question): Answer | Promise<Answer> {
    try {
      const answer = askAgain(question);
      if (!isThenable(answer)) return { key: exactKey(answer) };
      const there = Promise.resolve(answer).then(
        (value) => ({ key: exactKey(value) }),
        // The function will meet that by itself.
        () => undefined,
      );
      return this.canWait ? there.catch(() => undefined) : void there.catch(() => undefined);
    } catch (error) {
      // An input that asks the function again has no end, and would have none if every level ran its body besides.
      if (isStackUsedUp(error)) throw error;
      return undefined;
    }
  }
}

function isStackUsedUp(error: unknown): boolean {
  return error instanceof RangeError && error.message === "Maximum call stack size exceeded";
}

function isSame(answer: Answer, reading: Reading): boolean {
  return answer !== undefined && isSameKey(answer.key, reading.answer);
}

/** Waits for all, also where one has said no: nothing is left that goes on behind. */
async function all(awaited: readonly Promise<boolean>[]): Promise<boolean> {
  const said = await Promise.all(awaited);
  return said.every(Boolean);
}
