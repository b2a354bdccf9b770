import { posix } from "node:path";
import type { Manifest } from "./format.js";
import type { Location } from "./location.js";

/**
 * A project that runs code which another one writes. With `tspc -b` it isn't built again when that other project is, as
 * long as its types stay as they are, and so the other one brings the versions up to date.
 */
export interface Dependent {
  readonly manifest: string;
  /** The folder from which the manifest's paths are given. */
  readonly project: string;
}

/** What is read and written beside the output. */
export interface OutputFiles {
  read(path: string): string | undefined;
  write(path: string, text: string): void;
}

/**
 * The dependents that a project was told of.
 *
 * @throws {Error} if the list can't be read: dependents that aren't heard of would keep old versions.
 */
export function readDependents(files: OutputFiles, { dependents, folder }: Location): readonly Dependent[] {
  const text = files.read(dependents);
  if (text === undefined) return [];
  try {
    const list: unknown = JSON.parse(text);
    if (!Array.isArray(list) || !list.every(isDependent)) throw new Error("it is no list of dependents");
    return list.map(({ manifest, project }) => ({
      manifest: posix.join(folder, manifest),
      project: posix.join(folder, project),
    }));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `tscached: ${dependents} can't be read (${reason}). It names the projects whose versions change along with this ` +
        'one. Delete it, and build with "tspc -b --force" once.',
      { cause: error },
    );
  }
}

/** Tells a project who its dependents are. */
export function writeDependents(files: OutputFiles, location: Location, dependents: readonly Dependent[]): void {
  const { folder } = location;
  const list = dependents
    .map(({ manifest, project }) => ({
      manifest: posix.relative(folder, manifest),
      project: posix.relative(folder, project),
    }))
    .sort((left, right) => (left.manifest < right.manifest ? -1 : 1));
  const text = `${JSON.stringify(list, undefined, 2)}\n`;
  if (files.read(location.dependents) !== text) files.write(location.dependents, text);
}

/** The files of a manifest's units that no program compiles, as absolute paths. */
export function outsideFiles({ units }: Manifest, project: string): ReadonlySet<string> {
  const paths = units.flatMap((unit) => (unit.package === undefined ? (unit.path ?? []) : []));
  return new Set(paths.map((path) => posix.join(project, path)));
}

/** The functions that run code of any file below a folder which no program of theirs compiles. */
export function functionsReaching({ functions, units }: Manifest, project: string, folder: string): Set<string> {
  const users: number[][] = units.map(() => []);
  for (const [position, { uses }] of units.entries()) for (const used of uses) users[used]?.push(position);
  const reached = new Set<number>();
  const open = units.flatMap(({ path, package: version }, position) => {
    const isBelow = path !== undefined && version === undefined && isIn(folder, posix.join(project, path));
    return isBelow ? [position] : [];
  });
  for (let position = open.pop(); position !== undefined; position = open.pop()) {
    if (reached.has(position)) continue;
    reached.add(position);
    open.push(...(users[position] ?? []));
  }
  return new Set(functions.filter(({ unit }) => unit !== undefined && reached.has(unit)).map(({ id }) => id));
}

function isIn(folder: string, path: string): boolean {
  return path.startsWith(folder.endsWith("/") ? folder : `${folder}/`);
}

function isDependent(value: unknown): value is Dependent {
  if (typeof value !== "object" || value === null) return false;
  const { manifest, project } = value as Partial<Record<keyof Dependent, unknown>>;
  return typeof manifest === "string" && typeof project === "string";
}
