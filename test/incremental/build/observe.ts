import { join } from "node:path";
import { readManifest } from "../../../transformer/manifest/text.js";
import { thingsOfKind, fileOf, type Model } from "../model/model.js";
import { outFolder } from "../model/places.js";
import type { Workspace } from "./workspace.js";

const RUN = join(__dirname, "../run.mjs");

/** What was published with the output of a build. */
export interface Publication {
  /** The versions that the manifests list, by function id. */
  readonly listed: Readonly<Record<string, string>>;
  /** The bytes of all files that were published, by path. */
  readonly files: Readonly<Record<string, string>>;
}

const PUBLISHED = ["tscached.manifest.json", "tscached.versions.mjs", "tscached.versions.cjs"];

export function publicationOf({ project }: Workspace, model: Model): Publication {
  const listed: Record<string, string> = {};
  const files: Record<string, string> = {};
  for (const part of model.parts) {
    for (const name of PUBLISHED) {
      const path = `${outFolder(model, part)}/${name}`;
      if (!project.has(path)) continue;
      const text = project.read(path);
      files[path] = text;
      if (!name.endsWith(".json") || text === "") continue;
      for (const { id, version } of readManifest(text, path).functions) listed[id] = version;
    }
  }
  return { listed, files };
}

/** The functions that may be cached, as `run.mjs` takes them: pairs of module and name. */
function functionsOf(model: Model): string[] {
  return thingsOfKind(model, "cached").flatMap((thing) => {
    const { part, name } = fileOf(model, thing.file);
    const path = thing.form === "namespaced" ? `in_${thing.name}.${thing.name}` : thing.name;
    return [`${outFolder(model, part)}/${name}.js`, path];
  });
}

/** The versions that the output of a build has when it runs. */
export async function versionsAtRunTime({ project }: Workspace, model: Model): Promise<Record<string, string>> {
  const { code, output } = await project.node(RUN, project.folder, ...functionsOf(model));
  if (code !== 0) throw new Error(`the compiled project fails:\n${output}`);
  return JSON.parse(output) as Record<string, string>;
}

/** The units of which two manifests say something else. */
export function whyDifferent(found: Publication, clean: Publication): string {
  const [ours, theirs] = [unitsOf(found), unitsOf(clean)];
  const only = (from: ReadonlySet<string>, to: ReadonlySet<string>): string[] =>
    [...from].filter((unit) => !to.has(unit));
  return [
    ...only(ours, theirs).map((unit) => `  found ${unit}`),
    ...only(theirs, ours).map((unit) => `  clean ${unit}`),
  ].join("\n");
}

function unitsOf({ files }: Publication): ReadonlySet<string> {
  const manifests = Object.entries(files).filter(([path, text]) => path.endsWith(".json") && text !== "");
  return new Set(
    manifests.flatMap(([path, text]) => {
      const { units, functions } = readManifest(text, path);
      return [
        ...units.map(({ uses, ...unit }) => JSON.stringify({ ...unit, uses: uses.map((used) => units[used]?.name) })),
        ...functions.map(({ unit, ...fn }) =>
          JSON.stringify({ ...fn, unit: unit === undefined ? "" : units[unit]?.name }),
        ),
      ];
    }),
  );
}
