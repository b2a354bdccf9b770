import ts from "typescript";
import { testEdits, type Files } from "./project.js";

describe("classes count as a whole", () => {
  const project: Files = {
    "main.ts": `
import { Point, Bag, Registry, makeShape, type Shape, Lonely } from "./classes.js";
import { Base } from "./base.js";

/** @cacheData */ export function makes(n: number): number { return new Point(n, n).length(); }
/** @cacheData */ export function usesStatic(n: number): number { return n + Point.dimensions; }
/** @cacheData */ export function usesBase(n: number): number { return new Base(n).twice(); }
/** @cacheData */ export function usesShape(n: number): number { return makeShape(n).area(); }
/** @cacheData */ export function usesRegistry(n: number): number { return Registry.size + n; }
/** @cacheData */ export function tells(value: string): boolean { return (value as unknown) instanceof Lonely; }
/** @cacheData */ export function local(n: number): number {
  class Inner { value = n; get doubled(): number { return this.value * 2; } }
  return new Inner().doubled;
}
/** @cacheData */ export function throughParameter(n: number, _shape: Shape): number { return n + _shape.area(); }
/** @cacheData */ export function takesApart(n: number, _point: Point): number { const { x } = _point; return n + x; }
/** @cacheData */ export function bags(n: number): string[] { return Object.keys(new Bag(n)); }
/** @cacheData */ export function plain(n: number): number { return n; }

export class Maker {
  factor = 2;
  make(): (n: number) => number {
    const times = (n: number): number => n * this.factor;
    /** @cacheData { this: "ignore" } */
    function inMethod(n: number): number { return times(n); }
    return inMethod;
  }
}

const Anonymous = class { static value = 1; run(): number { return 1; } };
/** @cacheData */ export function usesExpression(n: number): number { return n + new Anonymous().run(); }
`,
    "classes.ts": `
import { Base } from "./base.js";
import { helper } from "./helper.js";
export class Point extends Base {
  static dimensions = 2;
  readonly #secret = 1;
  x: number;
  constructor(x: number, private readonly y: number) { super(x); this.x = x; }
  length(): number { return Math.hypot(this.x, this.y) + this.#secret; }
  get double(): number { return this.x * 2; }
  set double(value: number) { this.x = value / 2; }
  override twice(): number { return helper(this.x); }
}
export class Registry {
  static size = 0;
  static { Registry.size = 1; }
}
export abstract class Shape {
  abstract area(): number;
  abstract readonly name: string;
  declare readonly tag: string;
  [key: string]: unknown;
}
class Square extends Shape {
  override readonly name = "square";
  constructor(private readonly side: number) { super(); }
  override area(): number { return this.side ** 2; }
}
export function makeShape(n: number): Shape { return new Square(n); }
export class Bag { constructor(readonly item: number) {} }
export class Lonely {}
export class Unused { value = 1; }
`,
    "base.ts": `
export class Base {
  protected count = 0;
  constructor(readonly n: number) {}
  twice(): number { return this.n * 2; }
}
`,
    "helper.ts": "export const helper = (n: number): number => n + 1;\n",
  };
  const POINT = ["makes", "usesStatic", "takesApart"];

  testEdits(project, [
    ["a method", { "classes.ts": ["Math.hypot(this.x, this.y)", "this.x"] }, POINT],
    ["a getter", { "classes.ts": ["return this.x * 2", "return this.x * 3"] }, POINT],
    ["a setter", { "classes.ts": ["value / 2", "value / 3"] }, POINT],
    ["a static field", { "classes.ts": ["dimensions = 2", "dimensions = 3"] }, POINT],
    ["a private field", { "classes.ts": ["#secret = 1", "#secret = 2"] }, POINT],
    ["a constructor", { "classes.ts": ["this.x = x;", "this.x = x + 1;"] }, POINT],
    [
      "a parameter property that becomes none",
      { "base.ts": ["constructor(readonly n: number) {}", "n = 0; constructor(n: number) {}"] },
      [...POINT, "usesBase"],
    ],
    [
      "a parameter property's name",
      {
        "classes.ts": [
          ["readonly y", "readonly z"],
          ["this.y", "this.z"],
        ],
      },
      POINT,
    ],
    ["the name of a property that a parameter makes", { "classes.ts": ["readonly item", "readonly thing"] }, ["bags"]],
    ["a field that a captured helper reads", { "main.ts": ["factor = 2", "factor = 3"] }, ["inMethod"]],
    ["a parameter that makes a property no more", { "classes.ts": ["(readonly item", "(item"] }, ["bags"]],
    ["the base class", { "base.ts": ["this.n * 2", "this.n * 3"] }, [...POINT, "usesBase"]],
    ["a field's value in the base class", { "base.ts": ["count = 0", "count = 1"] }, [...POINT, "usesBase"]],
    ["what a method calls", { "helper.ts": ["n + 1", "n + 2"] }, POINT],
    ["a static block", { "classes.ts": ["size = 1; }", "size = 2; }"] }, ["usesRegistry"]],
    [
      "an abstract class that gets code",
      { "classes.ts": ["[key: string]: unknown;", "own(): void {}"] },
      ["usesShape", "throughParameter"],
    ],
    [
      "a method that is only reached by a base's type",
      { "classes.ts": ["this.side ** 2", "this.side * 2"] },
      ["usesShape"],
    ],
    [
      "a class that is only tested for",
      {
        "classes.ts": [
          "class Lonely {}",
          "class Lonely { static [Symbol.hasInstance](_: unknown): boolean { return true; } }",
        ],
      },
      ["tells"],
    ],
    ["a class inside the function", { "main.ts": ["this.value * 2", "this.value * 3"] }, ["local"]],
    [
      "a class expression",
      { "main.ts": ["run(): number { return 1; }", "run(): number { return 2; }"] },
      ["usesExpression"],
    ],
    [
      "the order of members",
      {
        "base.ts": [
          ["protected count = 0;\n", ""],
          ["  twice", "  protected count = 0;\n  twice"],
        ],
      },
      [...POINT, "usesBase"],
    ],
    ["another class", { "classes.ts": ["class Unused { value = 1", "class Unused { value = 2"] }, []],
    ["an access modifier", { "base.ts": ["protected count", "public count"] }, []],
    ["readonly", { "base.ts": ["readonly n", "public n"] }, []],
    [
      "an abstract member",
      { "classes.ts": ["abstract readonly name: string;", "abstract readonly name: string | number;"] },
      [],
    ],
    ["a declared member", { "classes.ts": ["declare readonly tag: string;", ""] }, []],
    ["an index signature", { "classes.ts": ["[key: string]: unknown;", "[key: string]: any;"] }, []],
    ["override", { "classes.ts": ["override area", "area"] }, []],
    [
      "a type argument, and what is implemented",
      {
        "classes.ts": ["class Unused", "class Unused"],
        "base.ts": ["class Base {", "interface Counts { twice(): number }\nexport class Base implements Counts {"],
      },
      [],
    ],
    [
      "overloads of a method and of a constructor",
      {
        "base.ts": [
          ["twice(): number {", "twice(): number;\n  twice(a?: number): number;\n  twice(): number {"],
          ["constructor(readonly n: number)", "constructor(n: number);\n  constructor(readonly n: number)"],
        ],
      },
      [],
    ],
    [
      "the class's name",
      { "classes.ts": ["Registry", "Catalogue"], "main.ts": [["Registry, ", "Catalogue as Registry, "]] },
      [],
    ],
    ["a semicolon in a class", { "base.ts": ["return this.n * 2; }", "return this.n * 2; };"] }, []],
    ["the name of a class inside the function", { "main.ts": ["Inner", "Local"] }, []],
  ]);
});

