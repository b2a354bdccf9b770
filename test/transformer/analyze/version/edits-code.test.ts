import { testEdits, type Files } from "./project.js";

/** Functions and what they reach in their own file and in one other. */
const project: Files = {
  "package.json": '{ "name": "app" }',
  "main.ts": `
import { double, scale, type Row, TABLE, tag, greet } from "./helpers.js";
import type { Options } from "./types.js";
import { unused } from "./unused.js";

const RATE = 2;
const LIMITS = { low: 1, high: 10 };
const { first, second = 2, ...others } = { first: 1, second: undefined as number | undefined, third: 3 };
const [head, , third = 5] = [1, 2, 3] as [number, number, number | undefined];
let counter = 0;

/** @cacheData */
export function plain(n: number): number { return n + 1; }

/** @cacheData */
export function usesHelper(n: number): number { return double(n); }

/** @cacheData */
export function usesDeep(n: number): number { return scale(n); }

/** @cacheData */
export const usesConst = (n: number): number => n * RATE + LIMITS.high;

/** @cacheData */
export function usesFirst(n: number): number { return n + first; }

/** @cacheData */
export function usesSecond(n: number): number { return n + (second ?? 0); }

/** @cacheData */
export function usesOthers(n: number): number { return n + others.third; }

/** @cacheData */
export function usesHead(n: number): number { return n + head; }

/** @cacheData */
export function usesThird(n: number): number { return n + third; }

/** @cacheData */
export function usesDefault(n: number, m = double(n)): number { return n + m; }

/** @cacheData */
export function usesShorthand(n: number): unknown[] { const made = { RATE, n }; return Object.values(made); }

/** @cacheData */
export function usesTag(n: number): string { return tag\`a\${n}b\`; }

/** @cacheData */
export function usesCached(n: number): number { return plain(n) + 1; }

/** @cacheData */
export function usesOptions(n: number, options: Options): string { return String(n) + String(options); }

/** @cacheData */
export function usesCounter(n: number): number { return n + counter; }

/** @cacheData */
export function usesTable(key: string): number { return (TABLE as Record<string, Row>)[key]?.size ?? 0; }

/** @cacheData */
export function usesOverloads(n: number): string { return greet(n); }

/** @cacheData */
export function usesGlobals(n: number): number { return Math.max(n, Number("1_0")); }

const { a, ...rest } = { a: 1, b: 2, c: 3 };
/** @cacheData */
export function usesRest(n: number): number { return n + Object.keys(rest).length; }
export const unusedA = a;

declare const HOST: string;
declare const PORT: string;
/** @cacheData */
export function usesAmbient(n: number): string { return n + HOST; }

let amount: number = JSON.parse("0");
let open: boolean = JSON.parse("0");
/** @cacheData */
export function usesTwo(n: number): string { return n + String(amount) + String(open); }
export const change = (): void => { amount++; open = !open; };

/** @cacheData */
export function chains(o?: { a: { b: number } }): number | undefined { return o?.a.b; }

function around(size: number, shut: boolean): (n: number) => string {
  /** @cacheData */
  function within(n: number): string { return n + String(size) + String(shut); }
  return within;
}
export const again = around(1, true);

function outer(base: number): (n: number) => number {
  const step = 3;
  const twice = (x: number): number => x * 2 + base;
  /** @cacheData */
  function inner(n: number): number { return twice(n) + step; }
  return inner;
}

export const run = (): number => { counter++; return outer(1)(unused.length); };
`,
  "helpers.ts": `
export interface Row { readonly size: number }
export function double(n: number): number { return n * 2; }
export function scale(n: number): number { return double(n) * factor(); }
function factor(): number { return 7; }
export function unrelated(n: number): number { return n - 1; }
export const TABLE = { a: { size: 1 }, b: { size: 2 } } satisfies Record<string, Row>;
export function tag(parts: TemplateStringsArray, ...values: number[]): string { return parts.raw.join() + values.join(); }
export function greet(name: string): string;
export function greet(name: number): string;
export function greet(name: string | number): string { return \`hello \${name}\`; }
`,
  "types.ts": "export type Options = boolean;\n",
  "unused.ts": 'export const unused = "x";\n',
};

/** What calls `double`. */
const DOUBLE = ["usesHelper", "usesDeep", "usesDefault"];

