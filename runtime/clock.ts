import { state } from "./state.js";

/** The time, in milliseconds. Nothing else in the runtime reads a clock. */
export function now(): number {
  return state.clock.now();
}
