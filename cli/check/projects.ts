import { statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type ts from "typescript";
import { CommandError } from "../command.js";
import { createPlainProgram, loadTypeScript, type TypeScript } from "./compiler.js";

/** A project as its tsconfig.json describes it. */
export interface CheckedProject {
  readonly config: string;
  readonly typescript: TypeScript;
  readonly program: ts.Program;
}

/**
 * The project of a tsconfig.json and all that it refers to, each once, those that it refers to first. Each program is
 * made when it is asked for.
 *
 * @param given a file, or a folder with a tsconfig.json
 * @throws {CommandError} if a configuration can't be read
 */
export function* projectsFrom(cwd: string, given: string): Generator<CheckedProject> {
  const config = configFile(resolve(cwd, given));
  const typescript = loadTypeScript(dirname(config));
  yield* projectAndReferences(typescript, config, new Set());
}

function* projectAndReferences(typescript: TypeScript, config: string, seen: Set<string>): Generator<CheckedProject> {
  if (seen.has(config)) return;
  seen.add(config);
  const commandLine = parsed(typescript, config);
  const { fileNames: rootNames, options, projectReferences = [] } = commandLine;
  for (const reference of projectReferences) {
    yield* projectAndReferences(typescript, typescript.resolveProjectReferencePath(reference), seen);
  }
  if (rootNames.length === 0) return;
  const program = createPlainProgram(typescript, { rootNames, options, projectReferences });
  yield { config, typescript, program };
}

function parsed(typescript: TypeScript, config: string): ts.ParsedCommandLine {
  const fail = (diagnostic: ts.Diagnostic): never => {
    throw new CommandError(`${config}: ${typescript.flattenDiagnosticMessageText(diagnostic.messageText, "\n")}`);
  };
  const host = { ...typescript.sys, onUnRecoverableConfigFileDiagnostic: fail };
  const commandLine = typescript.getParsedCommandLineOfConfigFile(config, {}, host);
  if (commandLine === undefined) throw new CommandError(`${config} can't be read.`);
  // A solution has no files of its own, which is an error where it has no references either.
  const [error] = commandLine.errors.filter(({ code }) => code !== NO_INPUTS || !commandLine.projectReferences);
  return error === undefined ? commandLine : fail(error);
}

/** "No inputs were found in config file". */
const NO_INPUTS = 18003;

function configFile(path: string): string {
  const file = isFolder(path) ? join(path, "tsconfig.json") : path;
  if (isFolder(file) === undefined) {
    throw new CommandError(`There is no ${file}. Say where the project is with --project <tsconfig.json>.`);
  }
  return file.replaceAll("\\", "/");
}

/** Undefined if there is nothing. */
function isFolder(path: string): boolean | undefined {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory();
}
