import { testEdits, type Files } from "./project.js";

describe("statements at the top of a module that change something count where it is used", () => {
  const project: Files = {
    "package.json": '{ "name": "app" }',
    "console.d.ts": "declare const console: { log(...values: unknown[]): void };\n",
    "main.ts": `
import { list, settings, Model, registry, lookup, frozen, state, counts, table } from "./state.js";
import * as all from "./state.js";
import { extra } from "./extra.js";
import "./elsewhere.js";

const own: number[] = [];
own.push(1);
settings.here = 1;
console.log(list.length);

/** @cacheData */ export function readsList(n: number): number { return n + list.length; }
/** @cacheData */ export function readsSettings(n: number): unknown[] { return [n, settings.a]; }
/** @cacheData */ export function readsModel(n: number): number { return new Model().run(n); }
/** @cacheData */ export function readsRegistry(n: number): number { return n + (registry.get("a") ?? 0); }
/** @cacheData */ export function looksUp(n: number): number { return n + lookup("a"); }
/** @cacheData */ export function readsFrozen(n: number): number { return n + frozen.a; }
/** @cacheData */ export function readsOwn(n: number): number { return n + own.length; }
/** @cacheData */ export function readsState(n: number): number { return n + state; }
/** @cacheData */ export function readsCounts(n: number): number { return n + counts.length; }
/** @cacheData */ export function readsMember(n: number): number { return n + all.list.length; }
/** @cacheData */ export function readsTable(n: number): number { return n + (table["a"] ?? 0); }
/** @cacheData */ export function readsExtra(n: number): number { return n + extra.length; }
/** @cacheData */ export function readsNone(n: number): number { return n; }
`,
    "state.ts": `
import { seed } from "./seed.js";
export const list: number[] = [];
list.push(1);
list.push(seed);
export const settings: { a?: number; b?: number; here?: number } = {};
settings.a = 1;
export class Model { declare more: () => number; run(n: number): number { return n; } }
Model.prototype.more = () => 1;
export const registry = new Map<string, number>();
function register(name: string, value: number): void { registry.set(name, value); }
register("a", 1);
export function lookup(name: string): number { return registry.get(name) ?? 0; }
export const frozen = { a: 1 };
Object.freeze(frozen);
export let state = 0;
state = 1;
export const counts: number[] = [];
if (seed > 1) { counts.push(1); } else { counts.push(2); }
for (const n of [1, 2]) counts.push(n);
function fill(into: Record<string, number>): void { into["a"] = 1; }
export const table: Record<string, number> = {};
fill(table);
console.log(table);
Object.keys(table).forEach((key) => void key);
export const unrelated: number[] = [];
unrelated.push(1);
console.log("loaded");
`,
    "seed.ts": "export const seed = 2;\n",
    "extra.ts": `
export const extra: string[] = [];
class Loader { static { extra.push("a"); } static loaded = true; }
export const loaded = Loader.loaded;
`,
    "elsewhere.ts": 'import { list } from "./state.js";\nlist.push(9);\n',
  };
  const LIST = ["readsList", "readsMember"];

  testEdits(project, [
    ["a method call", { "state.ts": ["list.push(1)", "list.push(2)"] }, LIST],
    ["a method call less", { "state.ts": ["list.push(1);", ""] }, LIST],
    ["what is passed to it", { "seed.ts": ["seed = 2", "seed = 3"] }, [...LIST, "readsCounts"]],
    [
      "the order of statements",
      {
        "state.ts": [
          ["list.push(1);\n", ""],
          ["list.push(seed);", "list.push(seed);\nlist.push(1);"],
        ],
      },
      LIST,
    ],
    ["an assignment", { "state.ts": ["settings.a = 1", "settings.a = 2"] }, ["readsSettings"]],
    ["an assignment more", { "state.ts": ["settings.a = 1;", "settings.a = 1; settings.b = 1;"] }, ["readsSettings"]],
    [
      "an assignment in the function's module",
      { "main.ts": ["settings.here = 1", "settings.here = 2"] },
      ["readsSettings"],
    ],
    ["a deletion", { "state.ts": ["settings.a = 1;", "settings.a = 1; delete settings.b;"] }, ["readsSettings"]],
    [
      "a pattern's assignment",
      { "state.ts": ["settings.a = 1;", "settings.a = 1; ({ b: settings.b } = { b: 1 });"] },
      ["readsSettings"],
    ],
    [
      "a prototype's method",
      { "state.ts": ["=> 1;\nexport const registry", "=> 2;\nexport const registry"] },
      ["readsModel"],
    ],
    ["Object.freeze", { "state.ts": ["Object.freeze(frozen)", "Object.seal(frozen)"] }, ["readsFrozen"]],
    ["Object.assign", { "state.ts": ["Object.freeze(frozen)", "Object.assign(frozen, { a: 2 })"] }, ["readsFrozen"]],
    [
      "Object.assign from it",
      { "state.ts": ["Object.freeze(frozen);", "Object.freeze(frozen); Object.assign({}, frozen);"] },
      [],
    ],
    ["a variable's assignment", { "state.ts": ["state = 1", "state = 2"] }, ["readsState"]],
    [
      "a call of a function that changes it",
      { "state.ts": ['register("a", 1)', 'register("a", 2)'] },
      ["readsRegistry", "looksUp"],
    ],
    [
      "the function that changes it",
      { "state.ts": ["registry.set(name, value)", "registry.set(name, -value)"] },
      ["readsRegistry", "looksUp"],
    ],
    ["a call with it as an argument", { "state.ts": ['into["a"] = 1', 'into["a"] = 2'] }, ["readsTable"]],
    ["a condition", { "state.ts": ["seed > 1", "seed > 2"] }, ["readsCounts"]],
    ["a loop", { "state.ts": ["of [1, 2]", "of [1, 3]"] }, ["readsCounts"]],
    ["a static block", { "extra.ts": ['extra.push("a")', 'extra.push("b")'] }, ["readsExtra"]],
    ["a list of the function's own module", { "main.ts": ["own.push(1)", "own.push(2)"] }, ["readsOwn"]],
    ["a statement about something else", { "state.ts": ["unrelated.push(1)", "unrelated.push(2)"] }, []],
    ["a statement about nothing", { "state.ts": ['"loaded"', '"ready"'] }, []],
    ["a log of it", { "state.ts": ["console.log(table)", "console.log(table, 1)"] }, []],
    ["a loop over its keys", { "state.ts": ["void key", "void [key]"] }, []],
    [
      "a log of it in the function's module",
      { "main.ts": ["console.log(list.length)", "console.log(list.length, 1)"] },
      [],
    ],
    ["a statement in a third module", { "elsewhere.ts": ["push(9)", "push(8)"] }, []],
    [
      "a comment, quotes, a loop variable's name",
      {
        "state.ts": [
          ["of [1, 2]) counts.push(n)", "of [1, 2]) /* all */ counts.push(n)"],
          ["const n of", "const m of"],
          ["counts.push(n)", "counts.push(m)"],
          ['register("a"', "register('a'"],
        ],
      },
      [],
    ],
    [
      "the name of what is changed",
      {
        "state.ts": ["settings", "config"],
        "main.ts": [
          ["settings, Model", "config, Model"],
          ["settings.", "config."],
        ],
      },
      [],
    ],
  ]);
});

