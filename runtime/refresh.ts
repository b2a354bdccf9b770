import { current } from "./computation.js";
import { fly } from "./fly.js";
import type { FunctionCache } from "./function-cache.js";
import { prepareCall, receiverOf, type DescribedCall } from "./probe.js";
import { computeSync } from "./renewal.js";
import { keepInSession } from "./session-scope.js";

/**
 * Runs the body of a call now and stores its value, whether there is one or not. What is being computed for the same
 * key already may have read what has changed since: it reaches its callers, and isn't stored.
 */
export function refreshCall(cache: FunctionCache, described: DescribedCall): unknown {
  const call = prepareCall(cache, described);
  // Its parameters throw, or reject, before there is a key; so does the call.
  if (call === undefined) return Reflect.apply(described.fn, receiverOf(described), described.args as never[]);
  try {
    if (call.entry.cache.session !== undefined) keepInSession(cache);
    if (call.isAsync === false) return computeSync(call, "refresh");
    const { outcome, result } = fly(call, current(), "refresh");
    return outcome === undefined ? result : outcome.value;
  } catch (error) {
    call.entry.cache.tidy(call.entry);
    throw error;
  }
}
