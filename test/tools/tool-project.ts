import { readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { Project } from "../hosts/project.js";

const NODE_MODULES = join(__dirname, "../../node_modules");

/**
 * A copy of one of the projects beside this file, with its tools installed. They are as a project has them whose authors
 * read docs/hosts.md.
 */
export function toolProject(name: string, ...packages: string[]): Project {
  const folder = join(__dirname, "projects", name);
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const files = paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, "utf8")] as const);
  const project = new Project(Object.fromEntries(files));
  for (const name of ["@types", ...packages]) {
    symlinkSync(join(NODE_MODULES, name), join(project.folder, "node_modules", name));
  }
  return project;
}

/** Replaces text in a file of a project. */
export function edit(project: Project, path: string, before: string, after: string): void {
  const text = project.read(path);
  if (!text.includes(before)) throw new Error(`${path} has no ${before}`);
  project.write(path, text.replace(before, after));
}

/** Makes what a cached function calls, two imports away, another function. */
export function changeCode(project: Project): void {
  edit(project, "src/fares.ts", "return 2", "return 3");
}

/** Makes a part of a key a function, by a type two imports away. */
export function breakKey(project: Project): void {
  edit(project, "src/fares.ts", "City = string;", "City = string | (() => string);");
}

export const BROKEN_KEY = /price\.ts\(4,23\):? error TS870300|price\.ts\(4,23\)\s+TS870300/;
export const WITHOUT_TYPES = /(price|price\.spec)\.ts\(\d,\d\): error TS870910: @cacheData needs types/;
/** Where the sources' line is that throws. */
export const THROWN_AT = /src\/price\.ts:5:29\)?$/m;

/** What a program printed of its price and its version. */
export function priceIn(output: string): { readonly price: string; readonly version: string } {
  const [, price] = /price (\d+)/.exec(output) ?? [];
  const [, version] = /version ([\da-f]{16})/.exec(output) ?? [];
  if (price === undefined || version === undefined) throw new Error(output);
  return { price, version };
}
