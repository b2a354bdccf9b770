import { posix } from "node:path";
import type ts from "typescript";
import type { FileSystem } from "./places.js";

/**
 * What tells the code of an installed package from that of its other versions, by one of its files. Types from
 * `@types/x` stand for the package `x`, whose code it is.
 */
export function createPackages(files: Pick<FileSystem, "readFile">): (file: Pick<ts.SourceFile, "fileName">) => string {
  const known = new Map<string, string>();

  return ({ fileName }) => {
    const found = splitAtPackage(fileName);
    if (found === undefined) return "";
    const { modules, name } = found;
    const key = `${modules}/${name}`;
    const text = known.get(key) ?? describe(modules, name);
    known.set(key, text);
    return text;
  };

  function describe(modules: string, name: string): string {
    const code = codeOf(name);
    const version = code === name ? undefined : versionIn(posix.join(modules, code));
    return version === undefined ? `${name}@${versionIn(posix.join(modules, name)) ?? ""}` : `${code}@${version}`;
  }

  function versionIn(folder: string): string | undefined {
    const text = files.readFile(posix.join(folder, "package.json"));
    if (text === undefined) return undefined;
    try {
      const { version } = JSON.parse(text) as { version?: unknown };
      return typeof version === "string" ? version : undefined;
    } catch {
      // Not ours to report: npm and the compiler both do.
      return undefined;
    }
  }
}

/** The package whose types a package holds: `@types/a__b` is for `@a/b`. */
function codeOf(name: string): string {
  if (!name.startsWith("@types/")) return name;
  const code = name.slice("@types/".length);
  return code.includes("__") ? `@${code.replace("__", "/")}` : code;
}

/** The folder of installed packages that a file is in, and the package's name. */
function splitAtPackage(fileName: string): { modules: string; name: string } | undefined {
  const at = fileName.lastIndexOf("/node_modules/");
  if (at === -1) return undefined;
  const [scope = "", name = ""] = fileName.slice(at + "/node_modules/".length).split("/");
  return {
    modules: `${fileName.slice(0, at)}/node_modules`,
    name: scope.startsWith("@") ? `${scope}/${name}` : scope,
  };
}
