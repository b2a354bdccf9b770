import { createBuild, createBuildWatch, createFileByFile, createIncremental, createWatch } from "./in-process.js";
import type { CreateCommand } from "./in-process.js";
import { createProcess, createProcessByFile, createWatchProcess } from "./processes.js";

/** A way to build a project again and again. */
export interface CommandKind {
  readonly create: CreateCommand;
  /** What it needs in a project's options. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Whether it says that it is done a moment before it is. */
  readonly isEager?: boolean;
}

const BUILD_INFO = { incremental: true, tsBuildInfoFile: "out/.tsbuildinfo" };

/** By the options of tsc: first in this process, with what tsc itself calls, then tspc in processes of its own. */
export const COMMANDS = {
  "--incremental": { create: createIncremental, options: BUILD_INFO },
  "-w": { create: createWatch, options: {} },
  "-w --incremental": { create: createWatch, options: BUILD_INFO },
  "-b": { create: createBuild, options: BUILD_INFO },
  "-b -w": { create: createBuildWatch, options: BUILD_INFO },
  "file by file": { create: createFileByFile, options: {} },
  "tspc --incremental": { create: createProcess("-p", "."), options: BUILD_INFO },
  "tspc -w": { create: createWatchProcess, options: {}, isEager: true },
  "tspc -b": { create: createProcess("-b"), options: BUILD_INFO },
  "tspc file by file": { create: createProcessByFile, options: {} },
} satisfies Record<string, CommandKind>;

export type CommandName = keyof typeof COMMANDS;