describe("enums", () => {
  const project: Files = {
    "main.ts": `
import { Level, Flags, Computed, Code, Words } from "./enums.js";
/** @cacheData */ export function reads(n: number): number { return n + Level.High; }
/** @cacheData */ export function folds(n: number): number { return n + Flags.Both; }
/** @cacheData */ export function reverses(n: number): string { return Level[n] ?? ""; }
/** @cacheData */ export function computes(n: number): number { return n + Computed.Length; }
/** @cacheData */ export function inlines(n: number): number { return n + Code.B; }
/** @cacheData */ export function words(n: number): string { return n + Words.A + Words["B-b"]; }
/** @cacheData */ export function lists(n: number): string[] { return Object.keys(Words).slice(n); }
`,
    "enums.ts": `
import { text } from "./text.js";
export enum Level { Low, High = 5, Top }
export enum Flags { A = 1 << 0, B = 1 << 1, Both = A | B }
export enum Computed { Length = text.length, Other = 2 }
export const enum Code { A, B, C }
export enum Words { A = "a", "B-b" = "b" }
`,
    "text.ts": 'export const text = "text".slice();\n',
  };

  testEdits(project, [
    ["a member's value", { "enums.ts": ["High = 5", "High = 6"] }, ["reads", "reverses"]],
    ["a member's value, written otherwise", { "enums.ts": ["High = 5", "High = 2 + 3"] }, []],
    ["another member's value", { "enums.ts": ["Low,", "Low = 1,"] }, ["reverses"]],
    ["a member more", { "enums.ts": ["Top }", "Top, More }"] }, ["reverses"]],
    ["a member's name", { "enums.ts": ["Low", "Lowest"] }, ["reverses"]],
    [
      "a member's name where it is read by value",
      { "enums.ts": ["Both", "All"], "main.ts": ["Flags.Both", "Flags.All"] },
      [],
    ],
    ["a constant that is folded", { "enums.ts": ["B = 1 << 1", "B = 1 << 2"] }, ["folds"]],
    ["a computed member", { "text.ts": ['text"', 'texts"'] }, ["computes"]],
    ["a const enum's order", { "enums.ts": ["{ A, B, C }", "{ B, A, C }"] }, ["inlines"]],
    ["a const enum that becomes a plain one", { "enums.ts": ["const enum Code", "enum Code"] }, []],
    ["a text", { "enums.ts": ['"B-b" = "b"', '"B-b" = "c"'] }, ["words", "lists"]],
    ["the enum's name", { "enums.ts": ["Level", "Grade"], "main.ts": ["Level,", "Grade as Level,"] }, []],
    ["a literal for a member", { "main.ts": ["Level.High", "5"] }, ["reads"]],
  ]);
});

