import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../fixtures/cases.js";
import type { Host } from "./host.js";
import { run } from "./process.js";

/** Kept from one run to the next: npm is asked for each package once. */
const FOLDER = join(ROOT, ".cache/matrix-tools");

/** Every minor version of the compiler that plugins can run in, with what makes it run them. */
const COMPILERS = [
  ["~4.9.0", "ttypescript@1.5.15", "ttsc"],
  ["~4.9.0", "ts-patch@~2.1.0", "patched tsc"],
  ...["5.0", "5.1", "5.2", "5.3", "5.4", "5.5", "5.6", "5.7", "5.8", "5.9"].map(
    (minor) => [`~${minor}.0`, "ts-patch@~3.3.0", "tspc"] as const,
  ),
  ["~6.0.0", "ts-patch@~4.0.0", "tspc"],
] as const satisfies readonly (readonly [string, string, Host["command"]])[];

/** The releases of Node.js that we support, by the npm package `node`. */
const RUNTIMES = ["20", "22", "24", "26"];

/** A Node.js, and what it is called. */
export interface Runtime {
  readonly name: string;
  readonly path: string;
}

/** Installs every host from npm, those that aren't there yet. */
export async function installHosts(): Promise<Host[]> {
  const hosts: Host[] = [];
  for (const [compiler, patch, command] of COMPILERS) {
    const folder = await install(`typescript@${compiler}`, patch);
    const name = patch.slice(0, patch.indexOf("@"));
    const [typescript, plugin] = [join(folder, "node_modules/typescript"), join(folder, "node_modules", name)];
    hosts.push({
      name: `${versionOf(typescript)} + ${name} ${versionOf(plugin)}`,
      typescript,
      patch: plugin,
      command,
    });
  }
  return hosts;
}

/** Installs every Node.js from npm, those that aren't there yet. */
export async function installRuntimes(): Promise<Runtime[]> {
  const runtimes: Runtime[] = [];
  for (const major of RUNTIMES) {
    const path = join(await install(`node@${major}`), "node_modules/node/bin/node");
    const { output } = await run(path, ["--version"], FOLDER);
    runtimes.push({ name: output.trim(), path });
  }
  return runtimes;
}

/** A folder with some packages. */
async function install(...packages: readonly string[]): Promise<string> {
  const folder = join(FOLDER, packages.join("_").replaceAll(/[^\w.@-]/g, ""));
  const done = join(folder, "installed");
  if (existsSync(done)) return folder;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "tools", private: true }));
  const { code, output } = await run("npm", ["install", "--no-audit", "--no-fund", ...packages], folder);
  if (code !== 0) throw new Error(`npm can't install ${packages.join(" ")}:\n${output}`);
  writeFileSync(done, "");
  return folder;
}

function versionOf(folder: string): string {
  return (JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string }).version;
}
