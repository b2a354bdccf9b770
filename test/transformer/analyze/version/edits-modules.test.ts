import ts from "typescript";
import { analyse, testEdits, type Files } from "./project.js";

describe("names are followed through imports and exports", () => {
  const project: Files = {
    "package.json": '{ "name": "app" }',
    "main.ts": `
import square, { cube as power } from "./math.js";
import { fromBarrel, hidden, renamed, listed } from "./barrel.js";
import * as ns from "./ns.js";
import everything from "./whole.js";
import value from "./value.js";
import data from "./data.json";
import * as allData from "./data.json";
import { pong } from "./ping.js";

/** @cacheData */ export function usesDefault(n: number): number { return square(n); }
/** @cacheData */ export function usesAlias(n: number): number { return power(n); }
/** @cacheData */ export function usesBarrel(n: number): number { return fromBarrel(n); }
/** @cacheData */ export function usesHidden(n: number): number { return hidden(n); }
/** @cacheData */ export function usesRenamed(n: number): number { return renamed(n); }
/** @cacheData */ export function usesListed(n: number): number { return listed(n); }
/** @cacheData */ export function usesMember(n: number): number { return ns.one(n); }
/** @cacheData */ export function usesElement(n: number): number { return ns["two"](n); }
/** @cacheData */ export function usesTaken(n: number): number { const { one } = ns; return one(n); }
/** @cacheData */ export function usesInner(n: number): number { return ns.inner.deep(n); }
/** @cacheData */ export function usesWholeNs(n: number): number { return n + Object.keys(ns).length; }
/** @cacheData */ export function usesWholeInner(n: number): number { return n + Object.keys(ns.inner).length; }
/** @cacheData */ export function usesObject(n: number): number { return everything.start + n; }
/** @cacheData */ export function usesValue(n: number): number { return value + n; }
/** @cacheData */ export function usesJson(n: number): number { return data.limit + n; }
/** @cacheData */ export function usesJsonModule(n: number): number { return allData.limit + n; }
/** @cacheData */ export function usesCircle(n: number): number { return pong(n); }
/** @cacheData */ export async function loads(n: number): Promise<number> { return (await import("./lazy.js")).first(n); }
/** @cacheData */ export async function loadsTaken(n: number): Promise<number> {
  const { second } = await import("./lazy.js");
  return second(n);
}
/** @cacheData */ export function loadsAll(n: number): Promise<number> { return import("./lazy.js").then((m) => m.first(n)); }
`,
    "math.ts": `
export default function square(n: number): number { return n * n; }
export const cube = (n: number): number => n * n * n;
`,
    "barrel.ts": `
export * from "./star.js";
export { original as renamed } from "./named.js";
export function hidden(n: number): number { return n + 1; }
import { inList } from "./named.js";
export { inList as listed };
`,
    "star.ts": `
export function fromBarrel(n: number): number { return n + 2; }
export function hidden(n: number): number { return n + 3; }
export default function ignored(): void {}
`,
    "named.ts": `
export function original(n: number): number { return n + 4; }
export const inList = (n: number): number => n + 5;
`,
    "ns.ts": `
export function one(n: number): number { return n + 1; }
export function two(n: number): number { return n + 2; }
export * as inner from "./inner.js";
export interface Shape { a: number }
`,
    "inner.ts": "export const deep = (n: number): number => n + 6;\nexport const other = 1;\n",
    "whole.ts": "const start = 1;\nexport default { start };\n",
    "value.ts": "import { base } from './base.js';\nexport default base * 2;\n",
    "base.ts": "export const base = 3;\n",
    "data.json": '{ "limit": 10, "names": ["a"] }',
    "ping.ts": `
import { pong } from "./ping2.js";
export function ping(n: number): number { return n <= 0 ? 0 : pong(n - 1); }
export { pong };
`,
    "ping2.ts": `
import { ping } from "./ping.js";
export function pong(n: number): number { return n <= 0 ? 1 : ping(n - 2); }
`,
    "lazy.ts": `
export function first(n: number): number { return n + 1; }
export function second(n: number): number { return n + 2; }
`,
  };

  testEdits(project, [
    ["a default export", { "math.ts": ["n * n; }", "n * n + 1; }"] }, ["usesDefault"]],
    ["what an alias stands for", { "math.ts": ["n * n * n", "n ** 3"] }, ["usesAlias"]],
    ["behind export *", { "star.ts": ["n + 2", "n + 20"] }, ["usesBarrel"]],
    ["what shadows a name of export *", { "barrel.ts": ["n + 1", "n + 10"] }, ["usesHidden"]],
    ["what is shadowed behind export *", { "star.ts": ["n + 3", "n + 30"] }, []],
    [
      "a name that shadows no more",
      { "barrel.ts": ["export function hidden(n: number): number { return n + 1; }", ""] },
      ["usesHidden"],
    ],
    [
      "a name that begins to shadow",
      { "barrel.ts": ["export *", "export const fromBarrel = (n: number): number => n;\nexport *"] },
      ["usesBarrel"],
    ],
    ["what is exported under another name", { "named.ts": ["n + 4", "n + 40"] }, ["usesRenamed"]],
    ["what is in an export list", { "named.ts": ["n + 5", "n + 50"] }, ["usesListed"]],
    ["the name behind a re-export", { "named.ts": ["original", "first"], "barrel.ts": ["original", "first"] }, []],
    [
      "a re-export that names something else",
      { "barrel.ts": ["original as renamed", "inList as renamed"] },
      ["usesRenamed"],
    ],
    ["an export that goes another way", { "barrel.ts": ["export * from", "export { fromBarrel } from"] }, []],
    ["a member of a module", { "ns.ts": ["n + 1", "n + 10"] }, ["usesMember", "usesTaken", "usesWholeNs"]],
    ["another member", { "ns.ts": ["n + 2", "n + 20"] }, ["usesElement", "usesWholeNs"]],
    [
      "a member of a module's module",
      { "inner.ts": ["n + 6", "n + 60"] },
      ["usesInner", "usesWholeNs", "usesWholeInner"],
    ],
    ["what only a whole module holds", { "inner.ts": ["other = 1", "other = 2"] }, ["usesWholeNs", "usesWholeInner"]],
    [
      "an export more",
      { "inner.ts": ["export const other", "export const more = 1;\nexport const other"] },
      ["usesWholeNs", "usesWholeInner"],
    ],
    ["an export's name", { "inner.ts": ["other", "another"] }, ["usesWholeNs", "usesWholeInner"]],
    [
      "the order of exports",
      { "inner.ts": "export const other = 1;\nexport const deep = (n: number): number => n + 6;\n" },
      [],
    ],
    ["a type in a module", { "ns.ts": ["a: number", "a: string"] }, []],
    [
      "a type more in a module",
      { "ns.ts": ["export interface Shape", "export type More = 1;\nexport interface Shape"] },
      [],
    ],
    ["a member that is taken another way", { "main.ts": ['ns["two"](n)', "ns.two(n)"] }, []],
    ["what a default export holds", { "whole.ts": ["start = 1", "start = 2"] }, ["usesObject"]],
    ["a shorthand in it, written out", { "whole.ts": ["{ start }", "{ start: start }"] }, []],
    ["what a default export computes", { "value.ts": ["* 2", "* 3"] }, ["usesValue"]],
    ["what it computes with", { "base.ts": ["base = 3", "base = 4"] }, ["usesValue"]],
    ["JSON", { "data.json": ["10", "11"] }, ["usesJson", "usesJsonModule"]],
    ["JSON's format", { "data.json": '{\n  "limit": 1.0e1,\n  "names": [ "\\u0061" ]\n}\n' }, []],
    [
      "the order of JSON's properties",
      { "data.json": '{ "names": ["a"], "limit": 10 }' },
      ["usesJson", "usesJsonModule"],
    ],
    ["one of a circle", { "ping.ts": ["n - 1", "n - 3"] }, ["usesCircle"]],
    ["the other of a circle", { "ping2.ts": ["n - 2", "n - 3"] }, ["usesCircle"]],
    [
      "a name in a circle",
      {
        "ping.ts": ["ping(", "bounce("],
        "ping2.ts": [
          ["ping }", "bounce }"],
          ["ping(", "bounce("],
        ],
      },
      [],
    ],
    ["an import(), awaited", { "lazy.ts": ["n + 1", "n + 10"] }, ["loads", "loadsAll"]],
    ["an import(), taken apart", { "lazy.ts": ["n + 2", "n + 20"] }, ["loadsTaken", "loadsAll"]],
    [
      "a module's file",
      { "lazy.ts": undefined, "later.ts": project["lazy.ts"] ?? "", "main.ts": ["./lazy.js", "./later.js"] },
      [],
    ],
    [
      "a function that moves to another file",
      {
        "math.ts": ["export const cube = (n: number): number => n * n * n;", 'export { cube } from "./named.js";'],
        "named.ts": [
          "export const inList",
          "export const cube = (n: number): number => n * n * n;\nexport const inList",
        ],
      },
      [],
    ],
    [
      "an import that becomes one of a type too",
      { "main.ts": ["import square, {", 'import type { Shape } from "./ns.js";\nimport square, {'] },
      [],
    ],
  ]);
});