describe("an edit that changes what a function does changes its version", () => {
  testEdits(project, [
    ["the body", { "main.ts": ["return n + 1; }", "return n + 2; }"] }, ["plain", "usesCached"]],
    ["a helper in another file", { "helpers.ts": ["return n * 2", "return n * 3"] }, DOUBLE],
    ["a helper's helper, which isn't exported", { "helpers.ts": ["return 7", "return 8"] }, ["usesDeep"]],
    ["a constant", { "main.ts": ["RATE = 2", "RATE = 3"] }, ["usesConst", "usesShorthand"]],
    ["a constant object", { "main.ts": ["high: 10", "high: 11"] }, ["usesConst"]],
    ["a property's name", { "main.ts": ["low: 1", "lower: 1"] }, ["usesConst"]],
    ["a constant in another file", { "helpers.ts": ["b: { size: 2 }", "b: { size: 3 }"] }, ["usesTable"]],
    ["a default in a pattern", { "main.ts": ["second = 2", "second = 3"] }, ["usesSecond"]],
    ["a default in a pattern for an array", { "main.ts": ["third = 5", "third = 6"] }, ["usesThird"]],
    [
      "what a pattern takes apart",
      { "main.ts": ["{ first: 1,", "{ first: 4,"] },
      ["usesFirst", "usesSecond", "usesOthers"],
    ],
    ["the position in a pattern", { "main.ts": [["[head, , third", "[, head, third"]] }, ["usesHead"]],
    ["a default parameter that calls a helper", { "main.ts": ["m = double(n)", "m = double(n + 1)"] }, ["usesDefault"]],
    ["a tag function", { "helpers.ts": ["parts.raw.join()", "parts.join()"] }, ["usesTag"]],
    ["a template's text", { "main.ts": ["`a${n}b`", "`a${n}c`"] }, ["usesTag"]],
    ["a tagged template's raw text", { "main.ts": ["`a${n}b`", "`\\x61${n}b`"] }, ["usesTag"]],
    ["the implementation behind overloads", { "helpers.ts": ["`hello", "`hi"] }, ["usesOverloads"]],
    [
      "a type in another file that changes the order of the key",
      { "types.ts": ["boolean", "string"] },
      ["usesOptions"],
    ],
    ["what a variable starts with", { "main.ts": ["counter = 0", "counter = 1"] }, ["usesCounter"]],
    ["a variable's name, which names a part of the key", { "main.ts": ["counter", "count"] }, ["usesCounter"]],
    ["a local helper", { "main.ts": ["x * 2 + base", "x * 4 + base"] }, ["inner"]],
    ["what a local helper reads", { "main.ts": ["x * 2 + base", "x * 2 - base"] }, ["inner"]],
    ["a captured variable's name", { "main.ts": ["step", "stride"] }, ["inner"]],
    ["which helper is called", { "main.ts": ["return scale(n)", "return double(n)"] }, ["usesDeep"]],
    [
      "a helper that becomes another function under the same name",
      {
        "helpers.ts": [
          "export function double(n: number): number { return n * 2; }",
          "export const double = Math.sqrt;",
        ],
      },
      DOUBLE,
    ],
    ["a global", { "main.ts": ["Math.max", "Math.min"] }, ["usesGlobals"]],
    [
      "a helper's parameter that gets a default",
      { "helpers.ts": ["factor(): number { return 7", "factor(by = 7): number { return by"] },
      ["usesDeep"],
    ],
    [
      "a helper that becomes a generator",
      {
        "helpers.ts": [
          ["function factor(): number { return 7; }", "function* factor(): Generator<number> { yield 7; }"],
          ["(n) * factor()", "(n) * [...factor()].length"],
        ],
      },
      ["usesDeep"],
    ],
    ["the order of two calls", { "main.ts": ["n + (second ?? 0)", "(second ?? 0) + n"] }, ["usesSecond"]],
    ["an optional chain less", { "main.ts": ["[key]?.size ?? 0", "[key]!.size ?? 0"] }, ["usesTable"]],
    ["parentheses that end an optional chain", { "main.ts": ["o?.a.b", "(o?.a)!.b"] }, ["chains"]],
    ["what a rest leaves out", { "main.ts": ["{ a, ...rest }", "{ a, b: _, ...rest }"] }, ["usesRest"]],
    ["which of two globals is read", { "main.ts": ["n + HOST", "n + PORT"] }, ["usesAmbient"]],
    [
      "which of two variables is read where, with the same key",
      { "main.ts": ["String(amount) + String(open)", "String(open) + String(amount)"] },
      ["usesTwo"],
    ],
    [
      "which of two captured variables is read where, with the same key",
      { "main.ts": ["String(size) + String(shut)", "String(shut) + String(size)"] },
      ["within"],
    ],
    ["a mutual circle that a helper joins", { "helpers.ts": ["return 7", "return scale.length"] }, ["usesDeep"]],
  ]);
});

