import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type ts from "typescript";
import { ROOT } from "../fixtures/cases.js";
import { run } from "./process.js";

/** A compiler, and what makes it run plugins. */
export interface Host {
  readonly name: string;
  /** The folders of the two packages. */
  readonly typescript: string;
  readonly patch: string;
  /** How that is done: by a command in place of tsc, or by rewriting tsc itself. */
  readonly command: "tspc" | "ttsc" | "patched tsc" | "tsc";
}

/** A folder in which a host can be run. */
export interface Workspace {
  readonly folder: string;
  /** What Node.js is given in place of tsc. */
  readonly tsc: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Names that the compiler knows of the language's libraries. */
  readonly libraries: readonly string[];
  readonly major: number;
  /** Whether the compiler can parse a file. */
  parses(path: string): boolean;
  /** Whether nothing runs plugins there. */
  readonly isPlain: boolean;
}

const own = <Name extends string>(
  name: Name,
  typescript: string,
  patch: string,
  command: Host["command"],
): Host & { readonly name: Name } => ({
  name,
  typescript: join(ROOT, "node_modules", typescript),
  patch: join(ROOT, "node_modules", patch),
  command,
});

/** The newest one, by whose results all others are judged. */
export const NEWEST = own("6.0 + ts-patch 4", "typescript", "ts-patch", "tspc");

/** Those that are among the repository's own packages. */
export const OLDER = [
  own("4.9 + ttypescript", "typescript-4.9", "ttypescript", "ttsc"),
  own("4.9 + ts-patch 2", "typescript-4.9", "ts-patch-2", "patched tsc"),
  own("5.0 + ts-patch 3", "typescript-5.0", "ts-patch-3", "tspc"),
  own("5.9 + ts-patch 3", "typescript-5.9", "ts-patch-3", "tspc"),
] as const;

/** A host's compiler without plugins. */
export function withoutPlugins({ name, ...host }: Host): Host {
  return { ...host, name: `${name} (plain)`, command: "tsc" };
}

/** Makes a folder with the compiler and our package among its packages. Inside ours, so that fixtures resolve it. */
export async function createWorkspace(host: Host, folder: string): Promise<Workspace> {
  const modules = join(folder, "node_modules");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(modules, { recursive: true });
  symlinkSync(ROOT, join(modules, "tscached"));
  const typescript = join(modules, "typescript");
  if (host.command === "patched tsc") await patch(host, typescript);
  else symlinkSync(host.typescript, typescript);
  const compiler = createRequire(__filename)(host.typescript) as typeof ts & { libs: readonly string[] };
  return {
    folder,
    tsc: {
      tspc: join(host.patch, "bin/tspc.js"),
      ttsc: join(host.patch, "bin/tsc"),
      "patched tsc": join(typescript, "lib/tsc.js"),
      tsc: join(typescript, "lib/tsc.js"),
    }[host.command],
    // A linked ts-patch would take the compiler that lies beside it.
    environment: { TSP_COMPILER_TS_PATH: host.typescript },
    libraries: compiler.libs,
    major: Number.parseInt(compiler.version),
    parses(path) {
      const file = compiler.createSourceFile(path, readFileSync(path, "utf8"), compiler.ScriptTarget.Latest);
      return (file as unknown as { parseDiagnostics: readonly unknown[] }).parseDiagnostics.length === 0;
    },
    isPlain: host.command === "tsc",
  };
}

/** ts-patch 2 rewrites the compiler that it finds, so it gets a copy. */
async function patch(host: Host, typescript: string): Promise<void> {
  mkdirSync(typescript);
  for (const part of ["package.json", "lib"]) {
    cpSync(join(host.typescript, part), join(typescript, part), { recursive: true });
  }
  const { bin } = JSON.parse(readFileSync(join(host.patch, "package.json"), "utf8")) as { bin: Record<string, string> };
  const cli = join(host.patch, bin["ts-patch"] ?? "bin/cli.js");
  const { code, output } = await run(process.execPath, [cli, "install", "--dir", typescript], host.patch);
  if (code !== 0) throw new Error(`ts-patch can't patch ${typescript}:\n${output}`);
}
