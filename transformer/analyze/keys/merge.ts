import type ts from "typescript";
import { startsWith, type Path } from "./paths.js";
import type { Use } from "./uses.js";

/** What of a variable has to be in the key: each use that isn't settled by another. */
export interface Slice {
  readonly path: Path;
  readonly read: "value" | "list" | "presence";
  /** Where it is read; undefined if nothing reads it. */
  readonly node: ts.Node | undefined;
}

/** The slices that settle all uses, none of which says what another says already. Writes are no slices. */
export function mergeUses(uses: readonly Use[]): Slice[] {
  const reads = uses.flatMap(({ path, how, node }): Slice[] => (how === "write" ? [] : [{ path, read: how, node }]));
  return reads.filter((slice, index) =>
    reads.every((other, place) => {
      if (other === slice || !subsumes(other, slice)) return true;
      // Of two that say the same, the first stays.
      return subsumes(slice, other) && index < place;
    }),
  );
}

/** Whether two values that are the same by one slice are the same by another. */
function subsumes(slice: Slice, other: Slice): boolean {
  if (!startsWith(other.path, slice.path)) return false;
  const step = other.path[slice.path.length];
  switch (slice.read) {
    case "value":
      return true;
    case "list":
      // A value that is no array is taken as a whole, so its presence is settled too.
      return step === undefined ? other.read !== "value" : step === "length" || typeof step === "number";
    case "presence":
      return step === undefined && other.read === "presence";
  }
}
