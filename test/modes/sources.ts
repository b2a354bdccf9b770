/**
 * Modules to compile in every mode. Each exports `check`, which calls cached functions and returns what they gave, and
 * `runs`, which has an entry for each body that ran.
 */

const HEAD = `import { cacheKey } from "tscached";
import type { Point, Shape } from "./types.js";
import { scale, Unit } from "./helper.js";
export const runs: string[] = [];
`;

const TYPES = `export interface Point { x: number; y: number }
export type Shape = { kind: "dot"; at: Point } | { kind: "line"; from: Point; to: Point };
`;

const HELPER = `export function scale(n: number): number { return n * 10; }
export enum Unit { Metre = "m", Mile = "mi" }
export let offset = 0;
`;

const FUNCTIONS = `${HEAD}
let _calls = 0;

/** @cacheData { ttl: "1h" } */
export function declared(n: number, unit: Unit = Unit.Metre): string {
  runs.push("declared");
  return scale(n) + unit;
}

/** @cacheData */
export const arrow = (point: Point): Point => (runs.push("arrow"), { x: point.y, y: point.x });

/** @cacheData */
const named = function self(n: number): number {
  runs.push("named");
  return n <= 1 ? 1 : n * self(n - 1);
};

/** @cacheData { maxEntries: 100 } */
export async function awaited({ x, ...rest }: Point, ...more: readonly number[]): Promise<number[]> {
  runs.push("awaited");
  const values: number[] = [x, rest.y];
  for await (const value of more) values.push(await Promise.resolve(value));
  return [...values];
}

/** @cacheData */
export function promised(text: string): Promise<string> {
  runs.push("promised");
  return Promise.resolve("<" + text + ">");
}

export function overloaded(of: string): string;
export function overloaded(of: number): number;
/** @cacheData */
export function overloaded(of: string | number): string | number {
  runs.push("overloaded");
  return typeof of === "string" ? of.toUpperCase() : -of;
}

/** @cacheData */
export function generic<T extends string>(of: readonly T[]): Record<string, T> {
  runs.push("generic");
  const found: Record<string, T> = {};
  for (const item of of) found[item.length] = item;
  return found;
}

/** @cacheData */
export function sliced(shape: Shape, options?: { deep?: { limit?: number } }): number {
  runs.push("sliced");
  const limit = options?.deep?.limit ?? 7;
  switch (shape.kind) {
    case "dot":
      return shape.at.x + limit;
    case "line":
      return shape.to.x - shape.from.x + limit;
  }
}

export function outer(factor: number): (n: number) => number {
  /** @cacheData */
  function inner(n: number): number {
    runs.push("inner");
    return n * factor;
  }
  return inner;
}

export namespace Inside {
  /** @cacheData */
  export function spaced(n: number): number {
    runs.push("spaced");
    return n + 1;
  }
}

/** @cacheResource */
export function shared(name: string): { name: string; opened: number } {
  runs.push("shared");
  return { name, opened: 1 };
}

/** @cacheData */
export function thrown(n: number): number {
  if (n > 1) throw new RangeError("too large: " + n);
  runs.push("thrown");
  return n;
}

/** @cacheData */
export default function (n: number): number {
  runs.push("default");
  var n: number = n + 1;
  return n;
}

function caught(): string {
  try {
    return String(thrown(2));
  } catch (error) {
    return String(error);
  }
}

export async function check(): Promise<unknown[]> {
  _calls++;
  const handed = arrow({ x: 1, y: 2 });
  handed.x = 99;
  return [
    declared(1), declared(1, Unit.Mile), arrow({ x: 1, y: 2 }), named(3), await awaited({ x: 1, y: 2 }, 3, 4),
    await promised("a"), overloaded("a"), overloaded(4), generic(["a", "bc"]),
    sliced({ kind: "dot", at: { x: 1, y: 0 } }), sliced({ kind: "line", from: { x: 1, y: 0 }, to: { x: 9, y: 0 } }, {}),
    outer(2)(4), outer(3)(4), Inside.spaced(1), shared("db"), thrown(1), caught(), cacheKey.toString(),
    declared.name, declared.length, arrow.name, named.name, awaited.length,
  ];
}
`;

