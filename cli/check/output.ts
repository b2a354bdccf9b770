import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { CommandError } from "../command.js";

/** Some JavaScript that a build wrote. */
export interface OutputFile {
  /** As people are told of it. */
  readonly name: string;
  readonly text: string;
}

/** Reads a file; undefined if there is none. */
export function readOutput(cwd: string, path: string): OutputFile | undefined {
  try {
    return { name: shortName(cwd, path), text: unescaped(readFileSync(path, "utf8")) };
  } catch {
    return undefined;
  }
}

/**
 * Reads the JavaScript in files and folders.
 *
 * @throws {CommandError} for one that isn't there, or that has no JavaScript in it
 */
export function readOutputs(cwd: string, given: readonly string[]): readonly OutputFile[] {
  return given.flatMap((each) => {
    const path = resolve(cwd, each);
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) throw new CommandError(`There is no ${each}. Build the project first.`);
    const files = (found.isDirectory() ? [...scriptsBelow(path)] : [path]).flatMap(
      (file) => readOutput(cwd, file) ?? [],
    );
    if (files.length === 0) throw new CommandError(`There is no JavaScript in ${each}. Build the project first.`);
    return files;
  });
}

/** Whether a text has a string literal, in whatever quotes. */
export function hasLiteral(text: string, value: string): boolean {
  const written = JSON.stringify(value).slice(1, -1);
  return ['"', "'", "`"].some((quote) => text.includes(quote + written + quote));
}

/** Whether an object in a text has a property with this name and value. */
export function hasEntry(text: string, name: string, value: string): boolean {
  const written = JSON.stringify(name)
    .slice(1, -1)
    .replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`["'\`]${written}["'\`]\\]?\\s*[:=]\\s*["'\`]${value}["'\`]`).test(text);
}

/** A path from the working directory, if it is below. */
export function shortName(cwd: string, path: string): string {
  const short = relative(cwd, path).replaceAll("\\", "/");
  return short.startsWith("../../") ? path : short;
}

function* scriptsBelow(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== "node_modules") yield* scriptsBelow(path);
    else if (/\.[cm]?jsx?$/.test(entry.name)) yield path;
  }
}

/** Compilers may write what isn't ASCII as escapes. */
function unescaped(text: string): string {
  return text.replace(/\\u([\dA-Fa-f]{4})/g, (escape, digits: string) => {
    const unit = Number.parseInt(digits, 16);
    return unit > 0x7e ? String.fromCharCode(unit) : escape;
  });
}
