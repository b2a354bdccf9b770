import { analyse, testEdits, type Files } from "./project.js";

describe("packages", () => {
  const project: Files = {
    "package.json": '{ "name": "app" }',
    "main.ts": `
import pick, { omit } from "tools";
import { omit as other } from "tools/other";
import * as tools from "tools";
import { typed } from "typed";
import { readFileSync } from "fs";
import { join } from "node:path";
import { handedOn } from "./local.js";
import untyped from "untyped";
import icon from "./icon.svg";
/** @cacheData */ export function usesDefault(n: number): number { return pick(n); }
/** @cacheData */ export function usesNamed(n: number): number { return omit(n); }
/** @cacheData */ export function usesOther(n: number): number { return other(n); }
/** @cacheData */ export function usesMember(n: number): number { return tools.omit(n); }
/** @cacheData */ export function usesTyped(n: number): number { return typed(n); }
/** @cacheData */ export function usesFs(n: number): string { return readFileSync(String(n), "utf8"); }
/** @cacheData */ export function usesPath(n: number): string { return join(String(n)); }
/** @cacheData */ export function usesHandedOn(n: number): number { return handedOn(n); }
/** @cacheData */ export async function loads(n: number): Promise<number> { return (await import("tools")).omit(n); }
/** @cacheData */ export function usesUntyped(n: number): number { return untyped(n); }
/** @cacheData */ export function usesIcon(n: number): string { return icon + n; }
/** @cacheData */ export function usesGlobal(n: number): string { return setTimer(n) + BUILD; }
`,
    "local.ts": 'export { omit as handedOn } from "tools";\n',
    "icon.svg": "<svg/>",
    "globals.d.ts": `
declare module "untyped" { export default function untyped(n: number): number; }
declare module "*.svg" { const url: string; export default url; }
declare const BUILD: string;
`,
    "node.d.ts": '/// <reference path="./node_modules/@types/node/index.d.ts" />\n',
    "node_modules/tools/package.json":
      '{ "name": "tools", "version": "1.0.0", "types": "index.d.ts", "main": "index.js" }',
    "node_modules/tools/index.d.ts":
      "export default function pick(n: number): number;\nexport declare function omit(n: number): number;\n",
    "node_modules/tools/index.js": "module.exports = {};\n",
    "node_modules/tools/other.d.ts": "export declare function omit(n: number): number;\n",
    "node_modules/typed/package.json": '{ "name": "typed", "version": "2.0.0", "main": "index.js" }',
    "node_modules/typed/index.js": "exports.typed = (n) => n;\n",
    "node_modules/@types/typed/package.json": '{ "name": "@types/typed", "version": "2.0.1", "types": "index.d.ts" }',
    "node_modules/@types/typed/index.d.ts": "export declare function typed(n: number): number;\n",
    "node_modules/@types/node/package.json": '{ "name": "@types/node", "version": "20.0.0", "types": "index.d.ts" }',
    "node_modules/@types/node/index.d.ts": `
declare module "fs" { export function readFileSync(path: string, encoding: string): string; }
declare module "node:path" { export * from "path"; }
declare module "path" { export function join(...parts: string[]): string; }
declare function setTimer(n: number): string;
`,
    "node_modules/untyped/package.json": '{ "name": "untyped", "version": "3.0.0", "main": "index.js" }',
    "node_modules/untyped/index.js": "module.exports = (n) => n;\n",
  };
  const TOOLS = ["usesDefault", "usesNamed", "usesOther", "usesMember", "usesHandedOn", "loads"];

  testEdits(project, [
    ["a package's version", { "node_modules/tools/package.json": ["1.0.0", "1.0.1"] }, TOOLS],
    [
      "the version of a package with types of its own",
      { "node_modules/typed/package.json": ["2.0.0", "2.1.0"] },
      ["usesTyped"],
    ],
    [
      "the version of a package without types",
      { "node_modules/untyped/package.json": ["3.0.0", "3.1.0"] },
      ["usesUntyped"],
    ],
    ["the version of types", { "node_modules/@types/typed/package.json": ["2.0.1", "2.0.2"] }, []],
    ["the version of Node's types", { "node_modules/@types/node/package.json": ["20.0.0", "22.0.0"] }, []],
    ["a package's types", { "node_modules/tools/index.d.ts": ["pick(n: number)", "pick(n: number, m?: number)"] }, []],
    [
      "the name of a module of Node's",
      {
        "main.ts": ['"fs"', '"node:fs"'],
        "node_modules/@types/node/index.d.ts": ['declare module "fs"', 'declare module "node:fs"'],
      },
      [],
    ],
    ["another function of the package", { "main.ts": ["return omit(n)", "return pick(n)"] }, ["usesNamed"]],
    ["another module of the package", { "main.ts": ['from "tools/other"', 'from "tools"'] }, ["usesOther"]],
    [
      "an alias",
      {
        "main.ts": [
          ["pick, {", "chosen, {"],
          ["return pick(", "return chosen("],
        ],
      },
      [],
    ],
    ["another function handed on", { "local.ts": ["omit as", "default as"] }, ["usesHandedOn"]],
    ["a file that isn't code", { "icon.svg": "<svg></svg>" }, ["usesIcon"]],
    ["a package more", { "node_modules/more/package.json": '{ "name": "more", "version": "1.0.0" }' }, []],
  ]);
});

