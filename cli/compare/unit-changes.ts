import type { Manifest, ManifestUnit } from "../../transformer/manifest/format.js";
import { packageOf } from "../../transformer/manifest/labels.js";
import { bareName, matchUnits } from "./matching.js";

/** What became of a unit by itself, whatever became of what it uses. */
export type UnitChange =
  | {
      readonly kind: "package";
      readonly name: string;
      readonly from: string;
      /** The same version if only the contents changed, or something that the package loads. */
      readonly to: string;
    }
  | {
      /** Its own code, or only what a name in its code leads to. */
      readonly kind: "code" | "uses";
      readonly name: string;
      /** What it was called, if it was called otherwise. */
      readonly was?: string;
      /** What it uses now, and what it no longer uses. */
      readonly added: readonly string[];
      readonly removed: readonly string[];
    };

/** The changes of the new manifest's units by their positions there. What is new altogether isn't among them. */
export function unitChanges(before: Manifest, after: Manifest): ReadonlyMap<number, UnitChange> {
  const { oldOf, newOf } = matchUnits(before, after);
  const changes = new Map<number, UnitChange>();
  for (const [position, now] of after.units.entries()) {
    const old = before.units[oldOf[position] ?? -1];
    const change = old && changeOf(old, now);
    if (change !== undefined) changes.set(position, change);
  }
  return changes;

  function changeOf(old: ManifestUnit, now: ManifestUnit): UnitChange | undefined {
    const isAlike = old.hash === now.hash;
    const isRenamed = bareName(old) !== bareName(now);
    const [packageBefore, packageNow] = [packageOf(old), packageOf(now)];
    if (!isAlike && packageBefore !== undefined && packageBefore.name === packageNow?.name) {
      return { kind: "package", name: now.name, from: packageBefore.version, to: packageNow.version };
    }
    const { added, removed } = isAlike ? redirected(old, now) : usedOtherwise(old, now);
    if (isAlike && added.length + removed.length === 0) return undefined;
    return {
      kind: isAlike ? "uses" : "code",
      name: now.name,
      ...(isRenamed ? { was: old.name } : {}),
      added: names(added, after),
      removed: names(removed, before),
    };
  }

  /** What the same names in the same text lead to. */
  function redirected(old: ManifestUnit, now: ManifestUnit): Uses {
    return {
      added: now.uses.filter((used, place) => used !== newOf[old.uses[place] ?? -1]),
      removed: old.uses.filter((used, place) => newOf[used] === undefined || newOf[used] !== now.uses[place]),
    };
  }

  function usedOtherwise(old: ManifestUnit, now: ManifestUnit): Uses {
    const [usedBefore, usedNow] = [new Set(old.uses), new Set(now.uses)];
    return {
      added: now.uses.filter((used) => !usedBefore.has(oldOf[used] ?? -1)),
      removed: old.uses.filter((used) => !usedNow.has(newOf[used] ?? -1)),
    };
  }
}

interface Uses {
  readonly added: readonly number[];
  readonly removed: readonly number[];
}

function names(positions: readonly number[], { units }: Manifest): readonly string[] {
  return positions.map((position) => units[position]?.name ?? "").sort();
}
