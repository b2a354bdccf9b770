import { copyByPlan } from "./by-plan.js";
import { keepMasters } from "../memory/kept.js";
import { isExactCopy } from "./exact.js";
import { deepFreeze } from "./freeze.js";
import { FLAT_LIST, FLAT_OBJECT, widen } from "./plan.js";
import { take, type Taken } from "./take.js";
import { copyGraph, isObject } from "./walk.js";

export { sizeOf } from "./size.js";

/** Makes a copy of a stored value. */
type Copier = (value: unknown) => unknown;

/**
 * A copier that the compiler wrote for a result type. It may throw, or make something else than a copy, where a value
 * isn't what its type says, so each value is tried.
 */
export type ShapeCopier = (value: never) => unknown;

/** A result as it is stored. */
export interface Snapshot {
  /** A private copy. Only `copy` knows how to read it: it may hold what stands for something else. */
  readonly value: unknown;
  /** Makes what a caller may have. Undefined if the stored value can be handed out as it is. */
  readonly copy: Copier | undefined;
  /** Whether copying may fail, since classes of the program's take part: it throws a `ValueProblem` then. */
  readonly mayFail?: boolean;
}

/**
 * Takes a private copy of a result, and finds the fastest way to copy that again.
 *
 * @param value what the function returned; nothing of it is kept, and nothing of it is frozen
 * @param by the copier for the result's type; it is used if it copies this very value exactly
 * @param freeze whether callers may share the value, frozen, if all of it can be
 * @throws {ValueProblem} naming the path of the first part that can't be copied exactly
 */
export function snapshot(value: unknown, by?: ShapeCopier, freeze = false): Snapshot {
  if (!isObject(value) && typeof value !== "function" && typeof value !== "symbol") return { value, copy: undefined };
  const taken = take(value);
  if (!isObject(taken.value)) return { value: taken.value, copy: undefined };
  if (freeze && taken.freezable) {
    deepFreeze(taken.value);
    return { value: taken.value, copy: undefined };
  }
  return { value: taken.value, copy: copierOf(taken, taken.value, by), mayFail: taken.hasInstances };
}

function copierOf({ masters, shared, shapely }: Taken, value: object, by: ShapeCopier | undefined): Copier {
  if (masters.length > 0) return largeCopier(masters);
  return shared ? copyGraph : copierFor(value, shapely ? by : undefined);
}

function copierFor(value: object, by: ShapeCopier | undefined): Copier {
  if (by !== undefined && fits(by as Copier, value)) return by as Copier;
  const plan = widen(undefined, value);
  if (plan === FLAT_OBJECT) return copyFlat;
  if (plan === FLAT_LIST) return copyFlatList;
  return (stored) => copyByPlan(stored as object, plan);
}

function fits(by: Copier, value: object): boolean {
  try {
    return isExactCopy(value, by(value));
  } catch {
    // It asked something for a property that isn't what its type says.
    return false;
  }
}

/** Copies of large blocks are made ahead, and the rest around them. */
function largeCopier(masters: readonly SharedArrayBuffer[]): Copier {
  const kept = keepMasters(masters);
  return (stored) => {
    const copies = new Map<object, object>();
    for (const [index, copy] of kept.copy().entries()) copies.set(masters[index] ?? copy, copy);
    return copyGraph(stored, copies);
  };
}

function copyFlat(value: unknown): unknown {
  return { ...(value as object) };
}

function copyFlatList(value: unknown): unknown {
  return (value as unknown[]).slice();
}