describe("a workspace", () => {
  const project: Files = {
    "package.json": '{ "name": "root" }',
    "app/package.json": '{ "name": "app" }',
    "app/main.ts": `
import { a } from "../packages/a/src/index.js";
import { built } from "../packages/built/dist/index.js";
import { alone } from "../packages/alone/index.js";
/** @cacheData */ export function deep(n: number): number { return a(n); }
/** @cacheData */ export function usesBuilt(n: number): number { return built(n); }
/** @cacheData */ export function usesAlone(n: number): number { return alone(n); }
`,
    "packages/a/package.json": '{ "name": "@w/a" }',
    "packages/a/src/index.ts": 'export { b as a } from "../../b/src/index.js";\n',
    "packages/b/package.json": '{ "name": "@w/b" }',
    "packages/b/src/index.ts":
      'import { c } from "../../c/src/index.js";\nexport const b = (n: number): number => c(n) + 1;\n',
    "packages/c/package.json": '{ "name": "@w/c" }',
    "packages/c/src/index.ts": "export const c = (n: number): number => n + 1;\nexport const other = 1;\n",
    "packages/built/dist/index.d.ts": "export declare function built(n: number): number;\n",
    "packages/built/dist/index.js": 'import { more } from "./more.js";\nexport function built(n) { return more(n); }\n',
    "packages/built/dist/more.js": 'import "tools";\nexport function more(n) { return n + 1; }\n',
    "packages/built/dist/unused.js": "export const unused = 1;\n",
    "packages/alone/index.d.ts": "export declare function alone(n: number): number;\n",
    "node_modules/tools/package.json": '{ "name": "tools", "version": "1.0.0", "main": "index.js" }',
    "node_modules/tools/index.js": "",
  };

  testEdits(project, [
    ["a helper three packages away", { "packages/c/src/index.ts": ["n + 1", "n + 2"] }, ["deep"]],
    ["what isn't used there", { "packages/c/src/index.ts": ["other = 1", "other = 2"] }, []],
    ["a package's name and version", { "packages/c/package.json": '{ "name": "@w/d", "version": "2.0.0" }' }, []],
    ["compiled code", { "packages/built/dist/index.js": ["more(n)", "more(n) + 1"] }, ["usesBuilt"]],
    ["what compiled code imports", { "packages/built/dist/more.js": ["n + 1", "n + 2"] }, ["usesBuilt"]],
    ["a package that compiled code imports", { "node_modules/tools/package.json": ["1.0.0", "1.1.0"] }, ["usesBuilt"]],
    ["compiled code that isn't imported", { "packages/built/dist/unused.js": ["= 1", "= 2"] }, []],
    ["the types beside compiled code", { "packages/built/dist/index.d.ts": ["n: number", "n: number, m?: 1"] }, []],
  ]);

  test("warns of types without code", () => {
    const { warnings } = analyse(project);
    expect(warnings.map(({ code, text }) => [code, text.includes("root/packages/alone/index.d.ts")])).toEqual([
      [870_501, true],
    ]);
  });
});