describe("namespaces", () => {
  const project: Files = {
    "main.ts": `
import { Shapes } from "./shapes.js";
namespace Local { export const size = 1; export const other = 2; const inside = 3; export const sum = (): number => inside; }
import Alias = Shapes.Round;

/** @cacheData */ export function reads(n: number): number { return n + Shapes.area(n); }
/** @cacheData */ export function readsInner(n: number): number { return n + Shapes.Round.circle(n); }
/** @cacheData */ export function readsAlias(n: number): number { return n + Alias.circle(n); }
/** @cacheData */ export function readsLocal(n: number): number { return n + Local.size; }
/** @cacheData */ export function readsInside(n: number): number { return n + Local.sum(); }
/** @cacheData */ export function takes(n: number): number { const { area } = Shapes; return area(n); }
/** @cacheData */ export function handsOn(n: number): string[] { return Object.keys(Shapes).slice(n); }
/** @cacheData */ export function handsOnInner(n: number): string[] { return Object.keys(Shapes.Round).slice(n); }
`,
    "shapes.ts": `
export namespace Shapes {
  const factor = 2;
  export function area(n: number): number { return n * factor; }
  export const unused = 1;
  export namespace Round { export const circle = (n: number): number => n * 3; }
}
`,
  };

  testEdits(project, [
    ["a member", { "shapes.ts": ["n * factor", "n + factor"] }, ["reads", "takes", "handsOn"]],
    ["what a member reads", { "shapes.ts": ["factor = 2", "factor = 3"] }, ["reads", "takes", "handsOn"]],
    ["a member that isn't read", { "shapes.ts": ["unused = 1", "unused = 2"] }, ["handsOn"]],
    [
      "a member of an inner namespace",
      { "shapes.ts": ["n * 3", "n * 4"] },
      ["readsInner", "readsAlias", "handsOn", "handsOnInner"],
    ],
    ["one of the same file", { "main.ts": ["size = 1", "size = 2"] }, ["readsLocal"]],
    ["what isn't exported", { "main.ts": ["inside = 3", "inside = 4"] }, ["readsInside"]],
    ["another of the same file", { "main.ts": ["other = 2", "other = 3"] }, []],
    [
      "the alias's name",
      {
        "main.ts": [
          ["Alias =", "Circles ="],
          ["Alias.", "Circles."],
        ],
      },
      [],
    ],
  ]);
});

