import type { KeyPartPlan } from "../plan.js";

/**
 * What the parts of a key are, as a part of the code version: parameters by position, so that renaming one changes
 * nothing, and the variables around the function by name.
 */
export function keySchema(parameters: readonly string[], key: readonly KeyPartPlan[]): string {
  return key
    .map(({ base, path, read }) => {
      const name = base.reference === undefined ? parameters.indexOf(base.name) : -1;
      const start = name === -1 ? [base.name, ...base.members].join(".") : name;
      return [start, ...path.map((step) => JSON.stringify(step))].join("/") + (read === "value" ? "" : `:${read}`);
    })
    .join();
}
