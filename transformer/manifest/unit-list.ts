import { posix } from "node:path";
import type { Unit } from "../analyze/version/unit.js";
import type { ManifestUnit } from "./format.js";

/**
 * Lists units with all that they use, level by level from the first ones, so that the list depends on nothing but the
 * code.
 *
 * @param folder the project's folder, from which paths are given
 */
export function listUnits(roots: readonly Unit[], folder: string): readonly ManifestUnit[] {
  const positions = new Map<Unit, number>();
  const add = (unit: Unit): number => {
    const position = positions.get(unit) ?? positions.size;
    positions.set(unit, position);
    return position;
  };
  for (const root of roots) add(root);
  const named = new Map<string, number>();
  const units: ManifestUnit[] = [];
  // A map that grows while it is gone through comes to what was added as well.
  for (const unit of positions.keys()) {
    const { hash, uses } = unit.content;
    const { outside } = unit;
    units.push({
      name: unique(named, unit.describe()),
      hash,
      uses: uses.map(add),
      ...(outside?.package === undefined ? {} : { package: outside.package }),
      ...(outside === undefined ? {} : { path: posix.relative(folder, outside.path) }),
    });
  }
  return units;
}

function unique(named: Map<string, number>, name: string): string {
  const uses = (named.get(name) ?? 0) + 1;
  named.set(name, uses);
  return uses === 1 ? name : `${name}~${uses}`;
}
