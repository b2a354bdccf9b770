import type { Call } from "./call.js";
import type { Entry } from "./entry.js";
import { renew } from "./renewal.js";
import { isValid } from "./validity.js";

/** Whether a call can be given the stale value that is kept; if so, has it computed anew. */
export function servesStale(call: Call, kept: Entry): boolean {
  if (kept.age >= kept.cache.policy.servedUntil || !isValid(kept)) return false;
  kept.use("stale");
  renew(call, kept);
  return true;
}
