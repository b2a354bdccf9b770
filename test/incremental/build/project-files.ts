import type { Model, Part } from "../model/model.js";
import { renderSources, type Tree } from "../model/render.js";

/** How a project is compiled. */
export interface Settings {
  readonly plugin: boolean;
  readonly options: Readonly<Record<string, unknown>>;
  /** Names the source files one by one, in this order. */
  readonly order?: (paths: string[]) => string[];
}

const PLUGIN = { name: "tscached/transformer", transform: "tscached/transformer", transformProgram: true };
const OPTIONS = {
  target: "es2022",
  lib: ["es2022"],
  module: "nodenext",
  strict: true,
  resolveJsonModule: true,
  skipLibCheck: true,
  types: [],
};

/** All files of a project. */
export function projectFiles(model: Model, settings: Settings): Tree {
  const { tree } = renderSources(model);
  const others = model.parts.length === 1 ? singleFiles(model, settings, tree) : partsFiles(model, settings, tree);
  const rendered = Object.entries(others).map(
    ([path, content]) =>
      [path, { text: typeof content === "string" ? content : `${JSON.stringify(content)}\n`, touched: 0 }] as const,
  );
  return new Map([...tree, ...rendered]);
}

function compilerOptions({ plugin, options }: Settings, more: object): object {
  return { ...OPTIONS, ...more, ...options, plugins: plugin ? [PLUGIN] : [] };
}

/** What a tsconfig.json says of its files. */
function sources(tree: Tree, folder: string, { order }: Settings): object {
  if (order === undefined) return { include: ["src/**/*.ts", "src/**/*.json"] };
  const own = [...tree.keys()].filter((path) => path.startsWith(`${folder}src/`));
  return { files: order(own.map((path) => path.slice(folder.length))) };
}

function singleFiles(model: Model, settings: Settings, tree: Tree): Record<string, unknown> {
  return {
    "package.json": { name: "project", type: model.format },
    "tsconfig.json": {
      compilerOptions: compilerOptions(settings, { rootDir: "src", outDir: "out" }),
      ...sources(tree, "", settings),
    },
    ...installed(model),
  };
}

function partsFiles({ parts, format }: Model, settings: Settings, tree: Tree): Record<string, unknown> {
  const references: Readonly<Record<Part, readonly Part[]>> = { core: [], lib: ["core"], app: ["core", "lib"] };
  const refer = (part: Part): object => ({ path: `../${part}` });
  const files = parts.map((part) => ({
    [`${part}/package.json`]: { name: part, type: format, exports: { "./*": "./out/*" } },
    [`${part}/tsconfig.json`]: {
      compilerOptions: compilerOptions(settings, { composite: true, rootDir: "src", outDir: "out" }),
      ...sources(tree, `${part}/`, settings),
      references: references[part].map(refer),
    },
  }));
  return Object.assign(
    {
      "package.json": { name: "workspace", private: true, type: format, workspaces: parts },
      "tsconfig.json": { files: [], references: [{ path: "app" }] },
    },
    ...files,
  ) as Record<string, unknown>;
}

/** Two packages, of which the one loads the other, and the lock file that says so. */
function installed({ packages }: Model): Record<string, unknown> {
  if (packages === undefined) return {};
  const version = { left: `1.0.${packages.left}`, right: `2.0.${packages.right}` };
  const needs = { left: { right: "^2.0.0" }, right: {} };
  const locked = (name: "left" | "right"): object => ({
    version: version[name],
    integrity: `sha512-${name}${version[name]}`,
    dependencies: needs[name],
  });
  const files = (["left", "right"] as const).map((name) => ({
    [`node_modules/${name}/package.json`]: {
      name,
      version: version[name],
      main: "index.js",
      types: "index.d.ts",
      dependencies: needs[name],
    },
    [`node_modules/${name}/index.js`]: `exports.${name} = (n) => n * ${packages[name]};\n`,
    [`node_modules/${name}/index.d.ts`]: `export declare function ${name}(n: number): number;\n`,
  }));
  return Object.assign(
    {
      "package-lock.json": {
        name: "project",
        lockfileVersion: 3,
        packages: {
          "": { name: "project", dependencies: { left: "^1.0.0", right: "^2.0.0" } },
          "node_modules/left": locked("left"),
          "node_modules/right": locked("right"),
        },
      },
    },
    ...files,
  ) as Record<string, unknown>;
}
