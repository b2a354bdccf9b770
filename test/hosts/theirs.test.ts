import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { CURRENT, Project, type Outcome, type Toolchain } from "./project.js";

const NODE_MODULES = join(__dirname, "../../node_modules");
const PLUGIN = { name: "tscached/transformer", transform: "tscached/transformer", transformProgram: true };

/** Sources that know nothing of us, as their package ships them. */
interface Theirs {
  readonly name: string;
  readonly toolchain: Toolchain;
  /** What of the package is needed. */
  readonly paths: readonly string[];
  /** Where our configurations stand. */
  readonly folder: string;
  readonly config: { readonly compilerOptions: Readonly<Record<string, unknown>>; readonly [key: string]: unknown };
  /** That a build must have written, so that nothing is compared to nothing. */
  readonly files: number;
  /** What the compiler has to say against them. */
  readonly errors: number;
}

const OUTPUT = {
  declaration: true,
  declarationMap: true,
  sourceMap: true,
  incremental: false,
  types: [],
  skipLibCheck: true,
};
/** So that there are diagnostics to compare. */
const STRICTER = { noUnusedParameters: true };

const PROJECTS: readonly Theirs[] = [
  {
    name: "rxjs",
    // Its configuration is one that TypeScript 6 refuses.
    toolchain: { typescript: "typescript-5.9", patch: "ts-patch-3" },
    paths: ["src", "tsconfig.json"],
    folder: "src",
    config: { extends: "./tsconfig.esm.json", compilerOptions: { ...OUTPUT, ...STRICTER } },
    files: 900,
    errors: 10,
  },
  {
    name: "zod",
    toolchain: CURRENT,
    paths: ["src", "package.json"],
    folder: ".",
    config: {
      compilerOptions: { ...OUTPUT, target: "es2020", module: "nodenext", strict: true, rootDir: "src" },
      include: ["src"],
      // Version 3, which is in the package as well, and what needs packages that it doesn't ship with.
      exclude: ["src/v3", "**/tests/**", "**/benchmarks/**"],
    },
    files: 400,
    errors: 0,
  },
];

// Each is some ten seconds of work for a compiler, on a machine that does nothing else.
jest.setTimeout(600_000);

describe("a project of someone else's is compiled as without the plugin", () => {
  const projects: Project[] = [];
  afterAll(() => {
    for (const project of projects) project.remove();
  });

  test.each(PROJECTS)("$name: the same bytes, and the same diagnostics", async (theirs) => {
    const project = copyOf(theirs);
    projects.push(project);
    const [plain, ours] = await Promise.all([build(project, theirs, []), build(project, theirs, [PLUGIN])]);
    expect(ours.outcome).toEqual(plain.outcome);
    expect(plain.outcome.output.match(/error TS/g) ?? []).toHaveLength(theirs.errors);
    expect(plain.written.size).toBeGreaterThan(theirs.files);
    expect([...ours.written.keys()]).toEqual([...plain.written.keys()]);
    // Compared one by one: a difference in the whole of it would be printed at length.
    const different = [...plain.written].filter(([path, text]) => ours.written.get(path) !== text);
    expect(different.map(([path]) => path)).toEqual([]);
  });
});

function copyOf({ name, toolchain, paths }: Theirs): Project {
  const project = new Project({}, {}, toolchain);
  for (const path of paths) {
    cpSync(join(NODE_MODULES, name, path), join(project.folder, path), { recursive: true });
  }
  symlinkSync(join(NODE_MODULES, "tslib"), join(project.folder, "node_modules/tslib"));
  return project;
}

/** With plugins, by tspc; without, by the tsc of the same compiler. */
async function build(
  project: Project,
  { toolchain, folder, config }: Theirs,
  plugins: readonly object[],
): Promise<{ readonly outcome: Outcome; readonly written: ReadonlyMap<string, string> }> {
  const [name, compiler] =
    plugins.length > 0 ? ["ours", project.tspcPath] : ["none", join(NODE_MODULES, toolchain.typescript, "bin/tsc")];
  const out = join(project.folder, `out-${name}`);
  mkdirSync(out);
  const compilerOptions = { ...config.compilerOptions, plugins, outDir: out };
  project.write(join(folder, `tsconfig.${name}.json`), JSON.stringify({ ...config, compilerOptions }));
  const outcome = await project.node(compiler, "-p", join(folder, `tsconfig.${name}.json`));
  const written = readdirSync(out, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => [path.slice(out.length + 1), readFileSync(path, "utf8")] as const);
  return { outcome, written: new Map(written) };
}
