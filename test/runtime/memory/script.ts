import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const ROOT = join(__dirname, "../../..");
const MODULE = (build: string): string => pathToFileURL(join(ROOT, "dist", build, "memory/kept.js")).href;

/** How a process ended, and what it printed. */
export interface Outcome {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ScriptOptions {
  readonly args?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Runs a module against the built runtime, in a process of its own. It finds `keepMemory`, `processPool`, `large(bytes)`
 * which makes a buffer, `prepared()` which waits for the copies asked for, and `cjs`, the same from the CommonJS build.
 */
export function run(code: string, { args = [], env = {} }: ScriptOptions = {}): Outcome {
  const script = `
    import { createRequire } from "node:module";
    import { setTimeout } from "node:timers/promises";
    import { fileURLToPath } from "node:url";
    import { keepMemory, processPool } from ${JSON.stringify(MODULE("esm"))};
    const cjs = createRequire(import.meta.url)(fileURLToPath(${JSON.stringify(MODULE("cjs/runtime"))}));
    const large = (bytes = 8 << 20) => new Uint8Array(bytes).fill(7).buffer;
    const prepared = async () => {
      while (processPool().isBusy) await setTimeout(1);
    };
    ${code}`;
  return spawnSync(process.execPath, [...args, "--input-type=module", "--eval", script], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    encoding: "utf8",
    // Not a measure of anything: a process that would never end is ended.
    timeout: 60_000,
  });
}

/** What the module prints last, as JSON. */
export function result(code: string, options?: ScriptOptions): unknown {
  const outcome = run(code, options);
  if (outcome.status !== 0)
    throw new Error(`The script ended with ${outcome.status ?? "a signal"}:\n${outcome.stderr}`);
  return JSON.parse(outcome.stdout.trim().split("\n").at(-1) ?? "");
}
