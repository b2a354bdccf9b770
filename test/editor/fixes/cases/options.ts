import type { FixAllCase, FixCase } from "./case.js";

const FUNCTION = `export function f(id: number, user: { name: string }): string {
  return id + user.name;
}
`;

const METHOD = `  total(n: number): number {
    return this.base * n;
  }
}
`;

export const OPTION_CASES: readonly FixCase[] = [
  {
    title: "a misspelt option",
    code: 870121,
    before: `/** @cacheData { ttl: "1h", maxEntrys: 5 } */\n${FUNCTION}`,
    offers: [`Change to "maxEntries"`, `Remove the option "maxEntrys"`],
    after: `/** @cacheData { ttl: "1h", maxEntries: 5 } */\n${FUNCTION}`,
  },
  {
    title: "a misspelt option in quotes",
    code: 870121,
    before: `/** @cacheData { 'tll': '1h' } */\n${FUNCTION}`,
    offers: [`Change to "ttl"`, `Remove the option "tll"`],
    after: `/** @cacheData { 'ttl': '1h' } */\n${FUNCTION}`,
  },
  {
    title: "the only option, which there isn't",
    code: 870121,
    before: `/** Ours. @cacheData { colour: "red" } @internal */\n${FUNCTION}`,
    offers: [`Remove the option "colour"`],
    after: `/** Ours. @cacheData @internal */\n${FUNCTION}`,
  },
  {
    title: "an option that is misspelt beside the right one",
    code: 870121,
    before: `/** @cacheData { tll: "2h", ttl: "1h" } */\n${FUNCTION}`,
    offers: [`Remove the option "tll"`],
    after: `/** @cacheData { ttl: "1h" } */\n${FUNCTION}`,
  },
  ...(
    [
      [`{ ttl: "1h", refresh: "backgroud" }`, `"background"`, `{ ttl: "1h", refresh: "background" }`],
      [`{ ttl: '1h', refresh: 'back' }`, `'background'`, `{ ttl: '1h', refresh: 'background' }`],
      [`{ maxEntries: "5" }`, "5", "{ maxEntries: 5 }"],
      [`{ maxEntries: "1,000" }`, "1000", "{ maxEntries: 1000 }"],
      [`{ ttl: "10 m" }`, `"10m"`, `{ ttl: "10m" }`],
      [`{ ttl: "1 Hour 30 minutes" }`, `"1h30m"`, `{ ttl: "1h30m" }`],
      [`{ ttl: "2 weeks" }`, `"14d"`, `{ ttl: "14d" }`],
      [`{ ttl: "90" }`, "90", "{ ttl: 90 }"],
      [`{ maxBytes: "64 mb" }`, `"64MB"`, `{ maxBytes: "64MB" }`],
      [`{ maxBytes: "1.5g" }`, `"1.5GB"`, `{ maxBytes: "1.5GB" }`],
      [`{ maxBytes: "64MIB" }`, `"64MiB"`, `{ maxBytes: "64MiB" }`],
      [`{ tags: 'all' }`, `['all']`, `{ tags: ['all'] }`],
      [`{ freeze: "false" }`, "false", "{ freeze: false }"],
      [`{ version: 2 }`, `"2"`, `{ version: "2" }`],
      [`{ hash: "dep" }`, `"deps"`, `{ hash: "deps" }`],
    ] as const
  ).map(([options, meant, mended]): FixCase => ({
    title: `a wrong value in ${options}`,
    code: 870122,
    before: `/** @cacheData ${options} */\n${FUNCTION}`,
    offers: [`Change to ${meant}`],
    after: `/** @cacheData ${mended} */\n${FUNCTION}`,
  })),
  ...[`ttl: "1x"`, `ttl: "30m1h"`, `ttl: "0"`, "maxEntries: 0", `refresh: true`, `maxBytes: "many"`, "tags: [1]"].map(
    (option): FixCase => ({
      title: `a wrong value for which no other can be told, ${option}`,
      code: 870122,
      before: `/** @cacheData { ${option} } */\n${FUNCTION}`,
      offers: [],
    }),
  ),
  ...(
    [
      ["{ ttl: 10m }", `"10m"`, `{ ttl: "10m" }`],
      ["{ ttl: 10 minutes, maxEntries: 5 }", `"10m"`, `{ ttl: "10m", maxEntries: 5 }`],
      [`{ ttl: '1h', refresh: background }`, `"background"`, `{ ttl: '1h', refresh: "background" }`],
      ["{ ttl: “1h” }", `"1h"`, `{ ttl: "1h" }`],
      ["{ maxBytes: 64mb, ttl: 1 }", `"64MB"`, `{ maxBytes: "64MB", ttl: 1 }`],
    ] as const
  ).map(([options, meant, mended]): FixCase => ({
    title: `a value without quotes in ${options}`,
    code: 870120,
    before: `/** @cacheData ${options} */\n${FUNCTION}`,
    offers: [`Change to ${meant}`],
    after: `/** @cacheData ${mended} */\n${FUNCTION}`,
  })),
  ...["ttl: HOUR", "ttl: 60 * 60", "version: major", "ttl: 5, ???", `ttl: 5 maxEntries: 1`, "tll: 10m"].map(
    (option): FixCase => ({
      title: `what can't be read and isn't a value without quotes, ${option}`,
      code: 870120,
      before: `/** @cacheData { ${option} } */\n${FUNCTION}`,
      offers: [],
    }),
  ),
  {
    title: "an option given twice, on lines of their own, with CRLF",
    code: 870123,
    before: `/**\r\n * @cacheData {\r\n *   ttl: "1h",\r\n *   ttl: "2h",\r\n *   maxEntries: 5,\r\n * }\r\n */\r\n${FUNCTION}`,
    offers: [`Remove the option "ttl"`],
    after: `/**\r\n * @cacheData {\r\n *   ttl: "1h",\r\n *   maxEntries: 5,\r\n * }\r\n */\r\n${FUNCTION}`,
  },
  {
    title: "an option of the other tag",
    code: 870124,
    before: `/** @cacheResource { ttl: "1h", maxBytes: 10 } */\n${FUNCTION}`,
    offers: ["Use @cacheData", `Remove the option "maxBytes"`],
    after: `/** @cacheData { ttl: "1h", maxBytes: 10 } */\n${FUNCTION}`,
  },
  {
    title: "an option of the other tag, which isn't for such a result",
    code: 870124,
    before: `/** @cacheResource { ttl: "1h", maxBytes: 10 } */\nexport function f(n: number): () => number {\n  return () => n;\n}\n`,
    offers: [`Remove the option "maxBytes"`],
    after: `/** @cacheResource { ttl: "1h" } */\nexport function f(n: number): () => number {\n  return () => n;\n}\n`,
  },
  {
    title: "an option that needs a ttl, in single quotes",
    code: 870125,
    before: `/** @cacheData { staleIfError: '1d' } */\n${FUNCTION}`,
    offers: ["Add ttl: '1h'", `Remove the option "staleIfError"`],
    after: `/** @cacheData { staleIfError: '1d', ttl: '1h' } */\n${FUNCTION}`,
  },
  {
    title: "an option that needs a background refresh, and a ttl, on lines of their own",
    code: 870125,
    before: `/**\n * @cacheData {\n *   staleFor: "1d"\n * }\n */\n${FUNCTION}`,
    offers: [`Add ttl: "1h" and refresh: "background"`, `Remove the option "staleFor"`],
    after: `/**\n * @cacheData {\n *   staleFor: "1d",\n *   ttl: "1h",\n *   refresh: "background"\n * }\n */\n${FUNCTION}`,
  },
  {
    title: "an option that needs another refresh than is there",
    code: 870125,
    before: `/** @cacheData { staleFor: "1d", refresh: "foreground" } */\n${FUNCTION}`,
    offers: [`Add ttl: "1h" and refresh: "background"`, `Remove the option "staleFor"`],
    after: `/** @cacheData { staleFor: "1d", refresh: "background", ttl: "1h" } */\n${FUNCTION}`,
  },
  {
    title: "a time beside a spinner that is turned off",
    code: 870125,
    before: `/** @cacheData { showSpinner: false, showTime: true } */\n${FUNCTION}`,
    offers: ["Change to showSpinner: true", `Remove the option "showTime"`],
    after: `/** @cacheData { showSpinner: true, showTime: true } */\n${FUNCTION}`,
  },
  {
    title: "a part of the key as in a template",
    code: 870126,
    before: `/** @cacheData { tags: ["all", "id:\${id}"] } */\n${FUNCTION}`,
    offers: ["Write the part in single braces"],
    after: `/** @cacheData { tags: ["all", "id:{id}"] } */\n${FUNCTION}`,
  },
  {
    title: "a part of the key in double braces",
    code: 870126,
    before: `/** @cacheData { tags: ["id:{{ id }}:x"] } */\n${FUNCTION}`,
    offers: ["Write the part in single braces"],
    after: `/** @cacheData { tags: ["id:{ id }:x"] } */\n${FUNCTION}`,
  },
  {
    title: "a part that the key doesn't have",
    code: 870127,
    before: `/** @cacheData { tags: ["id:{id}", "user:{name}"] } */\n${FUNCTION}`,
    offers: [`Change to "user.name"`],
    after: `/** @cacheData { tags: ["id:{id}", "user:{user.name}"] } */\n${FUNCTION}`,
  },
  {
    title: "a method that uses this, in a file with single quotes",
    code: 870206,
    before: `import type {} from 'tscached';\nclass Hidden {\n  /** @cacheData */\n  total(n: number): string {\n    return String(this) + n;\n  }\n}\nexport { Hidden };\n`,
    offers: [
      "Add { this: 'instance' } for a cache of each object's own",
      "Add { this: 'ignore' } to leave the object out of the key",
    ],
    after: `import type {} from 'tscached';\nclass Hidden {\n  /** @cacheData { this: 'instance' } */\n  total(n: number): string {\n    return String(this) + n;\n  }\n}\nexport { Hidden };\n`,
  },
  {
    title: "a method that uses this, with options",
    code: 870206,
    before: `export class Shop {\n  constructor(private base: number) {}\n\n  /** @cacheData { ttl: "1h" } */\n${METHOD}`,
    offers: [
      "Give Shop a [cacheKey]() method of base",
      `Add { this: "instance" } for a cache of each object's own`,
      `Add { this: "ignore" } to leave the object out of the key`,
    ],
    take: 2,
    after: `export class Shop {\n  constructor(private base: number) {}\n\n  /** @cacheData { ttl: "1h", this: "ignore" } */\n${METHOD}`,
  },
  {
    title: "a method that uses this, in a class that is given a key",
    code: 870206,
    before: `export class Shop {\n  constructor(private base: number) {}\n\n  /** @cacheData */\n${METHOD}`,
    offers: [
      "Give Shop a [cacheKey]() method of base",
      `Add { this: "instance" } for a cache of each object's own`,
      `Add { this: "ignore" } to leave the object out of the key`,
    ],
    after: `import { cacheKey } from "tscached";\n\nexport class Shop {\n  constructor(private base: number) {}\n\n  [cacheKey]() {\n    return this.base;\n  }\n\n  /** @cacheData */\n${METHOD}`,
  },
  {
    title: "a helper that has captured this",
    code: 870206,
    before: `export class Shop {\n  base = 2;\n  make() {\n    const helper = (): number => this.base;\n    /** @cacheData */\n    const f = (n: number): number => helper() + n;\n    return f;\n  }\n}\n`,
    offers: [`Add { this: "ignore" } to leave the object out of the key`],
    after: `export class Shop {\n  base = 2;\n  make() {\n    const helper = (): number => this.base;\n    /** @cacheData { this: "ignore" } */\n    const f = (n: number): number => helper() + n;\n    return f;\n  }\n}\n`,
  },
  {
    title: "an option of a receiver where there is none",
    code: 870209,
    before: `/** @cacheData { ttl: "1h", this: "ignore" } */\n${FUNCTION}`,
    offers: [`Remove the option "this"`],
    after: `/** @cacheData { ttl: "1h" } */\n${FUNCTION}`,
  },
];

