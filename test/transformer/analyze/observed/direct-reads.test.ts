import { plansOf } from "../../program.js";

/** As @types/node declares them: globals of a module, and modules under two names. */
const NODE = `
declare module "process" {
  global {
    var process: NodeJS.Process;
    namespace NodeJS {
      interface HRTime { (time?: [number, number]): [number, number]; bigint(): bigint; }
      interface Process { env: Record<string, string | undefined>; hrtime: HRTime; uptime(): number; }
    }
  }
  export = process;
}
declare module "node:process" { import process = require("process"); export = process; }
declare module "crypto" {
  export function randomUUID(): string;
  export function randomBytes(size: number): Uint8Array;
  export function randomInt(max: number): number;
  export function createHash(name: string): string;
  export const webcrypto: { getRandomValues<T>(array: T): T };
}
declare module "node:crypto" { export * from "crypto"; }
declare module "perf_hooks" { export const performance: { now(): number }; }
declare module "node:perf_hooks" { export * from "perf_hooks"; }
`;

/** As the language's library for the Web has them. */
const WEB = `
declare var performance: { now(): number; readonly timeOrigin: number };
declare var crypto: { randomUUID(): string; getRandomValues<T>(array: T): T };
declare var window: typeof globalThis;
declare namespace Temporal { namespace Now { function instant(): string; function timeZoneId(): string; } }
`;

/** Modules of the project, and one that is installed. */
const OTHERS = {
  "env.ts": "export const { env, env: { B } } = process;",
  "crypto.ts": "export const randomUUID = (): string => 'a'; export const Math = { random: () => 1 };",
  "ids.ts": 'export { randomInt } from "crypto";',
  "node_modules/fake/index.d.ts":
    "export declare const Math: { random(): number }; export declare function randomUUID(): string;",
  // What a project adds to a global's type leaves the global what it is.
  "more.ts": "interface Math { more(): number }",
};

/** A body, what it is warned of, and what stands before the function. */
type Case = readonly [body: string, warnedOf: readonly string[], before?: string];

