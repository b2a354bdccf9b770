import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { Manifest } from "../../transformer/manifest/format.js";
import { readManifest } from "../../transformer/manifest/text.js";
import { CommandError } from "../command.js";

/** A manifest that was read. */
export interface FoundManifest {
  /** Its file, as it was given, or else from the working directory. */
  readonly file: string;
  readonly manifest: Manifest;
}

const NAME = /^tscached\.(?:.+\.)?manifest\.json$/;

/**
 * Reads one manifest.
 *
 * @throws {CommandError} if there is no such file, or it is no manifest that this version reads
 */
export function loadManifest(cwd: string, file: string): FoundManifest {
  try {
    return { file, manifest: readManifest(readFileSync(resolve(cwd, file), "utf8"), file) };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new CommandError(code === undefined ? message : `${file} can't be read: ${reason(code, message)}.`, {
      cause: error,
    });
  }
}

/**
 * Reads every manifest below a folder, in the order of their paths.
 *
 * @throws {CommandError} if there is none, or one that can't be read
 */
export function findManifests(cwd: string): readonly FoundManifest[] {
  const files = [...manifestsBelow(cwd)];
  if (files.length === 0) {
    throw new CommandError(
      "There is no tscached.manifest.json below this folder. A build writes it beside its output: build the project " +
        "with tspc, or say where the manifest is with --manifest <file>.\n" +
        "A build writes none if it has errors and the option noEmitOnError, with --noEmit or --emitDeclarationOnly, if " +
        'it is one of plain tsc, and if no function is annotated; "npx tscached check" tells.',
    );
  }
  return files.map((file) => loadManifest(cwd, relative(cwd, file).replaceAll("\\", "/")));
}

/** Links to folders aren't followed, so that none is met twice. */
function* manifestsBelow(top: string): Generator<string> {
  const open = [top];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    const entries = entriesOf(folder);
    for (const entry of entries) if (NAME.test(entry.name) && !entry.isDirectory()) yield join(folder, entry.name);
    const folders = entries.filter((entry) => entry.isDirectory() && !isLeftOut(entry.name));
    open.push(...folders.map(({ name }) => join(folder, name)).reverse());
  }
}

function isLeftOut(folder: string): boolean {
  return folder === "node_modules" || folder.startsWith(".");
}

function entriesOf(folder: string): ReturnType<typeof readEntries> {
  try {
    return readEntries(folder);
  } catch {
    // A folder that we may not look into holds no build of ours.
    return [];
  }
}

function readEntries(folder: string) {
  return readdirSync(folder, { withFileTypes: true }).sort((left, right) => (left.name < right.name ? -1 : 1));
}

function reason(code: string, message: string): string {
  if (code === "ENOENT" || code === "ENOTDIR") return "there is no such file";
  if (code === "EISDIR") return "it is a folder, and the manifest is a file in it";
  if (code === "EACCES" || code === "EPERM") return "it may not be opened";
  return message;
}
