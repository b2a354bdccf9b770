import { posix } from "node:path";
import { composeVersion, VERSION_FORMAT } from "../analyze/version/compose.js";
import { createFileUnits } from "../analyze/version/file-units.js";
import type { TextHash } from "../analyze/version/hash.js";
import { Merkle } from "../analyze/version/merkle.js";
import { Unit } from "../analyze/version/unit.js";
import type { Disk } from "../compiler/disk.js";
import type { Manifest, ManifestUnit } from "./format.js";
import { listUnits } from "./unit-list.js";

/**
 * A manifest as it would be written now, if nothing has changed but what lies outside of its program: packages, and
 * files that another project writes. No program is needed for it.
 *
 * @param folder the project's folder, from which the manifest's paths are given
 * @returns undefined if that can't be told, since a file now imports sources that the manifest says nothing of,
 * or since versions are made differently now
 */
export function restamped(manifest: Manifest, folder: string, disk: Disk, hash: TextHash): Manifest | undefined {
  if (manifest.versionFormat !== VERSION_FORMAT) return undefined;
  const byPlace = new Map<string, Unit>();
  const unknown: string[] = [];
  const files = createFileUnits(disk, hash, (fileName) => {
    const { packageName, path } = disk.placeOf({ fileName });
    const unit = byPlace.get(`${packageName}/${path}`);
    if (unit === undefined) unknown.push(fileName);
    return unit;
  });
  const units = manifest.units.map(unitOf);
  for (const unit of units) if (unit.outside === undefined) byPlace.set(unit.describe(), unit);

  const merkle = new Merkle(hash);
  const functions = manifest.functions.map((fn) => {
    const root = fn.unit === undefined ? undefined : units[fn.unit];
    if (root === undefined) return fn;
    const code = merkle.whole(root).hash;
    return { ...fn, version: composeVersion(hash, { ...fn, code }) };
  });
  const roots = manifest.functions.flatMap(({ unit }) => (unit === undefined ? [] : (units[unit] ?? [])));
  const list = listUnits([...new Set(roots)], folder);
  return unknown.length === 0 ? { ...manifest, functions, units: list } : undefined;

  function unitOf({ name, hash: own, uses, path, package: version }: ManifestUnit): Unit {
    if (path === undefined) {
      const used = (): Unit[] => uses.map((position) => units[position]).filter((unit) => unit !== undefined);
      return new Unit(
        () => name.replace(/~\d+$/, ""),
        () => ({ hash: own, uses: used(), places: [], traits: 0, gaps: [] }),
      );
    }
    const place = posix.join(folder, path);
    if (version === undefined) return files.file(place);
    return files.package(posix.join(place, "package.json")) ?? files.file(place);
  }
}
