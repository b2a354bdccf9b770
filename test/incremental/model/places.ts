import { posix } from "node:path";
import type { Model, Part } from "./model.js";

/** How many files of re-exports a part has; the first also has all that the second has. */
export const BARRELS = ["barrel0", "barrel1"] as const;

/** Where the sources of a part are, from the project's folder. */
export function sourceFolder(model: Model, part: Part): string {
  return model.parts.length === 1 ? "src" : `${part}/src`;
}

/** Where the output of a part is, from the project's folder. */
export function outFolder(model: Model, part: Part): string {
  return model.parts.length === 1 ? "out" : `${part}/out`;
}

export function pathOf(model: Model, { part, name }: Place): string {
  return `${sourceFolder(model, part)}/${name}`;
}

export interface Place {
  readonly part: Part;
  /** Path below the part's sources. */
  readonly name: string;
}

/** What one file writes to import another; a part imports another by its name, as a package of the workspace. */
export function specifier(model: Model, from: Place, to: Place, extension: "js" | "json"): string {
  const file = `${to.name}.${extension}`;
  if (from.part !== to.part) return `${to.part}/${file}`;
  const relative = posix.relative(posix.dirname(pathOf(model, from)), `${pathOf(model, to)}.${extension}`);
  return relative.startsWith(".") ? relative : `./${relative}`;
}
