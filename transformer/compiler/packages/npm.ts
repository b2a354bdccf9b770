import { memoised, type Locked, type LockFile } from "./lock-file.js";

interface Installed {
  readonly name?: string;
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** Reads npm's package-lock.json or npm-shrinkwrap.json, of version 2 or 3 (npm 7 and later). */
export function readNpmLock(text: string): LockFile | undefined {
  const { packages } = JSON.parse(text) as { packages?: Readonly<Record<string, Installed>> };
  if (packages === undefined) return undefined;

  const at: Locked<string> = memoised((folder) => {
    const installed = packages[folder];
    if (installed === undefined) return undefined;
    // What is linked is a workspace of the project, and stands elsewhere.
    if (installed.link === true) return installed.resolved === undefined ? undefined : at(installed.resolved);
    const { dependencies, optionalDependencies, peerDependencies } = installed;
    const names = Object.keys({ ...peerDependencies, ...optionalDependencies, ...dependencies });
    return {
      name: installed.name ?? folder.slice(folder.lastIndexOf("node_modules/") + "node_modules/".length),
      version: installed.version ?? "",
      integrity: installed.integrity ?? "",
      dependencies: () => names.map((name) => at(seenFrom(folder, name) ?? "")).filter((found) => found !== undefined),
    };
  });

  /** Where Node.js finds a package that code in a folder loads. */
  function seenFrom(folder: string, name: string): string | undefined {
    for (let place = folder; ; place = place.slice(0, Math.max(place.lastIndexOf("/"), 0))) {
      const candidate = place === "" ? `node_modules/${name}` : `${place}/node_modules/${name}`;
      if (packages?.[candidate] !== undefined) return candidate;
      if (place === "") return undefined;
    }
  }

  return { find: (_name, _version, folder) => at(folder) };
}
