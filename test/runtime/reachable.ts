import type { FunctionCache } from "../../runtime/function-cache.js";
import { KeyNode } from "../../runtime/key/node.js";

/** What a cache's tree holds on to. */
export interface Reachable {
  /** Inner nodes, the root not counted. */
  readonly nodes: number;
  readonly entries: number;
}

/** Counts what hangs in the tree of a cache; what a bound should bound. */
export function reachable(cache: FunctionCache): Reachable {
  let [nodes, entries] = [0, 0];
  const pending: unknown[] = [cache.root];
  for (let child = pending.pop(); child !== undefined; child = pending.pop()) {
    if (!(child instanceof KeyNode)) {
      entries++;
      continue;
    }
    if (child !== cache.root) nodes++;
    pending.push(...child.offspring());
  }
  return { nodes, entries };
}