const MEMBERS = `import { cacheKey } from "tscached";
export const runs: string[] = [];

export class Service {
  static count = 1;
  name = "service";
  constructor(public region: string) {}

  [cacheKey](): string { return this.region; }

  /** @cacheData */
  method(n: number): number { runs.push("method"); return n * 2; }

  /** @cacheData */
  ofKeyed(n: number): string { runs.push("ofKeyed"); return this.region + n; }

  /** @cacheData { this: "instance" } */
  async ofInstance(n: number): Promise<string> { runs.push("ofInstance"); return this.name + n; }

  /** @cacheData */
  static ofClass(text: string): string { runs.push("ofClass"); return text + "!"; }

  /** @cacheData */
  arrow = (n: number): number => { runs.push("arrow"); return n + 1; };

  /** @cacheData */
  static arrow = (n: number): number => { runs.push("static arrow"); return n + 2; };

  /** @cacheData */
  ["computed"](n: number): number { runs.push("computed"); return n + 3; }
}

export class Child extends Service {
  other = 1;

  /** @cacheData */
  override ofKeyed(n: number): string { runs.push("ofKeyed of child"); return super.ofKeyed(n) + "?"; }
}

export const table = {
  /** @cacheData */
  method(n: number): number { runs.push("table.method"); return n * 3; },
  /** @cacheData */
  arrow: (n: number): number => { runs.push("table.arrow"); return n * 4; },
};

const service = new Service("eu");
const child = new Child("us");

export async function check(): Promise<unknown[]> {
  return [
    service.method(1), child.method(1), service.ofKeyed(1), child.ofKeyed(1), await service.ofInstance(1),
    await child.ofInstance(1), Service.ofClass("a"), service.arrow(1), Service.arrow(1), service.computed(1),
    table.method(1), table.arrow(1), service.method.name, table.arrow.name, Service.arrow.name, Object.keys(child),
  ];
}
`;

/** Private names need a target of at least es2015. */
const PRIVATE = `export const runs: string[] = [];

export class Vault {
  readonly #secret = 7;

  /** @cacheData { this: "instance" } */
  #opened(n: number): number { runs.push("#opened"); return n + this.#secret; }

  /** @cacheData */
  static #counted(n: number): number { runs.push("#counted"); return n; }

  open(n: number): number { return this.#opened(n) + Vault.#counted(n); }
}

const vault = new Vault();

export function check(): unknown[] {
  return [vault.open(1), vault.open(2)];
}
`;

/** What both kinds of modules can say, in their own ways. */
function small(name: string): string {
  return `export const runs: string[] = [];
/** @cacheData */
export function ${name}(n: number): number {
  runs.push("${name}");
  return n + 1;
}
export function check(): unknown[] {
  return [${name}(1), ${name}.name];
}
`;
}

/** Compiles everywhere, private names aside. */
export const BASE: Readonly<Record<string, string>> = {
  "types.ts": TYPES,
  "helper.ts": HELPER,
  "functions.ts": FUNCTIONS,
  "members.ts": MEMBERS,
  "crlf.ts": small("crlf").replaceAll("\n", "\r\n"),
  "bom.ts": `\uFEFF${small("bom")}`,
  "shebang.ts": `#!/usr/bin/env node\n${small("shebang")}`,
  "strict.ts": `"use strict";\n${small("strict")}`,
  "licence.ts": `/*! Licensed to you. */\n${small("licence")}`,
};

export const WITH_PRIVATE: Readonly<Record<string, string>> = { ...BASE, "private.ts": PRIVATE };

const OLDER_DECORATORS = `import type { Point } from "./types.js";
import { Marker } from "./marker.js";
export const runs: string[] = [];
const seen: string[] = [];

Object.assign(Reflect, {
  metadata: (key: string, value: unknown) => (_: object, name: string) => {
    const types = [value].flat().map((type) => (typeof type === "function" ? type.name : String(type)));
    seen.push([key, name, ...types].join(" "));
  },
});

function logged(_: object, name: string, descriptor: PropertyDescriptor): void {
  const { value } = descriptor;
  descriptor.value = function (this: unknown, ...given: unknown[]): unknown {
    seen.push("called " + name);
    return value.apply(this, given);
  };
}

function watched(_: object, name: string, index: number): void { seen.push(name + " takes " + index); }

function extended<T extends new (...given: any[]) => object>(of: T): T {
  return class extends of { extra = 1; };
}

@extended
export class Decorated {
  /** @cacheData */
  @logged method(@watched n: number, date: Date, _marker: Marker): number { runs.push("method"); return n * 2; }

  /** @cacheData */
  plain(point: Point): number { runs.push("plain"); return point.x; }

  /** @cacheData */
  @logged static async ofClass(n: number): Promise<number> { runs.push("ofClass"); return n; }

  /** @cacheData */
  static arrow = (n: number): number => { runs.push("arrow"); return n + 1; };
}

const made = new Decorated();

export async function check(): Promise<unknown[]> {
  seen.splice(0, seen.length, ...seen.filter((line) => !line.startsWith("called")));
  return [
    made.method(1, new Date(0), new Marker()), made.plain({ x: 1, y: 2 }), await Decorated.ofClass(2),
    Decorated.arrow(1), Object.keys(made), [...seen],
  ];
}
`;

/** With `experimentalDecorators` and `emitDecoratorMetadata`. */
export const WITH_OLDER_DECORATORS: Readonly<Record<string, string>> = {
  "types.ts": TYPES,
  "marker.ts": "export class Marker { mark = 1 }\n",
  "decorated.ts": OLDER_DECORATORS,
};

