// Calls what the modules of folders export as `check`, twice, and prints for each folder and module what was returned and
// how many bodies ran. Usage: node runner.mjs <folder>,<folder>… <module>…
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [folders, ...modules] = process.argv.slice(2);
process.stdout.write(JSON.stringify(await Promise.all(folders.split(",").map(observeAll))));

/** @param {string} folder */
async function observeAll(folder) {
  const observed = {};
  for (const module of modules) observed[module] = await observe(resolve(folder, module));
  return observed;
}

/** @param {string} path */
async function observe(path) {
  const loaded = await import(pathToFileURL(path).href);
  const { check, runs } = loaded.check === undefined ? loaded.default : loaded;
  const first = await check();
  const ran = runs.length;
  const second = await check();
  return { first, second, ran, again: runs.length - ran };
}
