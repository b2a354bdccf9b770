import { join } from "node:path";
import type typescript from "typescript";
import type { Project } from "../../hosts/project.js";
import { shareLibrary, ts } from "./patched.js";
import { filesToCompile } from "./processes.js";
import { createSystem, Watches } from "./system.js";
import type { Change } from "./workspace.js";

/** A compiler that builds a project again after changes. */
export interface Command {
  build(changes: readonly Change[]): void | Promise<void>;
  stop(): void;
}

/**
 * @param written gets the paths of what the compiler writes
 * @param report is told of errors
 */
export type CreateCommand = (project: Project, written: Set<string>, report: Report) => Command;
type Report = (error: typescript.Diagnostic) => void;

const ignore = (): void => undefined;

/** Each build is what a new process does, with the build info that the last one left. */
export function createIncremental({ folder }: Project, written: Set<string>, report: Report): Command {
  const system = createSystem(folder, written);
  return {
    build: () => {
      const { options, fileNames, errors } = readConfig(folder, system);
      const host = ts.createIncrementalCompilerHost(options, system);
      shareLibrary(host, options);
      ts.performIncrementalCompilation({
        rootNames: fileNames,
        options,
        configFileParsingDiagnostics: errors,
        host,
        system,
        reportDiagnostic: report,
      });
    },
    stop: ignore,
  };
}

export function createWatch({ folder }: Project, written: Set<string>, report: Report): Command {
  const watches = new Watches(folder, written);
  let program: { close(): void } | undefined;
  return {
    build: (changes) => {
      if (program !== undefined) watches.tell(changes);
      program ??= ts.createWatchProgram(
        ts.createWatchCompilerHost(join(folder, "tsconfig.json"), {}, watches.system, undefined, report, ignore),
      );
    },
    stop: () => program?.close(),
  };
}

/** Each build is what a new process does. */
export function createBuild({ folder }: Project, written: Set<string>, report: Report): Command {
  const system = createSystem(folder, written);
  return {
    build: () => {
      const host = ts.createSolutionBuilderHost(system, createProgram, report, ignore);
      ts.createSolutionBuilder(host, [folder], {}).build();
    },
    stop: ignore,
  };
}

export function createBuildWatch({ folder }: Project, written: Set<string>, report: Report): Command {
  const watches = new Watches(folder, written);
  let isWatching = false;
  return {
    build: (changes) => {
      if (isWatching) watches.tell(changes);
      else {
        const host = ts.createSolutionBuilderWithWatchHost(watches.system, createProgram, report, ignore, ignore);
        ts.createSolutionBuilderWithWatch(host, [folder], {}, {}).build();
      }
      isWatching = true;
    },
    stop: ignore,
  };
}

/** Each build is what a new process for each file does that has to be compiled. */
export function createFileByFile(project: Project, written: Set<string>, report: Report): Command {
  const system = createSystem(project.folder, written);
  return {
    build: (changes) => {
      const config = readConfig(project.folder, system);
      // Only a project as tsconfig.json describes it has this; ts-patch adds all other options to those of the command.
      const options = { ...config.options, configFile: undefined };
      for (const path of filesToCompile(project, changes)) {
        const host = ts.createCompilerHost(options);
        host.writeFile = system.writeFile;
        shareLibrary(host, options);
        ts.emitFilesAndReportErrors(ts.createProgram([join(project.folder, path)], options, host), report);
      }
    },
    stop: ignore,
  };
}

const createProgram: typescript.CreateProgram<typescript.EmitAndSemanticDiagnosticsBuilderProgram> = (
  names,
  options,
  host,
  ...rest
) => {
  if (host !== undefined && options !== undefined) shareLibrary(host, options);
  return ts.createEmitAndSemanticDiagnosticsBuilderProgram(names, options, host, ...rest);
};

/** @throws {Error} when there is none that can be read. */
export function readConfig(folder: string, system: typescript.System): typescript.ParsedCommandLine {
  const config = ts.getParsedCommandLineOfConfigFile(
    join(folder, "tsconfig.json"),
    {},
    {
      ...system,
      onUnRecoverableConfigFileDiagnostic: (diagnostic) => {
        throw new Error(ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n"));
      },
    },
  );
  if (config === undefined) throw new Error(`${folder} has no tsconfig.json`);
  return config;
}
