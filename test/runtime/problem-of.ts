import { ValueProblem } from "../../runtime/problem.js";

/** The problem that an action throws, as its message: "value.items[3] is a function". */
export function problemOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof ValueProblem) return error.message;
    throw error;
  }
  throw new Error("no problem was found");
}
