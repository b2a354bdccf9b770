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
        compilerHost.writeFile(path, text, false, (reason) => {
          throw unwritable(path, reason);
        });
      },
    };
  }
  const { sys } = host;
  return {
    read: (path) => sys.readFile(path),
    write: (path, text) => {
      try {
        createFolder(sys, posix.dirname(path));
        sys.writeFile(path, text);
      } catch (error) {
        throw unwritable(path, error instanceof Error ? error.message : String(error));
      }
    },
  };
}

function unwritable(path: string, reason: string): Error {
  const error = new Error(
    `tscached: ${path} can't be written (${reason}). It belongs to the versions of cached functions, which must change ` +
      "before their code does, or else results of old and new code meet. Make it writable, or delete it.",
  );
  // People read it off the end of a build, where it is no matter from which of our lines it comes.
  error.stack = error.message;
  return error;
}

function createFolder(sys: ts.System, folder: string): void {
  if (sys.directoryExists(folder)) return;
  createFolder(sys, posix.dirname(folder));
  sys.createDirectory(folder);
}
