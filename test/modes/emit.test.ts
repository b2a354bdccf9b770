import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { CURRENT, type Project, type Toolchain } from "../hosts/project.js";
import { compileAll, expectSameProgram, filesIn, projectOf, type Mode } from "./compilation.js";
import {
  BASE,
  JAVASCRIPT,
  MINI,
  WITH_DECORATORS,
  WITH_JSX,
  WITH_OLDER_DECORATORS,
  WITH_PRIVATE,
  WITH_PATHS,
} from "./sources.js";

const FIVE: Toolchain = { typescript: "typescript-5.0", patch: "ts-patch-3" };
const BUNDLER = { moduleResolution: "bundler" };
const DECLARATIONS = { declaration: true, declarationMap: true };
/** What TypeScript 6 only takes when asked to. */
const ES5 = { target: "es5", module: "commonjs", moduleResolution: "node10", downlevelIteration: true };
const OLDER_DECORATORS = { experimentalDecorators: true, emitDecoratorMetadata: true };

const SETTINGS: Readonly<Record<string, Partial<Mode>>> = {
  "declaration, declarationMap, sourceMap": { options: { ...DECLARATIONS, sourceMap: true, inlineSources: true } },
  "target es5": { options: { ...ES5, ignoreDeprecations: "6.0" }, files: BASE, commonjs: true },
  "target es5 of TypeScript 5.0": { options: ES5, files: BASE, commonjs: true, toolchain: FIVE },
  "target es2015": { options: { target: "es2015" } },
  "target es2017, importHelpers": { options: { target: "es2017", importHelpers: true } },
  "target es2020, useDefineForClassFields": { options: { target: "es2020", useDefineForClassFields: true } },
  "target es2022, no useDefineForClassFields": { options: { target: "es2022", useDefineForClassFields: false } },
  "target esnext, module esnext": { options: { target: "esnext", module: "esnext", ...BUNDLER } },
  "module preserve": { options: { module: "preserve", ...BUNDLER, ...DECLARATIONS } },
  "module commonjs, inlineSourceMap": {
    options: { module: "commonjs", ...BUNDLER, inlineSourceMap: true, ...DECLARATIONS },
    commonjs: true,
  },
  "module node16 of TypeScript 5.0": { options: { module: "node16", ...DECLARATIONS }, toolchain: FIVE },
  "module node16, CommonJS": { options: { module: "node16" }, commonjs: true },
  "removeComments, newLine crlf, emitBOM": {
    options: { removeComments: true, newLine: "crlf", emitBOM: true, ...DECLARATIONS },
  },
  "isolatedModules, verbatimModuleSyntax": {
    options: { isolatedModules: true, verbatimModuleSyntax: true, ...DECLARATIONS },
  },
  "importsNotUsedAsValues, preserveValueImports of TypeScript 5.0": {
    options: { importsNotUsedAsValues: "preserve", preserveValueImports: true, ignoreDeprecations: "5.0" },
    toolchain: FIVE,
  },
  "experimentalDecorators, target es2022": { options: OLDER_DECORATORS, files: WITH_OLDER_DECORATORS },
  "experimentalDecorators, target es2017": {
    options: { ...OLDER_DECORATORS, target: "es2017", ...DECLARATIONS },
    files: WITH_OLDER_DECORATORS,
  },
  "standard decorators": { options: DECLARATIONS, files: WITH_DECORATORS },
  "jsx react-jsx; .tsx, .mts, .cts": {
    options: { jsx: "react-jsx", jsxImportSource: "mini", ...DECLARATIONS },
    files: WITH_JSX,
  },
  "allowJs, checkJs": { options: { allowJs: true, checkJs: true, ...DECLARATIONS }, files: JAVASCRIPT },
  "allowJs without checkJs": { options: { allowJs: true }, files: JAVASCRIPT },
  "paths, rootDirs": {
    options: { paths: { lib: ["./src/lib/index.ts"] }, rootDirs: ["src", "src/made"], ...DECLARATIONS },
    files: WITH_PATHS,
  },
};

const MODES = new Map<string, Mode>(
  Object.entries(SETTINGS).map(([name, { options = {}, files = WITH_PRIVATE, ...rest }]) => [
    name,
    { options, files, ...rest },
  ]),
);

describe("the compiled program is the same, but cached", () => {
  const projects: Project[] = [];

  function project(mode: Mode): Project {
    const made = projectOf(mode);
    projects.push(made);
    symlinkSync(join(__dirname, "../../node_modules/tslib"), join(made.folder, "node_modules/tslib"));
    for (const [path, text] of Object.entries(MINI)) made.write(`node_modules/mini/${path}`, text);
    made.write("node_modules/lib/index.js", "export * from '../../out/lib/index.js';");
    return made;
  }

  const compiled = new Map<Mode, Project>();

  // All that one compiler is to compile is one command, which starts once and reads the library once.
  beforeAll(async () => {
    for (const mode of MODES.values()) compiled.set(mode, project(mode));
    for (const toolchain of [CURRENT, FIVE]) {
      const chosen = [...compiled].filter(([mode]) => (mode.toolchain ?? CURRENT) === toolchain);
      await compileAll(chosen.map(([, made]) => made));
    }
  }, 600_000);

  afterAll(() => {
    for (const made of projects) made.remove();
  });

  test.each([...MODES])("%s", async (_, mode) => {
    const made = compiled.get(mode);
    if (made === undefined) throw new Error("It wasn't compiled.");
    await expectSameProgram(made, mode);
  });

  test("jsx preserve", async () => {
    const made = project({ options: { jsx: "preserve", jsxImportSource: "mini" }, files: WITH_JSX });
    expect(await made.tspc()).toEqual({ code: 0, output: "" });
    const view = made.read("out/view.jsx");
    expect(view).toMatch(/^import \* as \$tscached from "tscached\/internal";\n/);
    expect(view).toContain("return <p id={id}>{children} !</p>;\n    })(id, children));");
  });

  test("outDir outside of the project", async () => {
    const made = project({ options: {}, files: {} });
    for (const [path, text] of Object.entries(WITH_PRIVATE)) made.write(`app/src/${path}`, text);
    const { compilerOptions } = JSON.parse(made.read("tsconfig.json")) as { compilerOptions: object };
    made.write("app/tsconfig.json", JSON.stringify({ compilerOptions: { ...compilerOptions, outDir: "../out" } }));
    made.write("app/package.json", JSON.stringify({ name: "app", type: "module" }));
    expect(await made.node(made.tspcPath, "-p", "app")).toEqual({ code: 0, output: "" });
    expect(filesIn(join(made.folder, "app"))).not.toContainEqual(expect.stringMatching(/\.js$|tscached/));
    expect(filesIn(join(made.folder, "out")).filter((path) => path.startsWith("tscached"))).toEqual([
      "tscached.app.manifest.json",
      "tscached.app.versions.mjs",
    ]);
    const { code, output } = await made.node(join(__dirname, "runner.mjs"), "out", "functions.js", "members.js");
    expect([code, output]).toEqual([0, expect.stringMatching(/"again":0.*"again":0/)]);
  });
});
