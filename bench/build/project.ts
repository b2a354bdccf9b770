import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { shuffled } from "./random.js";
import { readSample, textOf, type SampleFile } from "./sample.js";

export const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

const OPTIONS = {
  target: "es2022",
  lib: ["es2023"],
  module: "nodenext",
  strict: true,
  rootDir: "src",
  types: [],
  skipLibCheck: true,
};
export const PLUGIN = { name: "tscached/transformer", transform: "tscached/transformer", transformProgram: true };

/** The two ways to build a project, by the names of their tsconfigs. */
export const TSCONFIGS = { without: "tsconfig.json", with: "tsconfig.tscached.json" } as const;

/** A file of a project, and where it is in it. */
interface Module {
  readonly sample: SampleFile;
  readonly feature: number | undefined;
}

/** A generated project on disk. */
export interface GeneratedProject {
  readonly folder: string;
  readonly files: number;
  readonly lines: number;
  readonly annotated: { readonly files: number; readonly functions: number };
  remove(): void;
}

/**
 * Generates a project: copies of the sample's feature, with what they share. A feature uses that at half its number, so
 * that what one file reaches grows with the logarithm of the project, as in a program with layers.
 *
 * @param annotated how many files have cached functions: one, and in every second of them two. They are scattered, and
 * those of a smaller number are among those of a larger one.
 */
export function generate(files: number, annotated: number): GeneratedProject {
  const folder = mkdtempSync(join(tmpdir(), "tscached-bench-"));
  const modules = modulesOf(files);
  const candidates = modules.filter(({ sample }) => sample.candidates > 1);
  if (annotated > candidates.length)
    throw new Error(`${files} files have room for ${candidates.length} with functions`);
  const cached = new Map(
    shuffled(candidates)
      .slice(0, annotated)
      .map((module, index) => [module, (index % 2) + 1]),
  );

  let lines = 0;
  for (const module of modules) {
    const text = textOf(module.sample, cached.get(module) ?? 0, neighbourOf(module));
    lines += text.split("\n").length - 1;
    write(folder, join("src", folderOf(module), `${module.sample.name}.ts`), text);
  }
  write(folder, "package.json", JSON.stringify({ name: "project", type: "module" }));
  for (const [name, plugins] of [
    [TSCONFIGS.without, []],
    [TSCONFIGS.with, [PLUGIN]],
  ] as const) {
    const compilerOptions = { ...OPTIONS, outDir: `out-${plugins.length}`, plugins };
    write(folder, name, JSON.stringify({ compilerOptions, include: ["src"] }));
  }
  mkdirSync(join(folder, "node_modules"));
  linkPackages(folder);
  return {
    folder,
    files: modules.length,
    lines,
    annotated: { files: cached.size, functions: [...cached.values()].reduce((sum, count) => sum + count, 0) },
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** As many features as come nearest to a number of files. */
function modulesOf(files: number): readonly Module[] {
  const shared = readSample("shared");
  const feature = readSample("feature");
  const features = Math.max(1, Math.round((files - shared.length) / feature.length));
  return [
    ...shared.map((sample) => ({ sample, feature: undefined })),
    ...Array.from({ length: features }, (_, number) => feature.map((sample) => ({ sample, feature: number }))).flat(),
  ];
}

function folderOf({ feature }: Module): string {
  return feature === undefined ? "shared" : nameOf(feature);
}

function neighbourOf({ feature = 0 }: Module): string {
  return feature === 0 ? "./" : `../${nameOf(Math.floor((feature - 1) / 2))}/`;
}

function nameOf(feature: number): string {
  return `feature-${String(feature).padStart(3, "0")}`;
}

/** A compiler and what patches it, by the names that package.json gives them. */
export interface Toolchain {
  readonly typescript: string;
  readonly "ts-patch": string;
}

const CURRENT: Toolchain = { typescript: "typescript", "ts-patch": "ts-patch" };

/** Puts what a build needs into a folder's node_modules, which has to be there. */
export function linkPackages(folder: string, toolchain: Toolchain = CURRENT): void {
  symlinkSync(ROOT, join(folder, "node_modules/tscached"), "junction");
  for (const [name, installed] of Object.entries(toolchain)) {
    symlinkSync(join(ROOT, "node_modules", installed as string), join(folder, "node_modules", name), "junction");
  }
}

function write(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
