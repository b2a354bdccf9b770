import { parseYaml } from "./yaml.js";
import { memoised, type Locked, type LockedPackage, type LockFile } from "./lock-file.js";

interface Entry {
  readonly resolution?: { readonly integrity?: string; readonly tarball?: string; readonly commit?: string };
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

interface Document {
  readonly packages?: Readonly<Record<string, Entry>>;
  readonly snapshots?: Readonly<Record<string, Entry>>;
}

/** Reads pnpm-lock.yaml, of version 6 (pnpm 8) or 9 (pnpm 9 and later). */
export function readPnpmLock(text: string): LockFile {
  const { packages = {}, snapshots = packages } = parseYaml(text) as Document;

  const at: Locked<string> = memoised((key) => {
    const snapshot = snapshots[key];
    const [name, version] = split(key);
    const resolution = (packages[key] ?? packages[`${name}@${version}`] ?? packages[`/${name}@${version}`])?.resolution;
    if (snapshot === undefined) return undefined;
    const needed = Object.entries({ ...snapshot.optionalDependencies, ...snapshot.dependencies });
    return {
      name,
      version,
      integrity: resolution?.integrity ?? resolution?.tarball ?? resolution?.commit ?? "",
      dependencies: () => needed.map(([needs, found]) => locate(needs, found)).filter((locked) => locked !== undefined),
    };
  });

  /** A dependency is written as a version, or under another name as `name@version`. */
  function locate(name: string, version: string): LockedPackage | undefined {
    return at(`${name}@${version}`) ?? at(`/${name}@${version}`) ?? at(version) ?? at(`/${version}`);
  }

  return {
    find(name, version) {
      // One version may stand there several times, with other peers; a change in any of them may matter.
      const keys = Object.keys(snapshots).filter((key) => split(key).join("@") === `${name}@${version}`);
      const variants = keys.map(at).filter((locked) => locked !== undefined);
      const [first] = variants;
      return first && { ...first, dependencies: () => variants.flatMap((variant) => variant.dependencies()) };
    },
  };
}

/** `/@scope/name@1.0.0(peer@2.0.0)` as name and version. */
function split(key: string): [name: string, version: string] {
  const plain = key.replace(/^\//, "").replace(/\(.*$/, "");
  const at = plain.lastIndexOf("@");
  return at <= 0 ? [plain, ""] : [plain.slice(0, at), plain.slice(at + 1)];
}
