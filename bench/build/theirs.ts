import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { linkPackages, PLUGIN, ROOT, TSCONFIGS } from "./project.js";

const PACKAGES = join(ROOT, "node_modules");
const OPTIONS = {
  strict: true,
  lib: ["esnext", "dom"],
  types: [],
  declaration: true,
  declarationMap: true,
  sourceMap: true,
  rootDir: "src",
};

/** Sources that know nothing of us, as their package ships them, with a compiler and options that find no fault in them. */
const CONFIGS = {
  rxjs: {
    toolchain: { typescript: "typescript-5.9", "ts-patch": "ts-patch-3" },
    compilerOptions: {
      ...OPTIONS,
      target: "es2015",
      module: "esnext",
      moduleResolution: "bundler",
      importHelpers: true,
      paths: { rxjs: ["./src"], "rxjs/*": ["./src/*"] },
    },
    exclude: ["src/internal/umd.ts"],
  },
  zod: {
    toolchain: undefined,
    compilerOptions: { ...OPTIONS, target: "es2020", module: "nodenext" },
    // What needs packages that it doesn't ship with.
    exclude: ["**/tests/**", "**/benchmarks/**"],
  },
} as const;

export type Theirs = keyof typeof CONFIGS;
export const THEIRS = Object.keys(CONFIGS) as Theirs[];

/** A copy of a package's sources on disk. */
export interface TheirProject {
  readonly folder: string;
  remove(): void;
}

/** Copies a package's sources, to be built with and without the plugin by `TSCONFIGS`. */
export function copyOf(name: Theirs): TheirProject {
  const folder = mkdtempSync(join(tmpdir(), "tscached-bench-"));
  for (const path of ["src", "package.json"]) {
    cpSync(join(PACKAGES, name, path), join(folder, path), { recursive: true });
  }
  const { toolchain, compilerOptions: options, exclude } = CONFIGS[name];
  for (const [tsconfig, plugins] of [
    [TSCONFIGS.without, []],
    [TSCONFIGS.with, [PLUGIN]],
  ] as const) {
    const compilerOptions = { ...options, outDir: `out-${plugins.length}`, plugins };
    writeFileSync(join(folder, tsconfig), JSON.stringify({ compilerOptions, include: ["src"], exclude }));
  }
  mkdirSync(join(folder, "node_modules"));
  linkPackages(folder, toolchain);
  symlinkSync(join(PACKAGES, "tslib"), join(folder, "node_modules/tslib"), "junction");
  return {
    folder,
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
