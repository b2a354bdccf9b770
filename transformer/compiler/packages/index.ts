import { createHash } from "node:crypto";
import { posix } from "node:path";
import { textIn } from "../package-json.js";
import type { FileSystem } from "../places.js";
import { closureOf, type LockFile } from "./lock-file.js";
import { readNpmLock } from "./npm.js";
import { readPnpmLock } from "./pnpm.js";
import { readYarnLock } from "./yarn.js";

const LOCK_FILES: readonly (readonly [string, (text: string) => LockFile | undefined])[] = [
  ["package-lock.json", readNpmLock],
  ["npm-shrinkwrap.json", readNpmLock],
  ["pnpm-lock.yaml", readPnpmLock],
  ["yarn.lock", readYarnLock],
];

interface Found {
  readonly folder: string;
  readonly lock: LockFile;
}

/** A package in node_modules. */
export interface InstalledPackage {
  readonly name: string;
  /**
   * Changes whenever its code may: the version, and a digest over the contents of all that it loads, as the project's
   * lock file has them. Without a lock file, the version.
   */
  readonly version: string;
  /** Undefined for what Node.js itself is. */
  readonly folder: string | undefined;
}

/** Finds the installed package that a file belongs to: for types, the package that they describe. */
export function createPackages(files: FileSystem): (fileName: string) => InstalledPackage | undefined {
  const packages = new Map<string, InstalledPackage>();
  const locks = new Map<string, Found | undefined>();

  return (fileName) => {
    if (!fileName.includes("/node_modules/")) return undefined;
    const folder = packageFolder(fileName);
    const found = packages.get(folder) ?? describe(folder);
    packages.set(folder, found);
    return found;
  };

  function describe(folder: string): InstalledPackage {
    const typesOnly = runtimeNameOf(nameOf(folder));
    if (typesOnly === "node") return { name: "node", version: "", folder: undefined };
    // Types describe a package that stands beside them.
    const runtime = typesOnly === undefined ? undefined : beside(folder, typesOnly);
    const home = runtime ?? folder;
    const name = nameOf(home);
    const version = textIn(files.readFile(posix.join(home, "package.json")), "version") ?? "";
    const found = lockFor(home.slice(0, home.indexOf("/node_modules/")));
    const locked = found?.lock.find(name, version, posix.relative(found.folder, home));
    if (locked === undefined) return { name, version, folder: home };
    const digest = createHash("sha256").update(closureOf(locked).join("\n")).digest("hex").slice(0, 32);
    return { name, version: `${version} ${digest}`, folder: home };
  }

  function beside(folder: string, name: string): string | undefined {
    const candidate = folder.slice(0, folder.lastIndexOf("/node_modules/")) + `/node_modules/${name}`;
    return files.readFile(posix.join(candidate, "package.json")) === undefined ? undefined : candidate;
  }

  /** The nearest lock file, from a folder upwards. */
  function lockFor(folder: string): Found | undefined {
    if (locks.has(folder)) return locks.get(folder);
    const parent = posix.dirname(folder);
    const found = readLock(folder) ?? (parent === folder ? undefined : lockFor(parent));
    locks.set(folder, found);
    return found;
  }

  function readLock(folder: string): Found | undefined {
    for (const [name, read] of LOCK_FILES) {
      const text = files.readFile(posix.join(folder, name));
      if (text === undefined) continue;
      const lock = parsed(text, read);
      if (lock !== undefined) return { folder, lock };
    }
    return undefined;
  }
}

function parsed(text: string, read: (text: string) => LockFile | undefined): LockFile | undefined {
  try {
    return read(text);
  } catch {
    // The package manager says what is wrong with it; the installed version still tells something.
    return undefined;
  }
}

/** The folder of the package that a file belongs to: behind the last node_modules, a scope counted in. */
function packageFolder(fileName: string): string {
  const start = fileName.lastIndexOf("/node_modules/") + "/node_modules/".length;
  const [first = "", second = ""] = fileName.slice(start).split("/");
  return fileName.slice(0, start) + (first.startsWith("@") ? `${first}/${second}` : first);
}

function nameOf(folder: string): string {
  return folder.slice(folder.lastIndexOf("/node_modules/") + "/node_modules/".length);
}

/** The package that an `@types` package describes; undefined for any other package. */
function runtimeNameOf(name: string): string | undefined {
  if (!name.startsWith("@types/")) return undefined;
  const plain = name.slice("@types/".length);
  return plain.includes("__") ? `@${plain.replace("__", "/")}` : plain;
}
