import type { FixAllCase, FixCase } from "./case.js";

export const KEY_CASES: readonly FixCase[] = [
  {
    title: "a parameter, where it is used, in a shorthand, in JSDoc and in a closure",
    code: 870300,
    before: `/**
 * Ours.
 * @param id - which
 * @param done - told of it
 * @cacheData
 */
export function f(id: number, done: (id: number) => number): number[] {
  const given = { done };
  return [1, 2].map((n) => done(n) + given.done(id) + ((done: number) => done)(n));
}
`,
    offers: [`Leave "done" out of the key: rename it to _done`],
    after: `/**
 * Ours.
 * @param id - which
 * @param _done - told of it
 * @cacheData
 */
export function f(id: number, _done: (id: number) => number): number[] {
  const given = { done: _done };
  return [1, 2].map((n) => _done(n) + given.done(id) + ((done: number) => done)(n));
}
`,
    value: "f(3, (n) => n * 2)",
  },
  {
    title: "a parameter whose new name means something already",
    code: 870300,
    before: `const __done = 1;
/** @cacheData */
export function f(done: () => number, _done: number): number {
  return done() + _done + __done;
}
`,
    offers: [`Leave "done" out of the key: rename it to ___done`],
    after: `const __done = 1;
/** @cacheData */
export function f(___done: () => number, _done: number): number {
  return ___done() + _done + __done;
}
`,
    value: "f(() => 2, 5)",
  },
  {
    title: "names in patterns, with a default that reads one, with CRLF",
    code: 870300,
    before: `/** @cacheData */\r\nexport const f = ({ id, done, more = done }: { id: number; done(): number; more?: unknown }): number =>\r\n  id + done() + Number(typeof more);\r\n`,
    offers: [`Leave "done" out of the key: rename it to _done`],
    after: `/** @cacheData */\r\nexport const f = ({ id, done: _done, more = _done }: { id: number; done(): number; more?: unknown }): number =>\r\n  id + _done() + Number(typeof more);\r\n`,
    value: "String(f({ id: 1, done: () => 2 }))",
    leaves: [870301],
  },
  {
    title: "a name in a pattern of an array, and one under another name",
    code: 870300,
    before: `/** @cacheData */
export function f([done]: [() => number], { a: { b: other } }: { a: { b: number } }): number {
  return done() + other;
}
`,
    offers: [`Leave "done" out of the key: rename it to _done`],
    after: `/** @cacheData */
export function f([_done]: [() => number], { a: { b: other } }: { a: { b: number } }): number {
  return _done() + other;
}
`,
    value: "f([() => 2], { a: { b: 1 } })",
  },
  {
    title: "a rest parameter of a method",
    code: 870300,
    before: `export class A {
  /** @cacheData */
  f(...done: (() => number)[]): number {
    return done.map((each) => each()).length;
  }
}
`,
    offers: [`Leave "done" out of the key: rename it to _done`],
    after: `export class A {
  /** @cacheData */
  f(..._done: (() => number)[]): number {
    return _done.map((each) => each()).length;
  }
}
`,
    value: "new A().f(() => 1)",
  },
  {
    title: "a parameter that the tags of entries name",
    code: 870300,
    before: `/** @cacheData { tags: ["id:{id}", "x:{done}"] } */
export function f(id: number, done: () => number): number {
  return done() + id;
}
`,
    offers: [`Leave "done" out of the key: rename it to _done`],
    after: `/** @cacheData { tags: ["id:{id}", "x:{_done}"] } */
export function f(id: number, _done: () => number): number {
  return _done() + id;
}
`,
    leaves: [870127],
  },
  {
    title: "a parameter of which only parts are read",
    code: 870300,
    before: `interface Req { id: string; user: { name: string; log(): void }; "x-y": number }
/** @cacheData { ttl: "1h" } */
export function f(req: Req): string {
  req.user.log();
  return req.id + req.user.name + req["x-y"] + req.id.length;
}
`,
    offers: [
      `Take only req.id, req.user.name, req["x-y"] of "req" into the key: @cacheKey req.id, req.user.name, req["x-y"]`,
    ],
    after: `interface Req { id: string; user: { name: string; log(): void }; "x-y": number }
/** @cacheData { ttl: "1h" } @cacheKey req.id, req.user.name, req["x-y"] */
export function f(req: Req): string {
  req.user.log();
  return req.id + req.user.name + req["x-y"] + req.id.length;
}
`,
  },
  {
    title: "a parameter that is used as a whole, beside another @cacheKey",
    code: 870301,
    before: `/**
 * @cacheData
 * @cacheKey first.id
 */
export function f(first: { id: number; a: unknown }, second: { id: number; a: unknown }): string {
  return first.id + JSON.stringify(second) + second.id;
}
`,
    offers: [`Take only second.id of "second" into the key: @cacheKey second.id`],
    after: `/**
 * @cacheData
 * @cacheKey first.id, second.id
 */
export function f(first: { id: number; a: unknown }, second: { id: number; a: unknown }): string {
  return first.id + JSON.stringify(second) + second.id;
}
`,
  },
  {
    title: "an expression that says too much",
    code: 870300,
    before: `/** @cacheData @cacheKey options.user, n */
export function f(options: { user: { id: number; name: string; log(): void } }, n: number): string {
  options.user.log();
  return options.user.name + options.user.id + n;
}
`,
    offers: [`Change to what the function reads of it: options.user.name, options.user.id`],
    after: `/** @cacheData @cacheKey options.user.name, options.user.id, n */
export function f(options: { user: { id: number; name: string; log(): void } }, n: number): string {
  options.user.log();
  return options.user.name + options.user.id + n;
}
`,
  },
  {
    title: "a parameter of which nothing that is read can be in a key",
    code: 870300,
    before: `/** @cacheData */
export function f(options: { log(): void }): number {
  options.log();
  return 1;
}
`,
    offers: [],
  },
  {
    title: "a captured parameter",
    code: 870303,
    before: `export function outer(done: () => number): (n: number) => number {
  /** @cacheData */
  const f = (n: number): number => done() + n;
  return f;
}
`,
    offers: [`Leave "done" out of the key: rename it to _done`],
    after: `export function outer(_done: () => number): (n: number) => number {
  /** @cacheData */
  const f = (n: number): number => _done() + n;
  return f;
}
`,
    value: "outer(() => 2)(1)",
  },
  {
    title: "a variable of another module, where others know it by other names",
    code: 870306,
    before: `import { read } from "./state.js";
/** @cacheData */
export function f(n: number): number {
  return read() + n;
}
`,
    offers: [`Leave "count" out of the key: rename it to __count`],
    after: `import { read } from "./state.js";
/** @cacheData */
export function f(n: number): number {
  return read() + n;
}
`,
    others: {
      "state.ts": [
        `export let count = 0;\nexport const _count = 1;\nexport function read(): number {\n  return count++ && { count }.count;\n}\n`,
        `export let __count = 0;\nexport const _count = 1;\nexport function read(): number {\n  return __count++ && { count: __count }.count;\n}\n`,
      ],
      "third.ts": [
        `export { count, count as again } from "./state.js";\n`,
        `export { __count as count, __count as again } from "./state.js";\n`,
      ],
    },
  },
  {
    title: "a variable that the function assigns",
    code: 870220,
    before: `let runs = 0;
/** @cacheData */
export function f(n: number): number {
  runs++;
  return n;
}
export const count = (): number => runs;
`,
    offers: [`Leave "runs" out of the key: rename it to _runs`],
    after: `let _runs = 0;
/** @cacheData */
export function f(n: number): number {
  _runs++;
  return n;
}
export const count = (): number => _runs;
`,
    value: "f(1) + f(2) + count()",
  },
  {
    title: "a misspelt parameter in @cacheKey",
    code: 870305,
    before: `/** @cacheData @cacheKey usr.id */
export function f(user: { id: number }): number {
  return user.id;
}
`,
    offers: [`Change to "user"`],
    after: `/** @cacheData @cacheKey user.id */
export function f(user: { id: number }): number {
  return user.id;
}
`,
  },
  {
    title: "a misspelt property in brackets",
    code: 870305,
    before: `/** @cacheData @cacheKey user['x-z'] */
export function f(user: { "x-y": number }): number {
  return user["x-y"];
}
`,
    offers: [`Change to "x-y"`],
    after: `/** @cacheData @cacheKey user['x-y'] */
export function f(user: { "x-y": number }): number {
  return user["x-y"];
}
`,
  },
];

export const KEY_ALL_CASES: readonly FixAllCase[] = [
  {
    title: "parameters",
    id: "tscached-prefix-parameter",
    before: `/** @cacheData */
export function f({ a, b }: { a(): number; b(): number }, c: () => number, d: number): number {
  return a() + b() + c() + d;
}
/** @cacheData */
export function g(a: () => number): number {
  return a();
}
`,
    after: `/** @cacheData */
export function f({ a: _a, b: _b }: { a(): number; b(): number }, _c: () => number, d: number): number {
  return _a() + _b() + _c() + d;
}
/** @cacheData */
export function g(_a: () => number): number {
  return _a();
}
`,
  },
];
