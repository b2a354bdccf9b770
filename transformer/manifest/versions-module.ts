import type { Manifest } from "./format.js";

/** The formats in which compiled code can import versions. */
export type ModuleFormat = "esm" | "commonjs";

/** Versions by function id. A function that is not among them has a version of its own in each process. */
export type Versions = ReadonlyMap<string, string>;

export function versionsIn({ functions }: Manifest): Versions {
  return new Map(functions.map(({ id, version }) => [id, version]));
}

/** The text of the module that compiled code imports its versions from. */
export function versionsModule(versions: Versions, format: ModuleFormat): string {
  const lines = [...versions].map(([id, version]) => `  ${JSON.stringify(id)}: ${JSON.stringify(version)},\n`);
  return `// Written by tscached with the code beside it; it belongs to that code.\n${start(format)} {\n${lines.join("")}};\n`;
}

function start(format: ModuleFormat): string {
  return format === "esm" ? "export default" : "module.exports =";
}
