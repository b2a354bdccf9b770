import type ts from "typescript";
import type { Compiler, TypeRef } from "../../compiler/adapter.js";

/** The properties by which a value is reached from another: `params`, `id`; elements of arrays by number. */
export type Path = readonly (string | number)[];

/** A path as it would be written behind what it starts at: `.params.id`, `["x-y"]`, `[0]`. */
export function pathText(path: Path): string {
  return path.map(stepText).join("");
}

/** One property as it would be written behind what has it. */
export function stepText(step: string | number): string {
  if (typeof step === "number") return `[${step}]`;
  // The checker's own spelling for a property that is named by a symbol.
  if (step.startsWith("__@")) return `[${step.slice(3).replace(/@\d+$/, "")}]`;
  return isPropertyName(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
}

/** Whether a property can be read with a dot. */
export function isPropertyName(text: string): boolean {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u.test(text);
}

export function startsWith(path: Path, start: Path): boolean {
  return start.length <= path.length && start.every((step, index) => path[index] === step);
}

/** What a path leads to, by the declared types along it. */
export interface Leaf {
  readonly types: readonly TypeRef[];
  /** The declaration of the last property. */
  readonly declaration: ts.Node | undefined;
}

/** Follows a path from values of some types, property by property. */
export function leafOf(compiler: Compiler, types: readonly TypeRef[], path: Path): Leaf {
  let leaf: Leaf = { types, declaration: undefined };
  for (const step of path) {
    const properties = leaf.types.map((type) => compiler.property(type, step));
    leaf = {
      types: [...new Set(properties.flatMap((property) => property.types))],
      declaration: properties.find((property) => property.declaration !== undefined)?.declaration,
    };
  }
  return leaf;
}