/** By subject. All are looked through in one program, of which each makes a file. */
const CASES = {
  "the environment": [
    ["const { env } = process; return env.A;", ["870620 env.A: A"]],
    ["const { env: its } = process; return its['A'];", ["870620 its['A']: A"]],
    ["const { env: { A, B: b } } = process; return A ?? b;", ["870620 A: A", "870620 B: b: B"]],
    ["const { env: { ...all } } = process; return all;", ["870620 ...all: "]],
    [
      "const env = process.env as { A: string }; const { A } = env; return A + env.A;",
      ["870620 A: A", "870620 env.A: A"],
    ],
    ["const env = (process['env']); const again = env; return again.A;", ["870620 again.A: A"]],
    [
      "const p = process; return p.env.A + window.process.env.B;",
      ["870620 p.env.A: A", "870620 window.process.env.B: B"],
    ],
    ["const { process } = globalThis; return process.env.A;", ["870620 process.env.A: A"]],
    ["const { env } = process; return Object.keys(env);", ["870620 env: "]],
    ["let { env } = process; return env.A;", ["870620 env: "]],
    ["let env = process.env; return env.A;", ["870620 process.env: "]],
    ["const { env } = process; env.A = 'set'; return n;", []],
    ["const { hrtime } = process; return hrtime;", []],
    ["const process = { env: { A: 1 } }; const { env } = process; return env.A;", []],
    ["const process = { env: { A: 1 } }; { const { env: { A } } = process; return A; }", []],
    ["return env.A;", ["870620 env.A: A"], "const { env } = process;"],
    ["return env.A;", ["870620 env.A: A"], 'import { env } from "node:process";'],
    ["return p.env.A;", ["870620 p.env.A: A"], 'import p from "node:process";'],
    ["return its.A + B;", ["870620 its.A: A"], 'import { B, env as its } from "./env.js";'],
    ["return A;", [], "const { A } = process.env;"],
  ],
  "the time": [
    ["const now = Date.now; return now();", ["870621 Date.now: Date.now"]],
    ["const { now } = Date; return now() + now();", ["870621 now: Date.now"]],
    [
      "const D = Date; return D.now() + new D().getTime();",
      ["870621 D.now(): Date.now()", "870621 new D(): new Date()"],
    ],
    ["return Date['now']();", ["870621 Date['now'](): Date.now()"]],
    ["return items.map(Date.now);", ["870621 Date.now: Date.now"]],
    ["return { clock: n > 1 ? Date.now : () => 1 };", ["870621 Date.now: Date.now"]],
    ["return (n > 1 && Date.now.bind(Date)) || n;", ["870621 Date.now: Date.now"]],
    ["return [typeof Date.now, Date.now === undefined, Date.now.name, Date.now ? 1 : 2];", []],
    ["Date.now = () => 1; return [Date, Date.parse, new Date(n)];", []],
    [
      "return Temporal.Now.instant() + Temporal.Now.timeZoneId();",
      ["870621 Temporal.Now.instant(): Temporal.Now.instant()"],
    ],
    [
      "return Intl.DateTimeFormat().format();",
      ["870621 Intl.DateTimeFormat().format(): Intl.DateTimeFormat().format()"],
    ],
    [
      "const by = new Intl.DateTimeFormat('de'); return by.formatToParts();",
      ["870621 by.formatToParts(): Intl.DateTimeFormat().formatToParts()"],
    ],
    ["const by = new Intl.DateTimeFormat('de'); return by.format(n) + [n].map(by.format);", []],
    ["const by = { format: () => 1 }; return by.format() + new Intl.ListFormat().format(items);", []],
    [
      "interface DateTimeFormat { format(): string } const by: DateTimeFormat = { format: () => 'a' }; return by.format();",
      [],
    ],
    ["return now();", ["870621 now(): Date.now()"], "const now = Date.now;"],
    ["return items.map(now);", ["870621 now: Date.now"], "const { now } = Date;"],
    ["return now();", [], "let now = Date.now;"],
    ["return now();", [], "const now = (): number => 1;"],
    ["return a.now();", [], "const a: any = b; const b: any = a;"],
  ],
  "how long something took, and isn't told": [
    ["const start = performance.now(); log(performance.now() - start); return n;", []],
    ["const start = process.hrtime(); return { n, took: process.hrtime(start) };", []],
    ["const start = performance.now(); return { n, ms: Math.round(performance.now() - start) };", []],
    ["const start = process.hrtime.bigint(); log(process.hrtime.bigint() - start); return n;", []],
    ["log(`up for ${process.uptime()}`); return () => performance.now();", []],
    ["return items.map(() => performance.now()).length;", []],
    ["return performance.now() > n ? 1 : 2;", []],
    ["return measure(performance.now); function measure(clock: () => number) { return clock.length; }", []],
  ],
  "how long something took, and is returned": [
    ["return performance.now();", ["870621 performance.now(): performance.now()"]],
    ["return { status: 'ok', uptime: Math.round(process.uptime()) };", ["870621 process.uptime(): process.uptime()"]],
    ["return [process.hrtime()[0], n];", ["870621 process.hrtime(): process.hrtime()"]],
    ["return `${process.hrtime.bigint()}`;", ["870621 process.hrtime.bigint(): process.hrtime.bigint()"]],
    ["return new Date(performance.timeOrigin + performance.now());", ["870621 performance.now(): performance.now()"]],
    ["const { uptime } = process; return n > 1 ? uptime().toFixed(2) : n;", ["870621 uptime(): process.uptime()"]],
    [
      "return its.now();",
      ["870621 its.now(): performance.now()"],
      'import { performance as its } from "node:perf_hooks";',
    ],
    ["return uptime();", ["870621 uptime(): process.uptime()"], 'import { uptime } from "node:process";'],
    [
      "return hrtime.bigint();",
      ["870621 hrtime.bigint(): process.hrtime.bigint()"],
      'import { hrtime } from "process";',
    ],
  ],
  "what is random": [
    ["return items.map(Math.random);", ["870622 Math.random: Math.random"]],
    ["const { random } = Math; return random();", ["870622 random: Math.random"]],
    ["return crypto.randomUUID();", ["870622 crypto.randomUUID(): crypto.randomUUID()"]],
    ["return window.crypto?.randomUUID();", ["870622 window.crypto?.randomUUID(): crypto.randomUUID()"]],
    ["return crypto.getRandomValues(items);", ["870622 crypto.getRandomValues(items): crypto.getRandomValues()"]],
    ["const crypto = { randomUUID: () => 'a' }; return crypto.randomUUID();", []],
    ["return Math.round(n) + crypto.randomUUID.length;", []],
    [
      "return [id(), randomBytes(n), nodeCrypto.randomInt(n), items.map(randomInt), createHash('md5')];",
      [
        "870622 id(): crypto.randomUUID()",
        "870622 randomBytes(n): crypto.randomBytes()",
        "870622 nodeCrypto.randomInt(n): crypto.randomInt()",
        "870622 randomInt: crypto.randomInt",
      ],
      'import nodeCrypto, { randomUUID as id, randomBytes, randomInt, webcrypto, createHash } from "node:crypto";',
    ],
    [
      "return webcrypto.getRandomValues(items);",
      ["870622 webcrypto.getRandomValues(items): crypto.getRandomValues()"],
      'import nodeCrypto, { randomUUID as id, randomBytes, randomInt, webcrypto, createHash } from "node:crypto";',
    ],
    ["return c.randomUUID();", ["870622 c.randomUUID(): crypto.randomUUID()"], 'import * as c from "crypto";'],
    ["return randomInt(n);", ["870622 randomInt(n): crypto.randomInt()"], 'import { randomInt } from "./ids.js";'],
    ["return randomUUID() + Math.random();", [], 'import { randomUUID, Math } from "./crypto.js";'],
    ["return randomUUID() + Math.random();", [], 'import { randomUUID, Math } from "fake";'],
  ],
} satisfies Record<string, readonly Case[]>;

