/** One package as a lock file has it. */
export interface LockedPackage {
  readonly name: string;
  readonly version: string;
  /** The digest of its contents; empty where the lock file has none. */
  readonly integrity: string;
  /** The packages that it loads, as the lock file resolves them. */
  dependencies(): readonly LockedPackage[];
}

/** A lock file that was read. */
export interface LockFile {
  /**
   * The package that is installed in a folder; undefined if the lock file knows of none.
   *
   * @param name the package's name
   * @param version the version that is installed
   * @param folder where it is, seen from the lock file
   */
  find(name: string, version: string, folder: string): LockedPackage | undefined;
}

/** Everything that a package loads, itself included, as lines that change with any version or content among it. */
export function closureOf(start: LockedPackage): string[] {
  const seen = new Set<LockedPackage>([start]);
  for (const locked of seen) for (const dependency of locked.dependencies()) seen.add(dependency);
  return [...seen].map(({ name, version, integrity }) => `${name}@${version} ${integrity}`).sort();
}

/** Gives a package by what a lock file knows it by. */
export type Locked<Key> = (key: Key) => LockedPackage | undefined;

/** Makes each package of a lock file once, however many depend on it. */
export function memoised<Key>(make: Locked<Key>): Locked<Key> {
  const made = new Map<Key, LockedPackage | undefined>();
  return (key) => {
    if (!made.has(key)) made.set(key, make(key));
    return made.get(key);
  };
}