describe("decorators", () => {
  const project: Files = {
    "main.ts": `
import { Service } from "./service.js";
/** @cacheData */ export function serves(n: number): number { return new Service().run(n); }
`,
    "service.ts": `
import { logged, counted, named } from "./decorators.js";
@named
export class Service {
  @logged("run") run(n: number): number { return n; }
  @counted count = 0;
}
`,
    "decorators.ts": `
export const logged = (name: string) => (method: (n: number) => number, _: unknown): ((n: number) => number) => (n) => method(n) + name.length;
export function counted(_: undefined, context: ClassFieldDecoratorContext): void { context.addInitializer(() => {}); }
export function named(target: unknown, _: unknown): void { void target; }
`,
  };

  testEdits(project, [
    ["a decorator's code", { "decorators.ts": ["name.length", "name.length * 2"] }, ["serves"]],
    ["a field decorator's code", { "decorators.ts": ["() => {}", "() => undefined"] }, ["serves"]],
    ["a class decorator's code", { "decorators.ts": ["void target", "void 0"] }, ["serves"]],
    ["a decorator's argument", { "service.ts": ['"run")', '"walk")'] }, ["serves"]],
    ["a decorator less", { "service.ts": ["@counted ", ""] }, ["serves"]],
  ]);
});

describe("JSX", () => {
  const project: Files = {
    "package.json": '{ "name": "app" }',
    "main.tsx": `
import { h } from "./dom.js";
import { Title } from "./title.js";
import * as parts from "./parts.js";
/** @cacheData */ export function page(n: number): string { return <Title level={n}>some text</Title>; }
/** @cacheData */ export function part(n: number): string { return <parts.Part n={n} />; }
/** @cacheData */ export function intrinsic(n: number): string { return <div id={String(n)}>text</div>; }
/** @cacheData */ export function none(n: number): string { return "<div>" + n; }
`,
    "dom.ts": `
declare global { namespace JSX { type Element = string; interface IntrinsicElements { div: { id: string; children?: unknown }; p: { id: string; children?: unknown } } interface ElementChildrenAttribute { children: unknown } } }
export function h(tag: unknown, ...rest: unknown[]): string { return String(tag) + rest.join(); }
`,
    "title.tsx":
      "import { h } from './dom.js';\nexport const Title = (p: { level: number; children?: unknown }): string => <p id={String(p.level)}>x</p>;\n",
    "parts.tsx": "export const Part = (p: { n: number }): string => String(p.n);\nexport const other = 1;\n",
  };
  const options = { compilerOptions: { jsx: ts.JsxEmit.React, jsxFactory: "h" } };

  testEdits(
    project,
    [
      ["a component", { "title.tsx": ["p.level", "p.level + 1"] }, ["page"]],
      ["a component of a module", { "parts.tsx": ["String(p.n)", "String(p.n + 1)"] }, ["part"]],
      ["the factory", { "dom.ts": ["rest.join()", "rest.join(',')"] }, ["page", "part", "intrinsic"]],
      [
        "an element's name",
        {
          "main.tsx": [
            ["<div id", "<p id"],
            ["text</div>", "text</p>"],
          ],
        },
        ["intrinsic"],
      ],
      ["text", { "main.tsx": [">some text<", ">other text<"] }, ["page"]],
      ["a space that shows", { "main.tsx": [">some text<", ">some text <"] }, ["page"]],
      ["lines around text", { "main.tsx": [">some text<", ">\n    some\n    text\n  <"] }, []],
      [
        "a component's name",
        {
          "title.tsx": ["Title", "Heading"],
          "main.tsx": [
            ["{ Title }", "{ Heading }"],
            ["<Title", "<Heading"],
            ["</Title", "</Heading"],
          ],
        },
        [],
      ],
      ["what isn't used of a module", { "parts.tsx": ["other = 1", "other = 2"] }, []],
      [
        "a pragma",
        { "main.tsx": ["import { h }", "/** @jsx h2 */\nimport { h as h2, h }"] },
        ["page", "part", "intrinsic"],
      ],
    ],
    options,
  );
});
