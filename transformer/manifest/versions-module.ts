import { versionName } from "./compiled.js";
import type { Manifest } from "./format.js";

/** The formats in which compiled code can import versions. */
export type ModuleFormat = "esm" | "commonjs";

/** Versions by `versionName`. A function that is not among them has a version of its own in each process. */
export type Versions = ReadonlyMap<string, string>;

/** @param isMeant chooses functions by id; all of them if left out */
export function versionsIn({ functions }: Manifest, isMeant: (id: string) => boolean = () => true): Versions {
  return new Map(functions.filter(({ id }) => isMeant(id)).map((fn) => [versionName(fn), fn.version]));
}

/** The text of the module that compiled code imports its versions from. */
export function versionsModule(versions: Versions, format: ModuleFormat): string {
  const lines = [...versions].map(([id, version]) => `  ${JSON.stringify(id)}: ${JSON.stringify(version)},\n`);
  return `// Written by tscached with the code beside it; it belongs to that code.\n${start(format)} {\n${lines.join("")}};\n`;
}

function start(format: ModuleFormat): string {
  return format === "esm" ? "export default" : "module.exports =";
}
