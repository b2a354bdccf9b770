// Loads compiled functions and prints their versions, as a program would find them.
// Usage: node run.mjs <folder of the project> [<module> <path of a function's name>]...
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, ...functions] = process.argv.slice(2);
const load = (/** @type {string} */ file) => import(pathToFileURL(join(folder, file)).href);
const { cacheOf } = await load("node_modules/tscached/dist/esm/index.js");

/** @type {Record<string, string>} */
const versions = {};
for (let index = 0; index < functions.length; index += 2) {
  const [file, path] = functions.slice(index, index + 2);
  versions[`${file}#${path}`] = await versionOf(file, path);
}
process.stdout.write(JSON.stringify(versions));

/** @param {string} file @param {string} path */
async function versionOf(file, path) {
  let found = await load(file);
  for (const name of path.split(".")) found = found[name];
  try {
    return cacheOf(found).version.replace(/^unfinished-.*/, "unfinished");
  } catch (error) {
    if (error.code === "ERR_TSCACHED_NOT_CACHED") return "not cached";
    throw error;
  }
}
