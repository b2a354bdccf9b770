import type ts from "typescript";
import type { TypeRef, TypeShape } from "../../compiler/adapter.js";
import type { Context } from "../context.js";
import { isFlat } from "./flat.js";
import { mergeUses, type Slice } from "./merge.js";
import { leafOf, pathText, type Leaf, type Path } from "./paths.js";
import { findTypeProblem, type TypeProblem } from "./type-walk.js";
import type { Use } from "./uses.js";

/** What the key takes of a parameter or variable, or why it can't. */
export interface Slicing {
  readonly slices: readonly TypedSlice[];
  readonly problems: readonly SliceProblem[];
}

export interface TypedSlice extends Slice {
  readonly types: readonly TypeRef[];
}

/** A part that can't be in a key. */
export interface SliceProblem extends TypeProblem {
  /** From the parameter or variable to the part: `.socket`, `[]`. */
  readonly path: string;
  /** Whether all of the parameter or variable was to be in the key. */
  readonly whole: boolean;
  /** The use that brings the part into the key; undefined where none does. */
  readonly use: ts.Node | undefined;
  /** Whether that use changes it. */
  readonly changed: boolean;
}

/** A parameter or variable, as far as it matters to which of its parts are in the key. */
export interface Sliced {
  /** The types that its value may have. */
  readonly types: readonly TypeRef[];
  readonly uses: readonly Use[];
  /** Whether it is an array that nobody else has. */
  readonly fresh?: boolean;
  /** Whether the uses are what the key is to be, to the letter. */
  readonly asGiven?: boolean;
}

/** Decides which parts of a parameter or variable are in the key: all of it, or what its uses read. */
export function slice(context: Context, sliced: Sliced): Slicing {
  const { types, uses } = sliced;
  const merged = mergeUses(uses);
  if (sliced.asGiven === true) return typed(context, types, merged);
  const escape = uses.find(({ path, how }) => how === "write" || (how === "value" && path.length === 0));
  const mustBeWhole = uses.length === 0 || escape !== undefined;
  const flat = sliced.fresh === true ? "list" : isFlat(context.compiler, types);
  const asWhole = { path: [], read: wholeRead(sliced, merged, flat), node: escape?.node };
  const whole = (): Slicing => typed(context, types, [asWhole], escape?.how === "write");
  const parts = (): Slicing => typed(context, types, merged);
  if (mustBeWhole) return whole();
  // An array whose elements can't be in a key may have a length that can; and a URL can be, its searchParams can't.
  const [first, second] = flat === "no" ? [parts(), whole] : [whole(), parts];
  if (first.problems.length === 0) return first;
  const other = second();
  return other.problems.length === 0 ? other : first;
}

/** How all of a parameter or variable is read. */
function wholeRead({ uses, fresh }: Sliced, merged: readonly Slice[], flat: ReturnType<typeof isFlat>): Slice["read"] {
  if (flat !== "list") return "value";
  if (fresh === true) return uses.some(({ how }) => how === "write") ? "value" : "list";
  const isListed = ({ path: [step], read }: Slice): boolean =>
    step === undefined ? read === "list" : step === "length" || typeof step === "number";
  return merged.length > 0 && merged.every(isListed) ? "list" : "value";
}

function typed(context: Context, types: readonly TypeRef[], slices: readonly Slice[], changed = false): Slicing {
  const problems = new Map<string, SliceProblem>();
  const fine: TypedSlice[] = [];
  for (const part of slices) {
    const { types: leaves } = leafOf(context.compiler, types, part.path);
    const problem = part.read === "presence" ? undefined : firstProblem(context, types, part.path);
    if (problem === undefined) fine.push({ ...part, types: leaves });
    else if (!problems.has(problem.path)) {
      problems.set(problem.path, { ...problem, whole: part.path.length === 0, use: part.node, changed });
    }
  }
  return { slices: fine, problems: [...problems.values()] };
}

/** What speaks against the types at the end of a path: at the first step already, if from there on nothing is known. */
function firstProblem(context: Context, types: readonly TypeRef[], path: Path): TypeProblem | undefined {
  const { compiler, settings, keyMethods } = context;
  let leaf: Leaf = { types, declaration: undefined };
  for (let length = 0; length <= path.length; length++) {
    if (length > 0) leaf = leafOf(compiler, leaf.types, path.slice(length - 1, length));
    for (const type of leaf.types) {
      const isEnd = length === path.length;
      if (!isEnd && !isOpen(compiler.shapes([type])[0])) continue;
      const problem = findTypeProblem(compiler, type, "key", settings, keyMethods);
      if (problem === undefined) continue;
      const declaration = problem.declaration ?? leaf.declaration;
      return { ...problem, declaration, path: pathText(path.slice(0, length)) + problem.path };
    }
  }
  return undefined;
}

/** Whether a type says nothing of its values. */
function isOpen(shape: TypeShape | undefined): boolean {
  return shape?.kind === "dynamic" || (shape?.kind === "constrained" && shape.constraint === undefined);
}
