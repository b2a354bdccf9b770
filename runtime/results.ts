import { snapshot, type Snapshot } from "./copy/index.js";
import type { CacheDefinition } from "./definition.js";
import { UnserializableReturnValueError } from "./errors.js";
import { ValueProblem } from "./problem.js";
import { state } from "./state.js";

/**
 * A private copy of a function's result, for storing.
 *
 * @param label the function as messages name it
 * @throws {UnserializableReturnValueError} if it can't be copied exactly; so does what makes copies of it, where classes of
 *   the program's take part that fail to later.
 */
export function snapshotOf(value: unknown, definition: CacheDefinition, label: string): Snapshot {
  const { copy: by, freeze } = definition;
  const taken = naming(label, () => snapshot(value, by, freeze === true && state.defaults.freeze !== false));
  const { copy, mayFail } = taken;
  if (mayFail !== true || copy === undefined) return taken;
  return { value: taken.value, copy: (stored) => naming(label, () => copy(stored)) };
}

/** Names the function in the error for what can't be copied. */
function naming<T>(label: string, copy: () => T): T {
  try {
    return copy();
  } catch (error) {
    if (error instanceof ValueProblem) throw new UnserializableReturnValueError(label, error.path, error.reason);
    throw error;
  }
}
