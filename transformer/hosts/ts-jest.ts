import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type ts from "typescript";
import { loadTextHash } from "../analyze/version/hash.js";
import { readSettings } from "../settings.js";
import { createServiceTransformer } from "./service.js";

type TS = typeof ts;

/** What is used of the compiler that ts-jest passes to its transformers. */
interface JestCompiler {
  readonly configSet: { readonly compilerModule: TS };
  /** Of the time when the language service was made; with `isolatedModules`, of the file alone, or none. */
  readonly program?: ts.Program;
  /** Absent with `isolatedModules`. */
  readonly _languageService?: ts.LanguageService;
}

/** In each folder from the process' up. The first belongs to what is installed, the others to what was asked for. */
const LOCK_FILES = [
  "node_modules/.package-lock.json",
  "package-lock.json",
  "pnpm-lock.yaml",
  "yarn.lock",
  "bun.lock",
  "bun.lockb",
];

/**
 * What ts-jest asks of the module of a transformer (`astTransformers`).
 *
 * The key under which ts-jest keeps a compiled file has that file, the project's files that it imports, themselves or
 * through others, the configuration, and `version`; so the packages that are installed are put there.
 */
export const jestTransformer = {
  name: "tscached",
  get version(): string {
    const hash = loadTextHash();
    const files = [
      ownPackage(),
      ...foldersUp(process.cwd()).flatMap((folder) => LOCK_FILES.map((name) => join(folder, name))),
    ];
    return hash(
      files
        .filter(existsSync)
        .map((path) => hash(readFileSync(path, "latin1")))
        .join(),
    );
  },
  factory(compiler: JestCompiler, options?: unknown): ts.TransformerFactory<ts.SourceFile> {
    const host = compiler.configSet.compilerModule;
    const current = (): ts.Program | undefined => compiler._languageService?.getProgram() ?? compiler.program;
    return createServiceTransformer(current, () => host, readSettings(options));
  },
};

function ownPackage(): string {
  const found = foldersUp(__dirname).map((folder) => join(folder, "package.json"));
  // The build's output has a package.json of its own, which says no version.
  return found.find((path) => existsSync(path) && readFileSync(path, "utf8").includes('"version"')) ?? __filename;
}

function foldersUp(from: string): string[] {
  const folders = [from];
  for (let folder = from; folder !== dirname(folder);) {
    folder = dirname(folder);
    folders.push(folder);
  }
  return folders;
}
