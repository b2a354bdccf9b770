import { isObject } from "./walk.js";

/** Freezes plain objects and arrays, all the way down. Not for others: freezing a Map doesn't keep it from changing. */
export function deepFreeze(value: unknown): void {
  if (!isObject(value) || Object.isFrozen(value)) return;
  // First, so that circles come to an end.
  Object.freeze(value);
  for (const member of Object.values(value)) deepFreeze(member);
}
