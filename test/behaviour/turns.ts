import { settled } from "../runtime/gate.js";

/** Lets everything run that was put off to a later turn, and what that puts off. */
export async function turns(count = 10): Promise<void> {
  for (let turn = 0; turn < count; turn++) await settled();
}
