import { snapshot, type Snapshot } from "../../../runtime/copy/index.js";

/** What a hit gives out. */
export function handOut({ value, copy }: Snapshot): unknown {
  return copy === undefined ? value : copy(value);
}

/** A copy as a caller gets it on a hit. */
export function hit<T>(value: T): T {
  return handOut(snapshot(value)) as T;
}