describe("an edit that changes nothing a function does keeps its version", () => {
  testEdits(project, [
    ["an unrelated export of the same file", { "helpers.ts": ["n - 1", "n - 2"] }, []],
    [
      "an unrelated export that goes",
      { "helpers.ts": ["export function unrelated(n: number): number { return n - 1; }", ""] },
      [],
    ],
    [
      "an unused import",
      { "main.ts": ["import { double,", 'import { unrelated } from "./helpers.js";\nimport { double,'] },
      [],
    ],
    [
      "an import that goes",
      {
        "main.ts": [
          ['import { unused } from "./unused.js";', ""],
          ["unused.length", "1"],
        ],
      },
      [],
    ],
    ["a file more", { "more.ts": "export const more = 1;\n" }, []],
    [
      "a file less",
      {
        "unused.ts": undefined,
        "main.ts": [
          ['import { unused } from "./unused.js";', ""],
          ["unused.length", "1"],
        ],
      },
      [],
    ],
    ["code that isn't cached", { "main.ts": ["unused.length", "unused.length + 1"] }, []],
    ["a comment in a helper", { "helpers.ts": ["return n * 2;", "/* twice */ return n * 2 /* done */;"] }, []],
    ["white space", { "helpers.ts": ["return n * 2;", "\n\n  return n\n    * 2;\n"] }, []],
    ["quotes", { "main.ts": ['"1_0"', "'1_0'"] }, []],
    ["quotes around a property's name", { "main.ts": ["low: 1", '"low": 1'] }, []],
    ["a number's base", { "helpers.ts": ["return 7", "return 0x7"] }, []],
    ["a number's separator", { "main.ts": ["high: 10", "high: 1_0"] }, []],
    ["parentheses", { "helpers.ts": ["return n * 2", "return ((n) * (2))"] }, []],
    ["semicolons", { "helpers.ts": ["return 7;", "return 7"] }, []],
    ["an empty statement", { "helpers.ts": ["return 7;", ";return 7;;"] }, []],
    ["a trailing comma", { "main.ts": ["high: 10 }", "high: 10, }"] }, []],
    ["an escape in a text", { "main.ts": ['"1_0"', '"\\x31_0"'] }, []],
    ["as", { "helpers.ts": ["return n * 2", "return (n as number) * 2"] }, []],
    ["satisfies", { "helpers.ts": [" satisfies Record<string, Row>", ""] }, []],
    ["!", { "helpers.ts": ["return n * 2", "return n! * 2"] }, []],
    ["a helper's types", { "helpers.ts": ["double(n: number): number", "double(n: 1 | number)"] }, []],
    ["a constant's type", { "main.ts": ["RATE = 2", "RATE: number = 2"] }, []],
    ["an interface", { "helpers.ts": ["readonly size: number }", "readonly size: number; more?: string }"] }, []],
    ["an overload", { "helpers.ts": ["export function greet(name: string): string;", ""] }, []],
    [
      "an import of a type",
      {
        "main.ts": [
          "import type { Options }",
          'import type { Options as _ } from "./types.js";\nimport { type Options }',
        ],
      },
      [],
    ],
    ["a type that changes nothing in the key", { "types.ts": ["boolean", "boolean | undefined"] }, []],
    [
      "a local's name",
      {
        "main.ts": [
          ["const made", "const result"],
          ["(made)", "(result)"],
        ],
      },
      [],
    ],
    [
      "a parameter's name",
      { "helpers.ts": ["double(n: number): number { return n", "double(x: number): number { return x"] },
      [],
    ],
    ["a helper's name", { "helpers.ts": ["double", "twofold"], "main.ts": ["double", "twofold"] }, []],
    [
      "a constant's name",
      {
        "main.ts": [
          ["RATE = 2", "FACTOR = 2"],
          ["n * RATE", "n * FACTOR"],
          ["{ RATE,", "{ RATE: FACTOR,"],
        ],
      },
      [],
    ],
    [
      "the alias of an import",
      {
        "main.ts": [
          ["{ double,", "{ double as twice,"],
          ["double(n)", "twice(n)"],
        ],
      },
      [],
    ],
    ["a local helper's name", { "main.ts": ["twice", "doubled"] }, []],
    ["a name in a pattern that isn't used", { "main.ts": ["[head, , third", "[head, _, third"] }, []],
    ["a helper's export", { "helpers.ts": ["function factor", "export function factor"] }, []],
    [
      "the order of two functions",
      {
        "main.ts": [
          ["/** @cacheData */\nexport function plain(n: number): number { return n + 1; }\n", ""],
          [
            "function outer",
            "/** @cacheData */\nexport function plain(n: number): number { return n + 1; }\n\nfunction outer",
          ],
        ],
      },
      [],
    ],
    [
      "the order of two helpers",
      {
        "helpers.ts": [
          ["function factor(): number { return 7; }", ""],
          ["export interface Row", "function factor(): number { return 7; }\nexport interface Row"],
        ],
      },
      [],
    ],
    [
      "an option of the tag",
      {
        "main.ts": ["/** @cacheData */\nexport function plain", "/** @cacheData { ttl: 5 } */\nexport function plain"],
      },
      [],
    ],
    [
      "text above the tag",
      {
        "main.ts": [
          "/** @cacheData */\nexport function plain",
          "/**\n * Text.\n * @cacheData\n */\nexport function plain",
        ],
      },
      [],
    ],
    ["the directive for the linter", { "helpers.ts": ["return 7;", "// eslint-disable-next-line\n return 7;"] }, []],
    ["line ends", { "helpers.ts": ["\n", "\r\n"] }, []],
  ]);
});
