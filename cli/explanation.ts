import type { Manifest, ManifestFunction, ManifestUnit } from "../transformer/manifest/format.js";
import type { Choice } from "./input/choose.js";

/** What `tscached explain --json` prints: docs/cli.md describes it. */
export interface Explanation extends Pick<ManifestFunction, "id" | "file" | "line" | "kind"> {
  readonly format: 1;
  /** The manifests that say this. */
  readonly manifests: readonly string[];
  readonly options: ManifestFunction["options"];
  readonly version: string;
  readonly hash: "deps" | "body" | "none";
  readonly key: ManifestFunction["key"];
  readonly schema: string;
  readonly compiler: readonly string[];
  readonly body: string | null;
  /** All that the version covers, the function's own unit first; `uses` are positions in this list. */
  readonly units: readonly ManifestUnit[];
}

/** Gathers what a manifest says of a function. */
export function explanationOf({ fn, manifest, files }: Choice): Explanation {
  const { id, file, line, kind, options, version, key, schema, compiler, body = null, unit } = fn;
  return {
    format: 1,
    manifests: files,
    id,
    file,
    line,
    kind,
    options,
    version,
    hash: options.hash ?? "deps",
    key,
    schema,
    compiler,
    body,
    units: unit === undefined ? [] : reachedFrom(manifest, unit),
  };
}

/** A unit and all that it reaches, level by level, as a list of its own. */
function reachedFrom({ units }: Manifest, root: number): readonly ManifestUnit[] {
  const positions = new Map([[root, 0]]);
  // A map that grows while it is gone through comes to what was added as well.
  for (const position of positions.keys()) {
    for (const used of units[position]?.uses ?? []) if (!positions.has(used)) positions.set(used, positions.size);
  }
  return [...positions.keys()].flatMap((position) => {
    const unit = units[position];
    return unit === undefined ? [] : [{ ...unit, uses: unit.uses.map((used) => positions.get(used) ?? 0) }];
  });
}
