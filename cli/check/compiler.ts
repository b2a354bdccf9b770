import { createRequire } from "node:module";
import { join } from "node:path";
import type ts from "typescript";
import { CommandError } from "../command.js";

export type TypeScript = typeof ts;

/**
 * The TypeScript that a project is built with.
 *
 * @param folder the project's
 * @throws {CommandError} if there is none, or one whose programs can't be looked into
 */
export function loadTypeScript(folder: string): TypeScript {
  const found = required(folder);
  if (typeof found.createProgram !== "function") {
    throw new CommandError(
      `TypeScript ${found.version ?? ""} beside ${folder} has a native compiler, which lets nobody look into its ` +
        "programs. Install typescript@6, with which the project is built.",
    );
  }
  return found as TypeScript;
}

function required(folder: string): Partial<TypeScript> {
  try {
    return createRequire(join(folder, "package.json"))("typescript") as Partial<TypeScript>;
  } catch (error) {
    throw new CommandError(
      `${folder} finds no package typescript, which is needed to read the project's annotations. Install it there ` +
        "(npm install --save-dev typescript@6), or run the command where the project's dependencies are installed.",
      { cause: error },
    );
  }
}

/** Makes a program that no plugin touches: ts-patch, where it is installed for good, would build with it. */
export function createPlainProgram(typescript: TypeScript, options: ts.CreateProgramOptions): ts.Program {
  const { originalCreateProgram = typescript.createProgram } = typescript as {
    originalCreateProgram?: (options: ts.CreateProgramOptions) => ts.Program;
  };
  return originalCreateProgram(options);
}
