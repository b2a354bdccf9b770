import { posix } from "node:path";
import type ts from "typescript";
import type { ModuleFormat } from "./versions-module.js";

const MANIFEST = ".manifest.json";

/** Where a project's manifest and versions stand. All paths are absolute, with `/`. */
export interface Location {
  /** The project's folder: that of its tsconfig.json, or else of its package. */
  readonly project: string;
  /** Beside the output, if that has a folder of its own. */
  readonly folder: string;
  readonly manifest: string;
  /** The manifests of projects that must hear of changes in this one's output. */
  readonly dependents: string;
  readonly modules: Readonly<Record<ModuleFormat, string>>;
}

/** @param home the folder of a project without a tsconfig.json */
export function locate({ configFilePath, outDir }: ts.CompilerOptions, home: string): Location {
  const config = typeof configFilePath === "string" ? configFilePath : undefined;
  const project = config === undefined ? home : posix.dirname(config);
  const folder = outDir ?? project;
  const isOwn = folder === project || folder.startsWith(`${project}/`);
  // A folder outside of the project may be that of several.
  const stem = posix.join(folder, `tscached${isOwn ? "" : `.${posix.basename(project)}`}${infix(config)}`);
  const manifest = `${stem}${MANIFEST}`;
  return { project, folder, manifest, dependents: `${stem}.dependents.json`, modules: siblings(manifest) };
}

/** The modules with versions that stand beside a manifest. */
export function siblings(manifest: string): Location["modules"] {
  const stem = manifest.slice(0, -MANIFEST.length);
  return { esm: `${stem}.versions.mjs`, commonjs: `${stem}.versions.cjs` };
}

/** What tells the configurations of one folder apart, which may write to one folder: `.build` of tsconfig.build.json. */
function infix(config: string | undefined): string {
  if (config === undefined) return "";
  const name = posix.basename(config, ".json");
  return name === "tsconfig" ? "" : `.${name.replace(/^tsconfig\./, "")}`;
}
