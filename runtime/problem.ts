import { pathText, type PathStep } from "./path.js";

/**
 * Why a value has no exact key, or no exact copy. The cache turns it into an error that names the function and the
 * parameter.
 */
export class ValueProblem extends Error {
  /** What the value is, as the end of a sentence: "is a function". */
  readonly reason: string;
  /** Where it stands inside the argument or the result: `.items[3]`; empty for the whole. */
  readonly path: string;

  constructor(reason: string, steps: readonly PathStep[]) {
    const path = pathText(steps);
    super(`value${path} ${reason}`);
    this.reason = reason;
    this.path = path;
  }
}
