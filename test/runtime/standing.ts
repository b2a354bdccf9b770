import { settled } from "./gate.js";

const PENDING = "pending";
const MOST_TURNS = 500;

/** How promises stand after more turns than any of them may need: their value, their error, or "pending". */
export async function standing(calls: readonly Promise<unknown>[]): Promise<unknown[]> {
  const states: unknown[] = calls.map(() => PENDING);
  calls.forEach((call, index) => {
    call.then(
      (value) => (states[index] = value),
      (error: unknown) => (states[index] = error),
    );
  });
  for (let turn = 0; turn < MOST_TURNS && states.includes(PENDING); turn++) await settled();
  return states;
}
