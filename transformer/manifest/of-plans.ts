import type { CachedFunction } from "../analyze/plan.js";
import { tagText } from "../analyze/tags/tag-template.js";
import { VERSION_FORMAT } from "../analyze/version/compose.js";
import type { Unit } from "../analyze/version/unit.js";
import { MANIFEST_FORMAT, type Manifest, type ManifestFunction, type ManifestOptions } from "./format.js";
import { listUnits } from "./unit-list.js";

/**
 * What a manifest says of planned functions.
 *
 * @param roots the units that the functions' plans refer to
 * @param folder the project's folder, from which paths are given
 * @param compiledOf the hash of what is compiled into a function's file
 */
export function manifestOf(
  functions: readonly CachedFunction[],
  roots: readonly Unit[],
  folder: string,
  compiledOf?: (planned: CachedFunction) => string,
): Manifest {
  const sorted = [...functions].sort((left, right) => (left.id < right.id ? -1 : 1));
  // Roots come first in the list of units, so that their order is their position there.
  const positions = new Map<Unit, number>();
  const described = sorted.map((planned): ManifestFunction => {
    const { root } = planned.version;
    const unit = root === undefined ? undefined : roots[root];
    const described = describe(planned, compiledOf?.(planned));
    if (unit === undefined) return described;
    const position = positions.get(unit) ?? positions.size;
    positions.set(unit, position);
    return { ...described, unit: position };
  });
  return {
    format: MANIFEST_FORMAT,
    versionFormat: VERSION_FORMAT,
    functions: described,
    units: listUnits([...positions.keys()], folder),
  };
}

function describe(planned: CachedFunction, compiled: string | undefined): ManifestFunction {
  const { id, file, line, kind, version: facts, key } = planned;
  const { version, options: given, schema, compiler, code } = facts;
  return {
    id,
    file,
    line,
    kind,
    options: optionsOf(planned),
    version,
    ...(compiled === undefined ? {} : { compiled }),
    key: key.map(({ label, read }) => ({ label, read })),
    schema,
    compiler,
    ...(given.hash === "body" ? { body: code } : {}),
  };
}

function optionsOf({ options: { tags, ...others }, key, version }: CachedFunction): ManifestOptions {
  const labels = key.map(({ label }) => label);
  return { ...others, ...(tags && { tags: tags.map((tag) => tagText(tag, labels)) }), ...version.options };
}
