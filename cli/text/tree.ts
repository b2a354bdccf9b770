import type { ManifestUnit } from "../../transformer/manifest/format.js";
import { packageOf } from "../../transformer/manifest/labels.js";
import type { Paint } from "./paint.js";

/** How deep one tree goes; what is deeper has a tree of its own, so that lines stay readable and short. */
const MOST_LEVELS = 16;

interface Step {
  readonly position: number;
  /** What stands before the units that it uses. */
  readonly indent: string;
  readonly level: number;
  readonly tree: string[];
  next: number;
}

/**
 * Draws what a unit uses, level by level, each unit once: where it comes again, it is only named.
 *
 * @returns the lines, without the unit itself
 */
export function treeLines(units: readonly ManifestUnit[], root: number, paint: Paint): readonly string[] {
  const trees: string[][] = [[]];
  const drawn = new Set([root]);
  // The units between the root and here, with a stack of our own: a program may be deeper than the engine's.
  const way: Step[] = [{ position: root, indent: "", level: 0, tree: trees[0] ?? [], next: 0 }];
  const open = new Set([root]);
  for (let step = way.at(-1); step !== undefined; step = way.at(-1)) {
    const { uses } = unitAt(units, step.position);
    const used = uses[step.next++];
    if (used === undefined) {
      way.pop();
      open.delete(step.position);
      continue;
    }
    const isLast = step.next === uses.length;
    const isNew = !drawn.has(used);
    const isTooDeep = isNew && step.level + 1 === MOST_LEVELS && unitAt(units, used).uses.length > 0;
    const remark = open.has(used) ? "circle" : !isNew ? "above" : isTooDeep ? "goes on below" : undefined;
    const branch = isLast ? "└─ " : "├─ ";
    step.tree.push(`${paint("minor", step.indent + branch)}${unitLine(unitAt(units, used), remark, paint)}`);
    if (!isNew) continue;
    drawn.add(used);
    open.add(used);
    if (isTooDeep) {
      const tree = ["", unitLine(unitAt(units, used), undefined, paint)];
      trees.push(tree);
      way.push({ position: used, indent: "", level: 0, tree, next: 0 });
    } else {
      const indent = step.indent + (isLast ? "   " : "│  ");
      way.push({ position: used, indent, level: step.level + 1, tree: step.tree, next: 0 });
    }
  }
  return trees.flat();
}

/** A unit: its name, its version if it is a package, its hash or why it isn't drawn again. */
export function unitLine(unit: ManifestUnit, remark: string | undefined, paint: Paint): string {
  const version = packageOf(unit)?.version ?? "";
  const shown = version === "" ? unit.name : `${unit.name} ${version}`;
  return `${shown}  ${paint("minor", remark === undefined ? unit.hash : `(${remark})`)}`;
}

function unitAt(units: readonly ManifestUnit[], position: number): ManifestUnit {
  const unit = units[position];
  if (unit === undefined) throw new Error(`tscached: unit ${position} is not in the list`);
  return unit;
}
