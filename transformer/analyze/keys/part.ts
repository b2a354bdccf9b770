import type { Compiler } from "../../compiler/adapter.js";
import type { KeyBase, KeyPartPlan } from "../plan.js";
import { pathText } from "./paths.js";
import type { TypedSlice } from "./slices.js";
import { isPrimitive, spreadOf } from "./spread.js";

/** A part of a key, and what the order of the parts goes by. */
export interface RankedPart {
  readonly plan: KeyPartPlan;
  readonly spread: number;
}

/** The part of a key that a slice of a parameter or variable is. */
export function toPart(compiler: Compiler, base: KeyBase, slice: TypedSlice, guarded: boolean): RankedPart {
  const { path, read, types } = slice;
  const tested = read === "presence";
  return {
    plan: {
      label: [base.name, ...base.members].join(".") + pathText(path),
      base,
      path,
      read,
      // A getter may be met where the type declares none.
      guarded: guarded || path.length > 0,
      primitive: tested || isPrimitive(compiler, types),
    },
    spread: tested ? 0 : spreadOf(compiler, types),
  };
}
