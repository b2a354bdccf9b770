import { settled } from "./gate.js";

/** How promises stand once everything has run that can: their value, their error, or "pending". */
export async function standing(calls: readonly Promise<unknown>[]): Promise<unknown[]> {
  const states: unknown[] = calls.map(() => "pending");
  calls.forEach((call, index) => {
    call.then(
      (value) => (states[index] = value),
      (error: unknown) => (states[index] = error),
    );
  });
  for (let round = 0; round < 20; round++) await settled();
  return states;
}
