import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { Readable } from "node:stream";

const USAGE = new URL("usage.js", import.meta.url).href;

/** What one build took. */
export interface Cost {
  /** Seconds by the clock on the wall. */
  readonly wall: number;
  /** Seconds of processor time, of the system and of the engine's own threads included. */
  readonly cpu: number;
  /** The most bytes that were in memory at once. */
  readonly memory: number;
}

/**
 * Builds a project with the tspc and the compiler that it has installed, in a process of its own.
 *
 * @param tsconfig its name in the folder
 * @param flags of Node.js
 * @throws {Error} with what the compiler printed, if that was anything: all projects are meant to be without fault
 */
export async function compile(folder: string, tsconfig: string, flags: readonly string[] = []): Promise<Cost> {
  const start = performance.now();
  const installed = join(folder, "node_modules");
  const tspc = join(installed, "ts-patch/bin/tspc.js");
  const child = spawn(process.execPath, [...flags, "--import", USAGE, tspc, "-p", tsconfig], {
    cwd: folder,
    // A linked ts-patch would take the compiler that lies beside it.
    env: { ...process.env, TSP_COMPILER_TS_PATH: join(installed, "typescript") },
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  let wall = NaN;
  child.on("exit", () => (wall = (performance.now() - start) / 1000));
  const [, out, err, told] = child.stdio;
  const [output, errors, usage] = await Promise.all([out, err, told].map((pipe) => text(pipe as Readable)));
  if (output !== "" || errors !== "" || usage === undefined || usage === "") {
    throw new Error(`tspc -p ${tsconfig} in ${folder}:\n${output}${errors}`);
  }
  if (Number.isNaN(wall)) await new Promise((resolve) => child.on("exit", resolve));
  return { ...(JSON.parse(usage) as Pick<Cost, "cpu" | "memory">), wall };
}
