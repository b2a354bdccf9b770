import { testEdits, type Files } from "./project.js";

/** Cached functions with what they show and ask, in their own file and in another one. */
const project: Files = {
  "package.json": '{ "name": "app" }',
  "main.ts": `
import { show, Settings, table } from "./observed.js";

/** @cacheData */
export function shows(n: number): number { show(String(n)); return n; }

/** @cacheData */
export function asks(n: number): number { return Settings.mode() ? n : 0; }

/** @cacheData */
export function throughTable(n: number): number { table.arrow(String(n)); table.named(); return n; }

/** @cacheData */
export function neither(n: number): number { return n; }
`,
  "observed.ts": `
let lines = 0;
let mode = true;

/** @cacheReplay */
export function show(text: string): void { lines++; void text; }

export class Settings {
  /** @cacheInput */
  static mode(): boolean { return mode; }
}

export const table = {
  /** @cacheReplay */
  arrow: (text: string): void => { lines++; void text; },
  /** @cacheReplay */
  named: function named(): void { lines++; },
};
`,
};

const observed = (from: string, to: string): { "observed.ts": readonly [string, string] } => ({
  "observed.ts": [from, to],
});

testEdits(project, [
  [
    "the code of a replayed function",
    observed("{ lines++; void text; }\n\nexport", "{ void text; }\n\nexport"),
    ["shows"],
  ],
  ["the code of an input", observed("{ return mode; }", "{ return !mode; }"), ["asks"]],
  ["what a variable starts with", observed("let mode = true", "let mode = false"), ["asks"]],
  // What was stored while they were no such functions has nothing to replay, and asks nothing.
  ["a replayed function's tag", observed("/** @cacheReplay */\nexport", "export"), ["shows"]],
  ["an input's tag", observed("/** @cacheInput */", ""), ["asks"]],
  ["the text beside a tag", observed("/** @cacheReplay */\nexport", "/** Shows. @cacheReplay */\nexport"), []],
  ["the tag of an arrow in an object", observed("/** @cacheReplay */\n  arrow", "arrow"), ["throughTable"]],
  ["the tag of a named function in an object", observed("/** @cacheReplay */\n  named", "named"), ["throughTable"]],
]);
