import type { FunctionCache } from "./function-cache.js";
import { state } from "./state.js";

/**
 * One run of a cached function's body. `state.current` holds it while its first part runs, which for a sync function is
 * all of it; behind an `await` it is found through the async context, for which only async functions pay.
 */
export class Computation {
  readonly cache: FunctionCache;
  /** The nearest computation around this one that goes on. */
  parent: Computation | undefined;
  /** Whether nobody called: a background refresh, or what runs inside of one. */
  readonly isSilent: boolean;
  hasEnded = false;

  /**
   * @param parent what the call is part of
   * @param isRenewal whether it is a background refresh
   */
  constructor(cache: FunctionCache, parent: Computation | undefined, isRenewal: boolean) {
    this.cache = cache;
    this.parent = live(parent);
    this.isSilent = isRenewal || this.parent?.isSilent === true;
  }

  /** The computation is over. What it started may live on, and must not keep what is around it. */
  end(): void {
    this.hasEnded = true;
    this.parent = live(this.parent);
  }

  /** The computations that can't end before this one, each once removed: the one around it, and those that wait for it. */
  *dependents(): Generator<Computation> {
    if (this.parent !== undefined) yield this.parent;
  }
}

/** The computation that the running code is part of: the innermost one that goes on. */
export function current(): Computation | undefined {
  return live(state.current ?? state.computations.getStore());
}

/** The computation and those that it runs inside, innermost first. */
export function lineage(computation: Computation | undefined): Computation[] {
  const chain: Computation[] = [];
  for (let link = computation; link !== undefined; link = live(link.parent)) chain.push(link);
  return chain;
}

/** The computation, or the nearest around it that goes on: what a body only started runs in its name when it has ended. */
function live(computation: Computation | undefined): Computation | undefined {
  let found = computation;
  while (found?.hasEnded === true) found = found.parent;
  return found;
}
