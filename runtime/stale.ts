import type { Call } from "./call.js";
import { renew } from "./renewal.js";
import { isValid } from "./validity.js";

/** Whether a call can be given the stale value that is there; if so, has it computed anew. */
export function servesStale(call: Call): boolean {
  const { entry } = call;
  if (entry.age >= entry.cache.policy.servedUntil || !isValid(entry)) return false;
  entry.use("stale");
  renew(call);
  return true;
}
