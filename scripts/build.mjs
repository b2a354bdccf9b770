// Builds dist/esm (the runtime) and dist/cjs (the runtime and the build-time transformer). Builds beside dist and swaps
// the two, so that nothing that reads dist meanwhile meets half of it.
import { execFileSync } from "node:child_process";
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
const dist = join(root, "dist");
const next = join(root, `dist.${process.pid}`);

try {
  for (const [project, folder] of [
    ["runtime", "esm"],
    ["transformer", "cjs"],
  ]) {
    execFileSync(process.execPath, [tsc, "-p", project, "--outDir", join(next, folder)], {
      cwd: root,
      stdio: "inherit",
    });
  }
  writeFileSync(join(next, "cjs/package.json"), `${JSON.stringify({ type: "commonjs" })}\n`);
  rmSync(dist, { recursive: true, force: true });
  renameSync(next, dist);
} catch (error) {
  rmSync(next, { recursive: true, force: true });
  // The compiler has printed what is wrong.
  process.exitCode = typeof error.status === "number" ? error.status : 1;
  if (typeof error.status !== "number") throw error;
}
