import { sizeOf } from "../copy/index.js";
import type { ObservedFunction } from "../observed.js";
import { isSameKey, keySize, type ExactKey } from "./exact-key.js";
import { ByQuestion, type Question } from "./question.js";

/** A question and its answer. */
export interface Reading {
  readonly question: Question;
  readonly answer: ExactKey;
  /** How many async answers were there when it was asked: only on these can it depend whether it is asked at all. */
  readonly wave: number;
}

/** A reading whose answer may still be awaited. */
interface Asked {
  readonly question: Question;
  answer: ExactKey;
  isSettled: boolean;
  readonly wave: number;
}

/**
 * Why a result belongs to no answers, and whose fault it is:
 * - `failed`: the input threw or rejected
 * - `late`: it hadn't answered when the result was there
 * - `changed`: it answered one question in two ways
 */
export type Flaw =
  | { readonly why: "failed"; readonly input: ObservedFunction; readonly error: unknown }
  | { readonly why: "late" | "changed"; readonly input: ObservedFunction };

/** What one computation asked inputs, each question once, in the order of asking. */
export class Readings {
  private readonly asked: Asked[] = [];
  private readonly byQuestion = new ByQuestion<Asked>();
  /** Whose answers aren't there yet, once for each time that one was asked. */
  private readonly pending: ObservedFunction[] = [];
  private waves = 0;
  private torn: Flaw | undefined = undefined;

  /** What stands in the way of storing the result, the first such thing; undefined if every question has one answer. */
  get flaw(): Flaw | undefined {
    const [input] = this.pending;
    return this.torn ?? (input === undefined ? undefined : { why: "late", input });
  }

  /** What is answered so far. */
  get settled(): Reading[] {
    return this.asked.filter(({ isSettled }) => isSettled);
  }

  /** Takes down a question that is answered at once. */
  add(question: Question, answer: ExactKey): void {
    this.settle(this.begin(question), answer);
  }

  /**
   * Takes down a question whose answer isn't there yet.
   *
   * @returns takes the answer down
   */
  await(question: Question): (answer: ExactKey) => void {
    const asked = this.begin(question);
    const { input } = question;
    this.pending.push(input);
    return (answer) => {
      this.pending.splice(this.pending.indexOf(input), 1);
      this.waves++;
      this.settle(asked, answer);
    };
  }

  /** What is computed belongs to no answer. */
  tear(flaw: Flaw): void {
    this.torn ??= flaw;
  }

  /** Whether the question of a reading was answered here as it was there. */
  agrees({ question, answer }: Reading): boolean {
    const asked = this.byQuestion.get(question);
    return asked?.isSettled === true && isSameKey(asked.answer, answer);
  }

  private begin(question: Question): Asked {
    const known = this.byQuestion.get(question);
    if (known !== undefined) return known;
    const asked: Asked = { question, answer: undefined, isSettled: false, wave: this.waves };
    this.asked.push(asked);
    this.byQuestion.set(question, asked);
    return asked;
  }

  private settle(asked: Asked, answer: ExactKey): void {
    if (asked.isSettled && !isSameKey(asked.answer, answer)) this.tear({ why: "changed", input: asked.question.input });
    asked.answer = answer;
    asked.isSettled = true;
  }
}

/** About how many bytes readings take in memory. */
export function readingsSize(readings: readonly Reading[]): number {
  return readings.reduce(
    (total, { question, answer }) => total + sizeOf(question.args.value) + 2 * question.key.length + keySize(answer),
    0,
  );
}
