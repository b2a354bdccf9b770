import { readdirSync, readFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import type { Project, Watcher } from "../../hosts/project.js";
import type { CreateCommand } from "./in-process.js";
import type { Change } from "./workspace.js";

/** Each build is a process of tspc. */
export function createProcess(...options: string[]): CreateCommand {
  return (project, written) => ({
    build: async () => {
      const { output } = await project.node(project.tspcPath, ...options, "--listEmittedFiles");
      takeDown(output, written);
    },
    stop: () => undefined,
  });
}

/** Each build but the first is a process for each file that has to be compiled. */
export const createProcessByFile: CreateCommand = (project, written) => {
  let isFirst = true;
  const run = async (...options: string[]): Promise<void> => {
    const { output } = await project.node(project.tspcPath, ...options, "--listEmittedFiles");
    takeDown(output, written);
  };
  return {
    build: async (changes) => {
      if (isFirst) await run("-p", ".");
      else for (const path of filesToCompile(project, changes)) await run(path, "--ignoreConfig");
      isFirst = false;
    },
    stop: () => undefined,
  };
};

/** One process that watches. */
export const createWatchProcess: CreateCommand = (project, written) => {
  let watcher: Watcher | undefined;
  return {
    build: async (changes) => {
      watcher ??= project.watch("--listEmittedFiles");
      // It looks at such a file, and doesn't say so.
      if (changes.every(({ kind }) => kind === "touched")) return;
      takeDown(await watcher.rebuilt(), written);
    },
    stop: () => watcher?.stop(),
  };
};

/** The source files that changed, and those that import a JSON file that did, from the project's folder. */
export function filesToCompile({ folder }: Project, changes: readonly Change[]): string[] {
  const changed = new Set(changes.map(({ path }) => path));
  const json = [...changed].filter((path) => path.endsWith(".json")).map((path) => basename(path));
  return readdirSync(join(folder, "src"), { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, "src", name))
    .filter((path) => path.endsWith(".ts"))
    .filter((path) => changed.has(path) || json.some((name) => readFileSync(path, "utf8").includes(`/${name}"`)))
    .map((path) => relative(folder, path))
    .sort();
}

function takeDown(output: string, written: Set<string>): void {
  for (const [, path = ""] of output.matchAll(/^TSFILE: (.+)$/gm)) written.add(path);
}
