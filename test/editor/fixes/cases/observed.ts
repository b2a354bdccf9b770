import type { FixAllCase, FixCase } from "./case.js";

/** Of every case's program: what a project says of globals is no code of its own. */
const GLOBALS = `declare var process: { env: Record<string, string | undefined>; uptime(): number };
declare var crypto: { randomUUID(): string };
declare module "node:crypto" {
  export function randomInt(max: number): number;
}
`;

export const OBSERVED_CASES: readonly FixCase[] = [
  {
    title: "a replayed function that is to be cached too",
    code: 870109,
    before: `/**
 * Ours.
 * @cacheReplay
 * @cacheData { ttl: "1h" }
 */
export function f(): void {}
`,
    offers: ["Remove @cacheReplay", "Remove @cacheData"],
    take: 1,
    after: `/**
 * Ours.
 * @cacheReplay
 */
export function f(): void {}
`,
  },
  {
    title: "an input with the key of a cached function",
    code: 870109,
    before: `/** @cacheInput @cacheKey n */
export function f(n: number): number {
  return n;
}
`,
    offers: ["Remove @cacheKey"],
    after: `/** @cacheInput */
export function f(n: number): number {
  return n;
}
`,
  },
  {
    title: "a function that is asked for three things",
    code: 870109,
    before: `/** @cacheInput @cacheData @cacheKey n */
export function f(n: number): number {
  return n;
}
`,
    offers: [],
  },
  {
    title: "a variable of the environment",
    code: 870620,
    before: `/** @cacheData */
export function f(id: number): string {
  return \`\${process.env.HOST!}/\${id}\`;
}
`,
    offers: ['Read it with env("HOST"), which a hit asks again', "Take it into the key: @cacheKey process.env.HOST"],
    after: `import { env } from "tscached";

/** @cacheData */
export function f(id: number): string {
  return \`\${env("HOST")!}/\${id}\`;
}
`,
  },
  {
    title: "a variable of the environment, beside a name like ours, with CRLF",
    code: 870620,
    before: `import { cacheOf } from 'tscached'\r\n\r\nexport const env = cacheOf\r\n\r\n/**\r\n * @cacheData\r\n */\r\nexport function f(): string {\r\n  return process.env['A-B'] ?? ''\r\n}\r\n`,
    offers: ["Read it with tscachedEnv('A-B'), which a hit asks again"],
    after: `import { cacheOf, env as tscachedEnv } from 'tscached'\r\n\r\nexport const env = cacheOf\r\n\r\n/**\r\n * @cacheData\r\n */\r\nexport function f(): string {\r\n  return tscachedEnv('A-B') ?? ''\r\n}\r\n`,
  },
  {
    title: "a variable of the environment whose name is computed",
    code: 870620,
    before: `import { cacheOf } from "tscached";

/** @cacheData */
export function f(name: string): string | undefined {
  return process.env[name.toUpperCase()];
}
export const handle = cacheOf(f);
`,
    offers: ["Read it with env(name.toUpperCase()), which a hit asks again"],
    after: `import { cacheOf, env } from "tscached";

/** @cacheData */
export function f(name: string): string | undefined {
  return env(name.toUpperCase());
}
export const handle = cacheOf(f);
`,
  },
  {
    title: "a variable of the environment, taken into a key that there is",
    code: 870620,
    before: `/**
 * @cacheData
 * @cacheKey user.id
 */
export function f(user: { id: number; name: string }): string {
  const { HOST } = process.env;
  return \`\${HOST} \${user.id}\`;
}
`,
    offers: ["Take it into the key: @cacheKey process.env.HOST"],
    after: `/**
 * @cacheData
 * @cacheKey user.id, process.env.HOST
 */
export function f(user: { id: number; name: string }): string {
  const { HOST } = process.env;
  return \`\${HOST} \${user.id}\`;
}
`,
    others: { "globals.d.ts": [GLOBALS, GLOBALS] },
  },
  {
    title: "a variable of the environment, which has another name there",
    code: 870620,
    before: `/** @cacheData */
export function f(): string | undefined {
  const { env } = process;
  return env.HOST;
}
`,
    offers: [
      'Read it with tscachedEnv("HOST"), which a hit asks again',
      "Take it into the key: @cacheKey process.env.HOST",
    ],
    after: `import { env as tscachedEnv } from "tscached";

/** @cacheData */
export function f(): string | undefined {
  const { env } = process;
  return tscachedEnv("HOST");
}
`,
  },
  {
    title: "a variable of the environment, taken out of the process",
    code: 870620,
    before: `/** @cacheData */
export function f(): string | undefined {
  const { env: { HOST: host } } = process;
  return host;
}
`,
    offers: ["Take it into the key: @cacheKey process.env.HOST"],
    after: `/** @cacheData @cacheKey process.env.HOST */
export function f(): string | undefined {
  const { env: { HOST: host } } = process;
  return host;
}
`,
  },
  {
    title: "the whole environment",
    code: 870620,
    before: `/** @cacheData */
export function f(): string[] {
  return Object.keys(process.env);
}
`,
    offers: [],
  },
  {
    title: "the time, in a function without parameters",
    code: 870621,
    before: `/** @cacheData */
export function f(): number {
  return Date.now();
}
`,
    offers: ['Read it in a parameter, which the "_" leaves out of the key: _now = Date.now()'],
    after: `/** @cacheData */
export function f(_now = Date.now()): number {
  return _now;
}
`,
    value: "typeof f()",
  },
  {
    title: "a date, inside of a function in it, below parameters on lines of their own",
    code: 870621,
    before: `/** @cacheData */
export async function f(
  days: number,
  _date: string,
): Promise<number[]> {
  return [days].map((day) => day * new Date().getFullYear());
}
`,
    offers: ['Read it in a parameter, which the "_" leaves out of the key: __date = new Date()'],
    after: `/** @cacheData */
export async function f(
  days: number,
  _date: string,
  __date = new Date(),
): Promise<number[]> {
  return [days].map((day) => day * __date.getFullYear());
}
`,
  },
  {
    title: "a random number, in an arrow without parentheses",
    code: 870622,
    before: `/** @cacheData */
export const f: (n: number) => number = n => n + Math.floor(Math.random());
`,
    offers: ['Read it in a parameter, which the "_" leaves out of the key: _random = Math.random()'],
    after: `/** @cacheData */
export const f: (n: number) => number = (n, _random = Math.random()) => n + Math.floor(_random);
`,
    value: "f(2)",
  },
  {
    title: "a random number, in a function that takes all further arguments",
    code: 870622,
    before: `/** @cacheData */
export function f(...all: number[]): number {
  return all.length * Math.random();
}
`,
    offers: [],
  },
  {
    title: "the time that a formatter takes",
    code: 870621,
    before: `/** @cacheData */
export function f(): string {
  return new Intl.DateTimeFormat("de").format();
}
`,
    offers: [
      'Read it in a parameter, which the "_" leaves out of the key: _date = new Intl.DateTimeFormat("de").format()',
    ],
    after: `/** @cacheData */
export function f(_date = new Intl.DateTimeFormat("de").format()): string {
  return _date;
}
`,
  },
  {
    title: "the time that a formatter of the function's own takes",
    code: 870621,
    before: `/** @cacheData */
export function f(language: string): string {
  const formatter = new Intl.DateTimeFormat(language);
  return formatter.format();
}
`,
    offers: [],
  },
  {
    title: "the time for which the process has run",
    code: 870621,
    before: `/** @cacheData */
export function f(): object {
  return { uptime: Math.floor(process.uptime()) };
}
`,
    offers: ['Read it in a parameter, which the "_" leaves out of the key: _uptime = process.uptime()'],
    after: `/** @cacheData */
export function f(_uptime = process.uptime()): object {
  return { uptime: Math.floor(_uptime) };
}
`,
  },
  {
    title: "the time, in a loop that waits for it",
    code: 870621,
    before: `/** @cacheData */
export function f(end: number): number {
  let n = 0;
  while (Date.now() < end) n++;
  return n;
}
`,
    offers: [],
  },
  {
    title: "a clock that is handed on",
    code: 870621,
    before: `/** @cacheData */
export function f(): number {
  const now = Date.now;
  return now();
}
`,
    offers: [],
  },
  {
    title: "a random name",
    code: 870622,
    before: `/** @cacheData */
export function f(id: string): string {
  return id + crypto.randomUUID();
}
`,
    offers: ['Read it in a parameter, which the "_" leaves out of the key: _random = crypto.randomUUID()'],
    after: `/** @cacheData */
export function f(id: string, _random = crypto.randomUUID()): string {
  return id + _random;
}
`,
  },
  {
    title: "a random number for each of a list",
    code: 870622,
    before: `/** @cacheData */
export function f(names: string[]): number[] {
  return names.map(() => Math.random());
}
`,
    offers: [],
  },
  {
    title: "a random number below one of the function's own",
    code: 870622,
    before: `import { randomInt } from "node:crypto";

/** @cacheData */
export function f(names: string[]): string | undefined {
  return names[randomInt(names.length)];
}
`,
    offers: [],
  },
  {
    title: "a random number that is made by a function that is handed on",
    code: 870622,
    before: `/** @cacheData */
export function f(names: string[]): number[] {
  return names.map(Math.random);
}
`,
    offers: [],
  },
  {
    title: "a call of a session's function, in a function without options",
    code: 870623,
    before: `/** @cacheData { scope: 'session' } */
export function name(id: number): string {
  return String(id);
}
/**
 * Ours.
 * @cacheData
 */
export function f(id: number): string {
  return "to " + name(id);
}
`,
    offers: ['Add { scope: "session" }, for a cache of each session\'s own'],
    after: `/** @cacheData { scope: 'session' } */
export function name(id: number): string {
  return String(id);
}
/**
 * Ours.
 * @cacheData { scope: "session" }
 */
export function f(id: number): string {
  return "to " + name(id);
}
`,
    value: "f(1)",
  },
  {
    title: "a call of a session's function, in one that says to be for all",
    code: 870623,
    before: `/** @cacheData { scope: "session" } */
export const name = (id: number): string => String(id);
/** @cacheData { ttl: '1h', scope: 'global' } */
export const f = async (id: number): Promise<string> => name(id);
`,
    offers: ["Change to { scope: 'session' }, for a cache of each session's own"],
    after: `/** @cacheData { scope: "session" } */
export const name = (id: number): string => String(id);
/** @cacheData { ttl: '1h', scope: 'session' } */
export const f = async (id: number): Promise<string> => name(id);
`,
  },
];

export const OBSERVED_ALL_CASES: readonly FixAllCase[] = [
  {
    title: "the environment",
    id: "tscached-environment",
    before: `/** @cacheData */
export function f(): (string | undefined)[] {
  return [process.env.A, process.env["B"], process.env.A];
}
/** @cacheData */
export const g = (): string | undefined => process.env.C;
`,
    after: `import { env } from "tscached";

/** @cacheData */
export function f(): (string | undefined)[] {
  return [env("A"), env("B"), env("A")];
}
/** @cacheData */
export const g = (): string | undefined => env("C");
`,
  },
];