const DECORATORS = `export const runs: string[] = [];
let seen: string[] = [];

function logged<T extends (this: any, ...given: any[]) => any>(of: T, context: ClassMethodDecoratorContext): T {
  return function (this: unknown, ...given: unknown[]): unknown {
    seen.push("called " + String(context.name) + " " + of.name);
    return of.apply(this, given);
  } as T;
}

function extended<T extends new (...given: any[]) => object>(of: T, { name }: ClassDecoratorContext): T {
  seen.push("class " + name);
  return class extends of { extra = 1; };
}

function named(_: undefined, { name }: ClassFieldDecoratorContext) {
  return <T extends (...given: never[]) => unknown>(value: T): T => (seen.push(String(name) + " is " + value.name), value);
}

@extended
export class Decorated {
  /** @cacheData */
  @logged method(n: number): number { runs.push("method"); return n * 2; }

  /** @cacheData */
  plain(n: number): number { runs.push("plain"); return n * 3; }

  /** @cacheData */
  @logged static async ofClass(n: number): Promise<number> { runs.push("ofClass"); return n; }

  /** @cacheData */
  static arrow = (n: number): number => { runs.push("arrow"); return n + 1; };

  /** @cacheData */
  @named own = (n: number): number => { runs.push("own"); return n + 2; };

  /** @cacheData { this: "instance" } */
  @logged #secret(n: number): number { runs.push("#secret"); return n; }

  open(n: number): number { return this.#secret(n); }
}

const made = new Decorated();
const start = seen;

export async function check(): Promise<unknown[]> {
  seen = [];
  return [
    made.method(1), made.plain(1), await Decorated.ofClass(2), Decorated.arrow(1), made.own(1), made.open(2),
    Object.keys(made), start, seen,
  ];
}
`;

export const WITH_DECORATORS: Readonly<Record<string, string>> = { "decorated.ts": DECORATORS };

const VIEW = `export const runs: string[] = [];
/** @cacheResource */
export function View({ id, children }: { id: string; children?: string }) {
  runs.push("View");
  return <p id={id}>{children} !</p>;
}
/** @cacheData */
export const generic = <T extends string>(of: T): string => (runs.push("generic"), of + "x");
export function check(): unknown[] { return [<View id="a" />, View({ id: "a" }), <p id="b">{generic("a")}</p>]; }
`;

/** With the module "mini" to make JSX with, which `MINI` is. */
export const WITH_JSX: Readonly<Record<string, string>> = {
  "view.tsx": VIEW,
  "module.mts": small("inModule"),
  "common.cts": `import path = require("./joined.cjs");\n${small("inCommon").replace("n + 1", "path.add(n)")}`,
  "joined.cts": "export function add(n: number): number { return n + 1; }\n",
};

export const MINI: Readonly<Record<string, string>> = {
  "package.json": JSON.stringify({
    name: "mini",
    type: "module",
    exports: { "./jsx-runtime": { types: "./jsx-runtime.d.ts", default: "./jsx-runtime.js" } },
  }),
  "jsx-runtime.js":
    "export const jsx = (type, of) => [typeof type === 'string' ? type : type.name, of];\nexport const jsxs = jsx;\n",
  "jsx-runtime.d.ts": `export declare function jsx(type: unknown, of: unknown): unknown;
export declare const jsxs: typeof jsx;
export namespace JSX {
  type Element = [string, object];
  interface IntrinsicElements { p: { id: string; children?: unknown } }
  interface ElementChildrenAttribute { children: unknown }
}
`,
};

const SCRIPT_MODULE = `/** @type {string[]} */
export const runs = [];
/**
 * @cacheData { ttl: "1h" }
 * @param {number} n
 * @param {string} [unit]
 * @returns {string}
 */
export function load(n, unit = "m") { runs.push("load"); return n + unit; }
/** @cacheData
 * @type {(n: number) => number} */
export const arrow = (n) => { runs.push("arrow"); return n; };
/** @template {string} T
 * @param {{ id: T, deep?: { limit: number } }} of
 * @cacheData */
export function generic(of) { runs.push("generic"); return of.id + (of.deep?.limit ?? 1); }
export class Service {
  /** @cacheData
   * @param {number} n */
  method(n) { runs.push("method"); return n; }
}
export function check() { return [load(1), arrow(1), generic({ id: "a" }), new Service().method(1)]; }
`;

const COMMON_SCRIPT = `/** @type {string[]} */
const runs = [];
/** @cacheData
 * @param {number} n */
function load(n) { runs.push("load"); return n; }
function check() { return [load(1)]; }
module.exports = { load, runs, check };
`;

/** JavaScript that has its types from JSDoc. */
export const JAVASCRIPT: Readonly<Record<string, string>> = { "module.js": SCRIPT_MODULE, "common.cjs": COMMON_SCRIPT };

const ABOVE = `import { scaled } from "lib";
import type { Made } from "./made.js";
export const runs: string[] = [];
/** @cacheData */
export function above(of: Made): number { runs.push("above"); return scaled(of.size); }
export function check(): unknown[] { return [above({ size: 2 })]; }
`;

/** `lib` is found by `paths`, and so must be put into node_modules to run; `made.js` by `rootDirs`. */
export const WITH_PATHS: Readonly<Record<string, string>> = {
  "above.ts": ABOVE,
  "made/made.ts": "export interface Made { size: number }\n",
  "lib/index.ts": "export function scaled(n: number): number { return n * 10; }\n",
};
