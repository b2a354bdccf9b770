import type { ObservedFunction } from "../../transformer/analyze/plan.js";
import { code, listed } from "./markdown.js";

/** What is known of a function whose calls inside of cached ones are observed, as Markdown. */
export function describeObserved({ role, bindings, id }: ObservedFunction): string {
  const given = bindings.length === 0 ? "" : ` with ${listed(bindings.map(code))}`;
  const text =
    role === "replay"
      ? `**Replayed.** A call inside of a cached function is recorded${given}, and made again on each hit. It gives nothing.`
      : `**Input.** Where a cached function called it, a hit asks it again${given}, and counts only if it answers the same.`;
  return [text, code(id)].join("\n\n");
}