describe("CommonJS", () => {
  const options = { compilerOptions: { module: ts.ModuleKind.CommonJS, ignoreDeprecations: "6.0" } };
  const project: Files = {
    "main.ts": `
import single = require("./single.js");
import many = require("./many.js");
declare function require(name: string): unknown;

/** @cacheData */ export function callsSingle(n: number): number { return single(n); }
/** @cacheData */ export function callsMember(n: number): number { return many.a(n); }
/** @cacheData */ export function requires(n: number): number { return n + Object.keys(require("./many.js") as object).length; }
`,
    "single.ts": "function single(n: number): number { return n + 1; }\nexport = single;\n",
    "many.ts": "export const a = (n: number): number => n + 2;\nexport const b = 1;\n",
  };

  testEdits(
    project,
    [
      ["import = require() of a function", { "single.ts": ["n + 1", "n + 3"] }, ["callsSingle"]],
      ["import = require() of a module", { "many.ts": ["n + 2", "n + 3"] }, ["callsMember", "requires"]],
      ["what isn't read of it", { "many.ts": ["b = 1", "b = 2"] }, ["requires"]],
    ],
    options,
  );
});

describe("what is loaded by a computed name", () => {
  const project: Files = {
    "main.ts": `
import { load } from "./load.js";
/** @cacheData */ export async function direct(name: string): Promise<unknown> { return import(name); }
/** @cacheData */ export async function indirect(name: string): Promise<unknown> { return load(name); }
/** @cacheData */ export async function literal(n: number): Promise<number> { return n + (await import("./load.js")).one; }
/** @cacheData { hash: "body" } */ export async function body(name: string): Promise<unknown> { return load(name); }
`,
    "load.ts": "export const load = (name: string): Promise<unknown> => import(name);\nexport const one = 1;\n",
  };

  test("is warned of where the way to it starts", () => {
    const { warnings } = analyse(project);
    const main = project["main.ts"] ?? "";
    expect(
      warnings.map(({ code, place, related }) => [
        code,
        main.slice(place.start, place.start + place.length),
        related.length,
      ]),
    ).toEqual([
      [870_500, "import(name)", 0],
      [870_500, "load", 1],
    ]);
  });
});
