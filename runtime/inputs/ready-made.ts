import { statSync } from "node:fs";
import { inputOf } from "./ask.js";

/** What a file's state is told by, without reading it. */
export interface FileStamp {
  /** Which file it is: the device and the number of the file on it, which another file put in its place doesn't share. */
  readonly identity: string;
  /** In bytes. */
  readonly size: bigint;
  /** When the content was changed last, in nanoseconds since 1970, as finely as the file system tells. */
  readonly modifiedNs: bigint;
}

/**
 * An environment variable, as an input: a stored value is used while the variable is as it was.
 *
 * @returns undefined if it isn't set
 */
export const env: (name: string) => string | undefined = inputOf(readVariable, { name: "env" });

/**
 * The state of a file, as an input: a stored value is used while it is the same file, of the same size, changed last at
 * the same time. A change within the file system's resolution of time that leaves the size alone isn't seen.
 *
 * @param path of a file or a folder; of a folder the state of its list of names, not of what is inside them
 * @returns undefined if there is nothing at `path`
 * @throws what `fs.statSync` throws for other reasons, for example `EACCES`.
 */
export const fileStamp: (path: string | URL) => FileStamp | undefined = inputOf(readStamp, { name: "fileStamp" });

/** The language and region that the process formats by (`de-AT`), as an input. */
export const locale: () => string = inputOf(() => new Intl.DateTimeFormat().resolvedOptions().locale, {
  name: "locale",
});

/** Not what the object of all variables has of objects in general: `toString`. */
function readVariable(name: string): string | undefined {
  return Object.hasOwn(process.env, name) ? process.env[name] : undefined;
}

function readStamp(path: string | URL): FileStamp | undefined {
  try {
    const { dev, ino, size, mtimeNs } = statSync(path, { bigint: true });
    return { identity: `${dev}:${ino}`, size, modifiedNs: mtimeNs };
  } catch (error) {
    // Where it should be there is nothing, or no folder.
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw error;
  }
}
