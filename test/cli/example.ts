import { loadTextHash } from "../../transformer/analyze/version/hash.js";
import { Merkle } from "../../transformer/analyze/version/merkle.js";
import { Unit } from "../../transformer/analyze/version/unit.js";
import type { Manifest, ManifestFunction, ManifestUnit } from "../../transformer/manifest/format.js";

export const hash = loadTextHash();

/** A unit by its text and the names of what it uses, or a package by its version. */
export type UnitSketch = readonly [text: string, ...uses: string[]] | { readonly package: string };

export type FunctionSketch = Partial<Omit<ManifestFunction, "id" | "unit" | "version">>;

/** A manifest with hashes and versions as a build would write them, up to their values. */
export function manifestOf(
  units: Readonly<Record<string, UnitSketch>>,
  functions: Readonly<Record<string, FunctionSketch>>,
): Manifest {
  const names = Object.keys(units);
  const listed = Object.entries(units).map(([name, sketch]): ManifestUnit => {
    if ("package" in sketch)
      return { name, hash: hash(`${name} ${sketch.package}`), uses: [], package: sketch.package };
    const [text, ...uses] = sketch;
    return { name, hash: hash(text), uses: uses.map((used) => positionOf(names, used)) };
  });
  return versioned({
    format: 1,
    versionFormat: 4,
    functions: Object.entries(functions).map(([id, sketch]): ManifestFunction => {
      const [, file = "", name = ""] = /^[^/]*\/(.*\.ts)#(.*)$/.exec(id) ?? [];
      const isDeep = (sketch.options?.hash ?? "deps") === "deps";
      return {
        id,
        file,
        line: 1 + name.length,
        kind: "data",
        options: {},
        version: "",
        key: [],
        schema: hash(JSON.stringify(sketch.key ?? [])),
        compiler: [],
        ...(isDeep ? { unit: positionOf(names, id) } : {}),
        ...sketch,
      };
    }),
    units: listed,
  });
}

/** The same manifest with the versions that its functions have by what it lists. */
export function versioned(manifest: Manifest): Manifest {
  const merkle = new Merkle(hash);
  const units = manifest.units.map(
    ({ name, hash: own, uses }): Unit =>
      new Unit(
        () => name,
        () => ({ hash: own, uses: uses.flatMap((used) => units[used] ?? []), places: [], traits: 0, gaps: [] }),
      ),
  );
  return {
    ...manifest,
    functions: manifest.functions.map((fn) => {
      const unit = fn.unit === undefined ? undefined : units[fn.unit];
      const code = unit === undefined ? (fn.body ?? "") : merkle.whole(unit).hash;
      const { options, schema, compiler } = fn;
      return {
        ...fn,
        version: hash([manifest.versionFormat, options.hash, options.version, schema, code, ...compiler].join(";")),
      };
    }),
  };
}

function positionOf(names: readonly string[], name: string): number {
  const position = names.indexOf(name);
  if (position === -1) throw new Error(`no unit ${name}`);
  return position;
}
