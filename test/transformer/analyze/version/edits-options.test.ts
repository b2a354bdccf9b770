import ts from "typescript";
import { changedBetween, edited, testEdits, versionsOf, type Files } from "./project.js";

describe("what the tag says of the version", () => {
  const project: Files = {
    "main.ts": `
import { helper } from "./helper.js";
/** @cacheData */ export function usual(n: number): number { return helper(n); }
/** @cacheData { hash: "deps" } */ export function deps(n: number): number { return helper(n); }
/** @cacheData { hash: "body" } */ export function body(n: number): number { return helper(n); }
/** @cacheData { hash: "none" } */ export function none(n: number): number { return helper(n); }
/** @cacheData { hash: "none", version: "1" } */ export function named(n: number): number { return helper(n); }
/** @cacheData { version: "1" } */ export function versioned(n: number): number { return helper(n); }
/** @cacheData { version: "1", hash: "body" } */ export function both(n: number): number { return helper(n); }
`,
    "helper.ts":
      "export const helper = (n: number): number => n + 1;\nexport const other = (n: number): number => n + 2;\n",
  };

  testEdits(project, [
    ["a helper", { "helper.ts": ["n + 1", "n + 3"] }, ["usual", "deps", "versioned"]],
    [
      "the body",
      { "main.ts": ["return helper(n);", "return helper(n) + 1;"] },
      ["usual", "deps", "versioned", "body", "both"],
    ],
    [
      "another helper in its place",
      {
        "main.ts": [
          ["{ helper }", "{ helper, other }"],
          ["return helper", "return other"],
        ],
      },
      ["usual", "deps", "versioned", "body", "both"],
    ],
    ["the version", { "main.ts": ['version: "1"', 'version: "2"'] }, ["named", "versioned", "both"]],
    ["a version more", { "main.ts": ['"none" }', '"none", version: "" }'] }, ["none"]],
    [
      "what the key is",
      { "main.ts": ["n: number): number { return helper(n)", "n: number, m = 0): number { void m; return helper(n)"] },
      ["usual", "deps", "body", "none", "named", "versioned", "both"],
    ],
    ["the default that is written out", { "main.ts": ['{ hash: "deps" }', ""] }, []],
    [
      "comments and locals",
      { "main.ts": ["n: number): number { return helper(n)", "m: number): number { /* x */ return helper(m)"] },
      [],
    ],
  ]);

  test("is no option of the runtime", () => {
    // Their order in the tag is no matter either.
    const swapped = edited(project, { "main.ts": ['version: "1", hash: "body"', 'hash: "body", version: "1"'] });
    expect(changedBetween(versionsOf(project), versionsOf(swapped))).toEqual([]);
  });
});

describe("compiler options count where they change what the code does", () => {
  const project: Files = {
    "main.tsx": `
import { h } from "./dom.js";
class WithField { value = 1; }
class WithParameter { constructor(readonly value: number) {} }
class Without { run(): number { return 1; } }
function decorate(_: unknown, ..._rest: unknown[]): any {}
class Decorated { @decorate run(): number { return 1; } }
/** @cacheData */ export function plain(n: number): number { return n; }
/** @cacheData */ export function fields(n: number): number { return n + new WithField().value; }
/** @cacheData */ export function parameters(n: number): number { return new WithParameter(n).value; }
/** @cacheData */ export function noFields(n: number): number { return n + new Without().run(); }
/** @cacheData */ export function decorated(n: number): number { return n + new Decorated().run(); }
/** @cacheData */ export function jsx(n: number): string { return <p>{n}</p>; }
/** @cacheData */ export function calls(n: number): string { return jsx(n); }
`,
    "dom.ts": `
declare global { namespace JSX { type Element = string; interface IntrinsicElements { p: object } } }
export const h = (...all: unknown[]): string => all.join();
`,
    "jsx.d.ts":
      'declare module "react/jsx-runtime" { export const jsx: unknown; export namespace JSX { type Element = string; interface IntrinsicElements { p: object } } }\n',
  };
  const base: ts.CompilerOptions = { jsx: ts.JsxEmit.React, jsxFactory: "h", noUnusedLocals: false };
  const cases: readonly (readonly [string, ts.CompilerOptions, readonly string[]])[] = [
    ["useDefineForClassFields", { useDefineForClassFields: false }, ["fields", "parameters"]],
    ["useDefineForClassFields as by default", { useDefineForClassFields: true }, []],
    ["a target for which another default holds", { target: ts.ScriptTarget.ES2021 }, ["fields", "parameters"]],
    ["a target for which the same default holds", { target: ts.ScriptTarget.ESNext }, []],
    ["a target, with the option given", { target: ts.ScriptTarget.ES2021, useDefineForClassFields: true }, []],
    ["experimentalDecorators", { experimentalDecorators: true }, ["decorated"]],
    ["emitDecoratorMetadata", { experimentalDecorators: true, emitDecoratorMetadata: true }, ["decorated"]],
    ["JSX that is left as it is", { jsx: ts.JsxEmit.Preserve }, ["jsx", "calls"]],
    ["strictness", { strict: false, noImplicitAny: true }, []],
    ["removeComments, sourceMap", { removeComments: true, sourceMap: true }, []],
  ];

  test.each(cases)("%s", (_, compilerOptions, changes) => {
    const before = versionsOf(project, { compilerOptions: base });
    const after = versionsOf(project, { compilerOptions: { ...base, ...compilerOptions } });
    expect(changedBetween(before, after)).toEqual([...changes].sort());
  });

  test("the JSX runtime", () => {
    const before = versionsOf(project, { compilerOptions: base });
    const after = versionsOf(project, { compilerOptions: { jsx: ts.JsxEmit.ReactJSX } });
    expect(changedBetween(before, after)).toEqual(["calls", "jsx"]);
  });

  test("emitDecoratorMetadata, on top of experimentalDecorators", () => {
    const old = { ...base, experimentalDecorators: true };
    const before = versionsOf(project, { compilerOptions: old });
    const after = versionsOf(project, { compilerOptions: { ...old, emitDecoratorMetadata: true } });
    expect(changedBetween(before, after)).toEqual(["decorated"]);
  });
});