const texts = new Map(
  Object.values(CASES)
    .flat()
    .map((its: Case, index): [Case, { name: string; text: string }] => [
      its,
      {
        name: `${index}.ts`,
        text: `${its[2] ?? ""}
export declare const log: (...all: unknown[]) => void;
/** @cacheData */
export function f(n: number, items: string[]): unknown {
  ${its[0]}
}
`,
      },
    ]),
);
const plans = plansOf({
  "node.d.ts": NODE,
  "web.d.ts": WEB,
  ...OTHERS,
  ...Object.fromEntries([...texts.values()].map(({ name, text }) => [name, text])),
});

/** What a case is warned of: the code, the text that it is for, and what is said to be read there. */
function warningsOf(its: Case): string[] {
  const { name = "", text = "" } = texts.get(its) ?? {};
  return plans(name)
    .diagnostics.filter(({ code }) => code >= 870_620 && code < 870_630)
    .map(({ code, place, text: said }) => {
      const read = /"(\w+)" is read/.exec(said)?.[1] ?? /\((.*?)\), but/.exec(said)?.[1] ?? "";
      return `${code} ${text.slice(place.start, place.start + place.length)}: ${read}`;
    });
}

describe.each(Object.entries<readonly Case[]>(CASES))("%s", (_, cases) => {
  test.each(cases.map((its) => [its[0], its] as const))("%s", (_, its) => {
    expect(warningsOf(its)).toEqual(its[1]);
  });
});

test("the environment that is captured is in the key", () => {
  const text = `export function make(): () => unknown {
const { env } = process;
return /** @cacheData */ function f(): unknown { return env.A; };
}
export function makeNamed(): () => unknown {
const { env } = process;
/** @cacheData */
function f(): unknown { return env.A; }
return f;
}`;
  const { diagnostics, functions } = plansOf({ "a.ts": text, "node.d.ts": NODE })("a.ts");
  expect(diagnostics.map(({ code }) => code).filter((code) => code >= 870_620)).toEqual([]);
  expect(functions.map(({ key }) => key.map(({ label }) => label))).toContainEqual(["env.A"]);
});