describe("what registers itself", () => {
  const project: Files = {
    "main.ts": `
import { registry, named } from "./registry.js";
@named("a") class First { run(): number { return 1; } }
export const first = new First();
/** @cacheData */ export function looksUp(name: string): number { return registry.get(name)?.run() ?? 0; }
`,
    "registry.ts": `
export const registry = new Map<string, { run(): number }>();
export const named = (name: string) => (target: new () => { run(): number }, _: unknown): void => { registry.set(name, new target()); };
`,
  };

  testEdits(project, [
    ["a decorated class", { "main.ts": ["return 1", "return 2"] }, ["looksUp"]],
    ["a decorator's argument", { "main.ts": ['@named("a")', '@named("b")'] }, ["looksUp"]],
  ]);
});

describe("asking for a function's cache", () => {
  const project: Files = {
    "main.ts": `
import { cacheOf } from "tscached";
/** @cacheData */ export function load(n: number): number { return n; }
`,
    "node_modules/tscached/package.json": JSON.stringify({ name: "tscached", version: "1.0.0", types: "index.d.ts" }),
    "node_modules/tscached/index.d.ts": "export declare function cacheOf(fn: unknown): { clear(): void };\n",
    "node_modules/other/package.json": JSON.stringify({ name: "other", version: "1.0.0", types: "index.d.ts" }),
    "node_modules/other/index.d.ts": "export declare function patch(fn: unknown): void;\n",
  };

  testEdits(project, [
    ["changes nothing", { "main.ts": ["{ return n; }", "{ return n; }\ncacheOf(load).clear();"] }, []],
    [
      "isn't what another package's function does",
      { "main.ts": ["{ return n; }", '{ return n; }\nimport { patch } from "other";\npatch(load);'] },
      ["load"],
    ],
  ]);
});
