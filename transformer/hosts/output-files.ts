import { posix } from "node:path";
import type ts from "typescript";
import type { OutputFiles } from "../manifest/dependents.js";

type TS = typeof ts;

/** Reads and writes with what the program itself does, or else on the host's disk. */
export function outputFiles(host: TS, compilerHost: ts.CompilerHost | undefined): OutputFiles {
  if (compilerHost !== undefined) {
    return {
      read: (path) => compilerHost.readFile(path),
      write: (path, text) => {
        compilerHost.writeFile(path, text, false);
      },
    };
  }
  const { sys } = host;
  return {
    read: (path) => sys.readFile(path),
    write: (path, text) => {
      createFolder(sys, posix.dirname(path));
      sys.writeFile(path, text);
    },
  };
}

function createFolder(sys: ts.System, folder: string): void {
  if (sys.directoryExists(folder)) return;
  createFolder(sys, posix.dirname(folder));
  sys.createDirectory(folder);
}
