import type { Manifest, ManifestFunction, ManifestKeyPart } from "../../transformer/manifest/format.js";
import { nearestTargets } from "./nearest.js";
import { unitChanges, type UnitChange } from "./unit-changes.js";

/** What a new build means for the results that are cached already. */
export interface Comparison {
  readonly added: readonly FunctionPlace[];
  readonly removed: readonly FunctionPlace[];
  readonly changed: readonly ChangedFunction[];
  /** How many functions keep their results. */
  readonly unchanged: number;
}

export type FunctionPlace = Pick<ManifestFunction, "id" | "file" | "line">;

/** A function whose version is another now. */
export interface ChangedFunction extends FunctionPlace {
  readonly from: string;
  readonly to: string;
  /** Why, as far as the manifests tell; those in the code nearest first. */
  readonly causes: readonly Cause[];
  /** Whether there are more causes in the code. */
  readonly more: boolean;
}

export type Cause =
  /** Versions are reckoned in another way, so that all of them differ. */
  | { readonly kind: "format"; readonly from: number; readonly to: number }
  | {
      readonly kind: "key";
      readonly from: readonly ManifestKeyPart[];
      readonly to: readonly ManifestKeyPart[];
    }
  | {
      readonly kind: "option";
      readonly option: "hash" | "version";
      readonly from: string | null;
      readonly to: string | null;
    }
  | { readonly kind: "compiler"; readonly from: readonly string[]; readonly to: readonly string[] }
  /** The function's own code, where the version covers no other. */
  | { readonly kind: "body" }
  | UnitCause;

/** A change in the code that a function reaches. */
export type UnitCause = UnitChange & {
  /** The names of the units on the shortest way there, from the function's own to the changed one. */
  readonly path: readonly string[];
  /** How many are left out in the middle of a very long way. */
  readonly omitted: number;
};

/**
 * Compares two builds. A function counts as changed if its version differs, and for no other reason: a unit that was
 * only renamed or moved changes no version.
 *
 * @param mostCauses how many causes in the code to name of each function
 */
export function compareManifests(before: Manifest, after: Manifest, mostCauses: number): Comparison {
  const [old, now] = [byId(before), byId(after)];
  const both = [...now.values()].flatMap((fn) => {
    const was = old.get(fn.id);
    return was === undefined ? [] : [[was, fn] as const];
  });
  const differing = both.filter(([was, fn]) => was.version !== fn.version);
  const causesIn = differing.length === 0 ? () => [] : codeCauses(before, after, mostCauses + 1);
  const [from, to] = [before.versionFormat, after.versionFormat];
  const format: readonly Cause[] = from === to ? [] : [{ kind: "format", from, to }];
  return {
    added: [...now.values()].filter(({ id }) => !old.has(id)).map(placeOf),
    removed: [...old.values()].filter(({ id }) => !now.has(id)).map(placeOf),
    changed: differing.map(([was, fn]): ChangedFunction => {
      // Where the version covers other things than before, it needn't matter what changed in them.
      const inCode = modeOf(was) === modeOf(fn) ? causesIn(fn) : [];
      return {
        ...placeOf(fn),
        from: was.version,
        to: fn.version,
        causes: [...format, ...ownCauses(was, fn), ...inCode.slice(0, mostCauses)],
        more: inCode.length > mostCauses,
      };
    }),
    unchanged: both.length - differing.length,
  };
}

/** In the order of their ids, which is not left to who wrote the manifest. */
function byId({ functions }: Manifest): ReadonlyMap<string, ManifestFunction> {
  const sorted = [...functions].sort((left, right) => (left.id < right.id ? -1 : left.id === right.id ? 0 : 1));
  return new Map(sorted.map((fn) => [fn.id, fn]));
}

function placeOf({ id, file, line }: ManifestFunction): FunctionPlace {
  return { id, file, line };
}

/** What changed in the function's own facts. */
function ownCauses(was: ManifestFunction, now: ManifestFunction): Cause[] {
  const causes: Cause[] = [];
  if (was.schema !== now.schema) causes.push({ kind: "key", from: was.key, to: now.key });
  const modes = [modeOf(was), modeOf(now)] as const;
  if (modes[0] !== modes[1]) causes.push({ kind: "option", option: "hash", from: modes[0], to: modes[1] });
  const [from = null, to = null] = [was.options.version, now.options.version];
  if (from !== to) causes.push({ kind: "option", option: "version", from, to });
  if (modes[0] === modes[1] && was.compiler.join() !== now.compiler.join()) {
    causes.push({ kind: "compiler", from: was.compiler, to: now.compiler });
  }
  if (was.body !== undefined && now.body !== undefined && was.body !== now.body) causes.push({ kind: "body" });
  return causes;
}

/** What the version covers. */
function modeOf({ options }: ManifestFunction): "deps" | "body" | "none" {
  return options.hash ?? "deps";
}

/** The changes in the code that a function reaches. */
function codeCauses(before: Manifest, after: Manifest, most: number): (fn: ManifestFunction) => readonly UnitCause[] {
  const changes = unitChanges(before, after);
  const waysFrom = nearestTargets(
    after.units.map(({ uses }) => uses),
    [...changes.keys()].sort((left, right) => (nameAt(left) < nameAt(right) ? -1 : 1)),
    most,
  );
  return ({ unit }) =>
    unit === undefined
      ? []
      : waysFrom(unit).flatMap(({ target, nodes, omitted }) => {
          const change = changes.get(target);
          return change === undefined ? [] : [{ ...change, path: nodes.map(nameAt), omitted }];
        });

  function nameAt(position: number): string {
    return after.units[position]?.name ?? "";
  }
}
