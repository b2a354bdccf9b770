import { run } from "./commands.js";
import { FAILED } from "./command.js";
import { takesColour } from "./text/paint.js";

/**
 * Runs the command line of this process.
 *
 * @param version the version of this package
 */
export function main(version: string): void {
  const { stdout, stderr, env } = process;
  for (const stream of [stdout, stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      // Who reads from us may stop when it has seen enough: `tscached diff … | head`.
      if (error.code === "EPIPE") return;
      process.exitCode = FAILED;
      if (stream === stdout) stderr.write(`tscached: the output can't be written: ${error.message}\n`);
    });
  }
  try {
    // Set, and not exit(): what is written to a pipe may still be on its way.
    process.exitCode = run(process.argv.slice(2), {
      cwd: process.cwd(),
      version,
      colour: takesColour(stdout, env),
      out: (text) => stdout.write(text),
      err: (text) => stderr.write(text),
    });
  } catch (error) {
    stderr.write(
      `tscached: this is a mistake of tscached's own.\n${error instanceof Error ? error.stack : String(error)}\n`,
    );
    process.exitCode = FAILED;
  }
}
