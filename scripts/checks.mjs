// Runs npm scripts side by side, most of which keep one core busy, and prints what each of them printed when it is done.
// Fails if one of them does. Usage: node checks.mjs <script>…
import { execFile } from "node:child_process";

const scripts = process.argv.slice(2);
await Promise.all(scripts.map(run));

/** @param {string} script */
async function run(script) {
  const { code, output } = await npmRun(script);
  process.stdout.write(`\n> npm run ${script}: ${code === 0 ? "passed" : "failed"}\n${output}`);
  if (code !== 0) process.exitCode = 1;
}

/**
 * @param {string} script
 * @returns {Promise<{ code: number, output: string }>}
 */
function npmRun(script) {
  return new Promise((resolve) => {
    execFile("npm", ["run", "--silent", script], { maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code) || 1, output: stdout + stderr });
    });
  });
}
