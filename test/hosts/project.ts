import { execFile, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const ROOT = join(__dirname, "../..");
const COMPILER = /\/tsp?c(?:\.js)?$/;
const CODE_CACHE = ["--require", join(__dirname, "code-cache.cjs")];

/** A compiler and what patches it, by the names that package.json gives them. */
export interface Toolchain {
  readonly typescript: string;
  readonly patch: string;
}

export const CURRENT: Toolchain = { typescript: "typescript", patch: "ts-patch" };

/** What a command printed and how it ended. */
export interface Outcome {
  readonly code: number;
  readonly output: string;
}

/** A compiler that watches a project. */
export interface Watcher {
  /** What it printed since the last call, once it is done with what has changed. */
  rebuilt(): Promise<string>;
  stop(): void;
}

/** A project outside the repository that has the built package among its dependencies. */
export class Project {
  readonly tspcPath: string;
  readonly folder = mkdtempSync(join(tmpdir(), "tscached-"));
  private readonly environment: NodeJS.ProcessEnv;

  /** @param files their texts by path; a tsconfig.json with the plugin line is added */
  constructor(
    files: Readonly<Record<string, string>>,
    compilerOptions: Readonly<Record<string, unknown>> = {},
    { typescript, patch }: Toolchain = CURRENT,
  ) {
    mkdirSync(join(this.folder, "node_modules"));
    symlinkSync(ROOT, join(this.folder, "node_modules/tscached"));
    symlinkSync(join(ROOT, "node_modules", typescript), join(this.folder, "node_modules/typescript"));
    symlinkSync(join(ROOT, "node_modules", patch), join(this.folder, "node_modules/ts-patch"));
    this.tspcPath = join(ROOT, "node_modules", patch, "bin/tspc.js");
    // A linked ts-patch would take the compiler that lies beside it.
    this.environment = { ...process.env, TSP_COMPILER_TS_PATH: join(ROOT, "node_modules", typescript) };
    this.write("package.json", JSON.stringify({ name: "project", type: "module" }));
    this.write("node_modules/console/index.d.ts", CONSOLE);
    this.write(
      "tsconfig.json",
      JSON.stringify({ compilerOptions: { ...OPTIONS, ...compilerOptions }, include: ["src"] }),
    );
    for (const [path, text] of Object.entries(files)) this.write(path, text);
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }

  has(path: string): boolean {
    return existsSync(join(this.folder, path));
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), "utf8");
  }

  /** Runs the patched compiler. */
  tspc(...options: string[]): Promise<Outcome> {
    return this.node(this.tspcPath, "-p", ".", ...options);
  }

  node(...options: string[]): Promise<Outcome> {
    return new Promise((resolve) => {
      const first = COMPILER.test(options[0] ?? "") ? CODE_CACHE : [];
      execFile(
        process.execPath,
        [...first, ...options],
        { cwd: this.folder, env: this.environment },
        (error, stdout, stderr) => {
          const code = error === null ? 0 : typeof error.code === "number" ? error.code : -1;
          resolve({ code, output: stdout + stderr });
        },
      );
    });
  }

  /** Runs the patched compiler, which builds again when a file changes. */
  watch(...options: string[]): Watcher {
    return this.watcher("-p", ".", ...options);
  }

  /** The same with `-b`. */
  watchBuild(): Watcher {
    return this.watcher("-b");
  }

  private watcher(...options: string[]): Watcher {
    const args = [...CODE_CACHE, this.tspcPath, ...options, "--watch", "--preserveWatchOutput"];
    const child = spawn(process.execPath, args, {
      cwd: this.folder,
      env: this.environment,
      stdio: ["ignore", "pipe", "inherit"],
    });
    let output = "";
    let changed = (): void => undefined;
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      changed();
    });
    return {
      rebuilt: () =>
        new Promise((resolve) => {
          changed = () => {
            if (!output.includes("Watching for file changes.")) return;
            resolve(output);
            output = "";
          };
          changed();
        }),
      stop: () => void child.kill(),
    };
  }

  /** Removes a file or folder; without a path, the project. */
  remove(path = ""): void {
    rmSync(join(this.folder, path), { recursive: true, force: true });
  }
}

/** Merges with that of the libraries which have one. */
const CONSOLE = "interface Console { log(...of: unknown[]): void }\ndeclare var console: Console;\n";

/**
 * The options of every project, if it sets no others. The browser's library would be most of what a compiler reads, for
 * the console alone: that is declared in a package of its own.
 */
export const OPTIONS = {
  target: "es2022",
  lib: ["es2022"],
  module: "nodenext",
  strict: true,
  rootDir: "src",
  outDir: "out",
  types: ["console"],
  skipLibCheck: true,
  plugins: [{ name: "tscached/transformer", transform: "tscached/transformer", transformProgram: true }],
};

/** The plugin line of hosts that know only source transformers. */
export const SOURCE_TRANSFORMER = {
  plugins: [{ name: "tscached/transformer", transform: "tscached/transformer" }],
};
