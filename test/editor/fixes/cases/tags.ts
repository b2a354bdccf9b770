import type { FixAllCase, FixCase } from "./case.js";

const FUNCTION = `export function f(n: number): number {
  return n;
}
`;

export const TAG_CASES: readonly FixCase[] = [
  {
    title: "a tag that is cut short, with options",
    code: 870100,
    before: `/** @cache { ttl: 3 } */\nexport function f(id: number): number {\n  return id;\n}\n`,
    offers: ["Change to @cacheData"],
    after: `/** @cacheData { ttl: 3 } */\nexport function f(id: number): number {\n  return id;\n}\n`,
  },
  {
    title: "a misspelt tag",
    code: 870100,
    before: `/** @cachedata { ttl: "1h" } */\n${FUNCTION}`,
    offers: ["Change to @cacheData"],
    after: `/** @cacheData { ttl: "1h" } */\n${FUNCTION}`,
  },
  {
    title: "a tag that stands apart from its @",
    code: 870100,
    before: `/** @ cacheResource */\n${FUNCTION}`,
    offers: ["Change to @cacheResource"],
    after: `/** @cacheResource */\n${FUNCTION}`,
  },
  {
    title: "a line comment",
    code: 870101,
    before: `//@cacheData{ttl:"1h"}  \n${FUNCTION}`,
    offers: ["Make this a JSDoc comment"],
    after: `/** @cacheData{ttl:"1h"} */\n${FUNCTION}`,
  },
  {
    title: "a block comment of several lines, with CRLF",
    code: 870101,
    before: `/*\r\n * @cacheData\r\n */\r\n${FUNCTION}`,
    offers: ["Make this a JSDoc comment"],
    after: `/**\r\n * @cacheData\r\n */\r\n${FUNCTION}`,
  },
  {
    title: "a line comment that would end too early",
    code: 870101,
    before: `// @cacheData { version: "*/" }\n${FUNCTION}`,
    offers: [],
  },
  {
    title: "a plain comment that is for no function",
    code: 870101,
    before: `// @cacheData\nexport const n = 1;\n`,
    offers: [],
  },
  {
    title: "a tag at the initialiser, below a doc comment of one line",
    code: 870102,
    before: `/** Ours. */\nexport const f = /** @cacheData { ttl: "1h" } */ (n: number): number => n;\n`,
    offers: ["Move @cacheData above the declaration"],
    after: `/** Ours. @cacheData { ttl: "1h" } */\nexport const f = (n: number): number => n;\n`,
  },
  {
    title: "a tag behind a modifier, below a doc comment of several lines, with CRLF",
    code: 870102,
    before: `export class A {\r\n  /**\r\n   * Ours.\r\n   * @param n - a number\r\n   */\r\n  public /** @cacheData */ f(n: number): number {\r\n    return n;\r\n  }\r\n}\r\n`,
    offers: ["Move @cacheData above the declaration"],
    after: `export class A {\r\n  /**\r\n   * Ours.\r\n   * @param n - a number\r\n   * @cacheData\r\n   */\r\n  public f(n: number): number {\r\n    return n;\r\n  }\r\n}\r\n`,
  },
  {
    title: "a tag on a later overload",
    code: 870102,
    before: `export class A {\n  f(n: number): number;\n  /** @cacheData */\n  f(n: string): number;\n  f(n: number | string): number {\n    return Number(n);\n  }\n}\n`,
    offers: ["Move @cacheData above the declaration"],
    after: `export class A {\n  /** @cacheData */\n  f(n: number): number;\n  f(n: string): number;\n  f(n: number | string): number {\n    return Number(n);\n  }\n}\n`,
  },
  {
    title: "a misplaced tag of a function that has one already",
    code: 870102,
    before: `/** @cacheData */\nexport const f = /** @cacheData */ (n: number): number => n;\n`,
    offers: [],
  },
  {
    title: "a misplaced tag where nothing could bear it",
    code: 870102,
    before: `export let f = /** @cacheData */ (n: number): number => n;\n`,
    offers: [],
  },
  {
    title: "both tags, on lines of their own",
    code: 870104,
    before: `/**\n * Ours.\n * @cacheData { ttl: "1h" }\n * @cacheResource\n */\n${FUNCTION}`,
    offers: ["Remove @cacheData", "Remove @cacheResource"],
    after: `/**\n * Ours.\n * @cacheResource\n */\n${FUNCTION}`,
  },
  {
    title: "both tags, on one line",
    code: 870104,
    before: `/** @cacheData { ttl: "1h" } @cacheResource */\n${FUNCTION}`,
    offers: ["Remove @cacheData", "Remove @cacheResource"],
    take: 1,
    after: `/** @cacheData { ttl: "1h" } */\n${FUNCTION}`,
  },
  {
    title: "both tags, in comments of their own",
    code: 870104,
    before: `namespace inner {\r\n  /** @cacheData */\r\n  /** @cacheResource */\r\n  export function f(): number {\r\n    return 1;\r\n  }\r\n}\r\nexport { inner };\r\n`,
    offers: ["Remove @cacheData", "Remove @cacheResource"],
    take: 1,
    after: `namespace inner {\r\n  /** @cacheData */\r\n  export function f(): number {\r\n    return 1;\r\n  }\r\n}\r\nexport { inner };\r\n`,
  },
  {
    title: "a tag given twice",
    code: 870105,
    before: `/** @cacheData @cacheData */\n${FUNCTION}`,
    offers: ["Remove @cacheData"],
    after: `/** @cacheData */\n${FUNCTION}`,
  },
  {
    title: "a tag given twice with different options",
    code: 870105,
    before: `/** @cacheData { ttl: "1h" } @cacheData { ttl: "2h" } */\n${FUNCTION}`,
    offers: ["Remove the first @cacheData", "Remove the second @cacheData"],
    after: `/** @cacheData { ttl: "2h" } */\n${FUNCTION}`,
  },
  {
    title: "text behind a tag, on its line",
    code: 870106,
    before: `/** @cacheData { ttl: "1h" } because it is slow */\n${FUNCTION}`,
    offers: ["Move the text above @cacheData"],
    after: `/** because it is slow @cacheData { ttl: "1h" } */\n${FUNCTION}`,
  },
  {
    title: "several lines of text behind a tag, and another tag, with CRLF",
    code: 870106,
    before: `/**\r\n * @cacheData\r\n * Loads it,\r\n *   all of it.\r\n *\r\n * @param n - a number\r\n */\r\n${FUNCTION}`,
    offers: ["Move the text above @cacheData"],
    after: `/**\r\n * Loads it,\r\n *   all of it.\r\n * @cacheData\r\n *\r\n * @param n - a number\r\n */\r\n${FUNCTION}`,
  },
  {
    title: "options without braces",
    code: 870106,
    before: `/** @cacheData ttl: "1h", maxEntries: 5 */\n${FUNCTION}`,
    offers: [`Write it as options: { ttl: "1h", maxEntries: 5 }`],
    after: `/** @cacheData { ttl: "1h", maxEntries: 5 } */\n${FUNCTION}`,
  },
  {
    title: "a slip of the pen behind a tag",
    code: 870106,
    before: `/** @cacheData. */\n${FUNCTION}`,
    offers: [],
  },
  {
    title: "a key of what isn't cached",
    code: 870107,
    before: `/**\n * @cacheKey n\n */\n${FUNCTION}`,
    offers: ["Add @cacheData", "Add @cacheResource"],
    after: `/**\n * @cacheData\n * @cacheKey n\n */\n${FUNCTION}`,
  },
  {
    title: "a function in a variable",
    code: 870203,
    before: `/** @cacheData */\nexport let f = (n: number): number => n;\n`,
    offers: ["Declare it with const"],
    after: `/** @cacheData */\nexport const f = (n: number): number => n;\n`,
  },
  {
    title: "a function in a variable that is assigned",
    code: 870203,
    before: `/** @cacheData */\nexport let f = (n: number): number => n;\nf = (n) => n + 1;\n`,
    offers: [],
  },
  {
    title: "a function in a var that is used before it is there",
    code: 870203,
    before: `export const early = typeof f;\n/** @cacheData */\nvar f = (n: number): number => n;\n`,
    offers: [],
  },
  {
    title: "a result that can't be copied",
    code: 870400,
    before: `/** @cacheData { ttl: "1h", maxBytes: 1000, freeze: false } */\nexport function f(n: number): () => number {\n  return () => n;\n}\n`,
    offers: [`Use @cacheResource, without "maxBytes" and "freeze"`],
    after: `/** @cacheResource { ttl: "1h" } */\nexport function f(n: number): () => number {\n  return () => n;\n}\n`,
  },
  {
    title: "a result that can't be copied, of a constant without a return type",
    code: 870400,
    before: `/** @cacheData */\nexport const f = (n: number) => () => n;\n`,
    offers: ["Use @cacheResource"],
    after: `/** @cacheResource */\nexport const f = (n: number) => () => n;\n`,
  },
];

export const TAG_ALL_CASES: readonly FixAllCase[] = [
  {
    title: "misspelt tags",
    id: "tscached-misspelt-tag",
    before: `/** @cachedata */\n${FUNCTION}/** @cacheDate */\nexport const g = () => 1;\n`,
    after: `/** @cacheData */\n${FUNCTION}/** @cacheData */\nexport const g = () => 1;\n`,
  },
  {
    title: "variables",
    id: "tscached-constant",
    before: `/** @cacheData */\nexport let f = () => 1;\n/** @cacheData */\nexport var g = () => 1;\n/** @cacheData */\nexport let h = () => 1;\nh = () => 2;\n`,
    after: `/** @cacheData */\nexport const f = () => 1;\n/** @cacheData */\nexport const g = () => 1;\n/** @cacheData */\nexport let h = () => 1;\nh = () => 2;\n`,
  },
];
