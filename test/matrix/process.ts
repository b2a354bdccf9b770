import { execFile } from "node:child_process";

/** What a process printed, and how it ended. */
export interface Ended {
  readonly code: number;
  readonly output: string;
}

/** Runs a program to its end, whatever that is. */
export function run(
  program: string,
  options: readonly string[],
  cwd: string,
  environment: NodeJS.ProcessEnv = {},
): Promise<Ended> {
  return new Promise((resolve) => {
    const env = { ...process.env, ...environment };
    execFile(program, options, { cwd, env, maxBuffer: 2 ** 28 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : -1;
      resolve({ code, output: stdout + stderr });
    });
  });
}
