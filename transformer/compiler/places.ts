import { posix } from "node:path";
import type ts from "typescript";
import { textIn } from "./package-json.js";

/** What is needed to find the package that a file belongs to. */
export interface FileSystem {
  readFile(path: string): string | undefined;
  /** Where files outside every package are seen from. */
  readonly root: string;
}

/** Where a file belongs: a package's name, and the file's path inside the package. Free of absolute paths. */
export interface Place {
  readonly packageName: string;
  readonly path: string;
}

/** Finds the place of each file, asking the file system once a folder. */
export function createPlaces(files: FileSystem): (file: Pick<ts.SourceFile, "fileName">) => Place {
  const packages = new Map<string, { name: string; folder: string } | undefined>();

  function packageOf(folder: string): { name: string; folder: string } | undefined {
    if (packages.has(folder)) return packages.get(folder);
    const parent = posix.dirname(folder);
    // One without a name only sets a module format, or the like.
    const name = textIn(files.readFile(posix.join(folder, "package.json")), "name");
    const found = name !== undefined ? { name, folder } : parent === folder ? undefined : packageOf(parent);
    packages.set(folder, found);
    return found;
  }

  const places = new Map<string, Place>();
  return ({ fileName }) => {
    let place = places.get(fileName);
    if (place === undefined) {
      const found = packageOf(posix.dirname(fileName));
      const path = posix.relative(found?.folder ?? files.root.replaceAll("\\", "/"), fileName);
      places.set(fileName, (place = { packageName: found?.name ?? "", path }));
    }
    return place;
  };
}