export const OPTION_ALL_CASES: readonly FixAllCase[] = [
  {
    title: "wrong values",
    id: "tscached-misspelt-value",
    before: `/** @cacheData { ttl: "1 h", maxEntries: "5" } */\n${FUNCTION}/** @cacheData { ttl: 10m } */\n${FUNCTION.replace("f(", "g(")}`,
    after: `/** @cacheData { ttl: "1h", maxEntries: 5 } */\n${FUNCTION}/** @cacheData { ttl: "10m" } */\n${FUNCTION.replace("f(", "g(")}`,
  },
  {
    title: "unknown options, neighbours among them",
    id: "tscached-unknown-option",
    before: `/** @cacheData { colour: 1, flavour: 2, ttl: "1h" } */\n${FUNCTION}/** @cacheData { ttl: 1, colour: 1, flavour: 2 } */\nexport const g = () => 1;\n/** @cacheData { colour: 1, flavour: 2 } */\nexport const h = () => 1;\n`,
    after: `/** @cacheData { ttl: "1h" } */\n${FUNCTION}/** @cacheData { ttl: 1 } */\nexport const g = () => 1;\n/** @cacheData */\nexport const h = () => 1;\n`,
  },
  {
    title: "repeated options",
    id: "tscached-repeated-option",
    before: `/** @cacheData { ttl: 1, ttl: 2, ttl: 3 } */\n${FUNCTION}`,
    after: `/** @cacheData { ttl: 1 } */\n${FUNCTION}`,
  },
];
