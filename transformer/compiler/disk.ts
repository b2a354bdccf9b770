import { readFileSync } from "node:fs";
import { posix } from "node:path";
import type ts from "typescript";
import { createPackages, type InstalledPackage } from "./packages/index.js";
import { createPlaces, type Place } from "./places.js";

type TS = typeof ts;

/**
 * The files beside a program: packages, JavaScript and others that it only has types of, or none. What is said of them
 * depends on no program and on none of its options, so that every program says the same.
 */
export interface Disk {
  readFile(path: string): string | undefined;
  /** A file that needn't be a text, as one in which each character is a byte. */
  readBytes(path: string): string | undefined;
  /** Where a file belongs: the nearest package.json's name, and the file's path from there, with `/`. */
  placeOf(file: Pick<ts.SourceFile, "fileName">): Place;
  /** The installed package that a file belongs to; undefined for one outside of node_modules. */
  packageOf(fileName: string): InstalledPackage | undefined;
  /** The specifiers of what some JavaScript imports. */
  importedBy(javaScript: string): readonly string[];
  /** The file that a specifier in some JavaScript names. */
  locate(specifier: string, from: string): string | undefined;
  /** The JavaScript that a file of types stands beside. */
  scriptBeside(types: string): string | undefined;
}

export function createDisk(host: TS, root: string): Disk {
  // Most files are asked for in vain, and to read what isn't there makes an error each time.
  const readFile = (path: string): string | undefined =>
    host.sys.fileExists(path) ? host.sys.readFile(path) : undefined;
  const files = { readFile, root };

  return {
    readFile,
    readBytes(path) {
      try {
        return readFileSync(path, "latin1");
      } catch {
        // The host's files needn't be on a disk.
        return readFile(path);
      }
    },
    placeOf: createPlaces(files),
    packageOf: createPackages(files),
    importedBy: (javaScript) =>
      host.preProcessFile(javaScript, true, true).importedFiles.map(({ fileName }) => fileName),
    locate: (specifier, from) => relativeFile(specifier, from) ?? resolved(specifier, from),
    scriptBeside: (types) => {
      const script = types.replace(/\.d\.([cm]?)ts$/, ".$1js");
      return script !== types && host.sys.fileExists(script) ? script : undefined;
    },
  };

  function relativeFile(specifier: string, from: string): string | undefined {
    if (!/^\.{0,2}\//.test(specifier)) return undefined;
    const fileName = posix.resolve(posix.dirname(from), specifier);
    return host.sys.fileExists(fileName) ? fileName : undefined;
  }

  /** As Node.js resolves an `import`, or else a `require`: to types if there are any, that know more of what is where. */
  function resolved(specifier: string, from: string): string | undefined {
    const { NodeNext } = host.ModuleKind;
    const options = { module: NodeNext, moduleResolution: host.ModuleResolutionKind.NodeNext, allowJs: true };
    for (const mode of [host.ModuleKind.ESNext, host.ModuleKind.CommonJS] as const) {
      const found = host.resolveModuleName(specifier, from, options, host.sys, undefined, undefined, mode);
      if (found.resolvedModule !== undefined) return found.resolvedModule.resolvedFileName;
    }
    return undefined;
  }
}
