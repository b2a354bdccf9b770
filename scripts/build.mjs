// Builds dist/esm (the runtime) and dist/cjs (the runtime and the build-time transformer). Builds beside dist and swaps
// the two, so that nothing that reads dist meanwhile meets half of it.
import { spawn } from "node:child_process";
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
const dist = join(root, "dist");
const next = join(root, `dist.${process.pid}`);

/**
 * Compiles a project into a folder of the next dist; the compiler prints what is wrong.
 *
 * @param {string} project
 * @param {string} folder
 * @returns {Promise<number>} how the compiler ended
 */
function compile(project, folder) {
  const options = [tsc, "-p", project, "--outDir", join(next, folder)];
  const child = spawn(process.execPath, options, { cwd: root, stdio: "inherit" });
  return new Promise((resolve, reject) => {
    child.on("error", reject).on("exit", (code) => resolve(code ?? 1));
  });
}

try {
  // On two cores in half the time.
  const codes = await Promise.all([compile("runtime", "esm"), compile("transformer", "cjs")]);
  const failed = codes.find((code) => code !== 0);
  if (failed === undefined) publish();
  else process.exitCode = failed;
} finally {
  rmSync(next, { recursive: true, force: true });
}

function publish() {
  writeFileSync(join(next, "cjs/package.json"), `${JSON.stringify({ type: "commonjs" })}\n`);
  rmSync(dist, { recursive: true, force: true });
  renameSync(next, dist);
}
