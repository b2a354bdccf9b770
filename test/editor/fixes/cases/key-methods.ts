import type { FixCase } from "./case.js";

/** What implements `[cacheKey]()` in a class. */
export const KEY_METHOD_CASES: readonly FixCase[] = [
  {
    title: "an instance of a class in another file",
    code: 870302,
    before: `import { User } from "./user.js";

/**
 * @cacheData
 */
export function f(user: User): string {
  return user.greet() + user.id;
}
`,
    offers: [
      `Take only user.id of "user" into the key: @cacheKey user.id`,
      "Give User a [cacheKey]() method of #secret, id, name, since, without log",
      `Leave "user" out of the key: rename it to _user`,
    ],
    take: 1,
    after: `import { User } from "./user.js";

/**
 * @cacheData
 */
export function f(user: User): string {
  return user.greet() + user.id;
}
`,
    others: {
      "user.ts": [
        userFile("", ""),
        userFile(
          "  cacheKey,\n",
          "\t[cacheKey]() {\n\t\treturn [this.#secret, this.id, this.name, this.since];\n\t}\n\n",
        ),
      ],
    },
  },
  {
    title: "an instance of a class on one line, with single quotes and no semicolons",
    code: 870302,
    before: `import type { Other } from './other.js'
class Point { constructor(readonly x: number) {} }
/** @cacheData */
export function f(point: Point, _other?: Other): string {
  return JSON.stringify(point)
}
export { Point }
`,
    offers: ["Give Point a [cacheKey]() method of x", `Leave "point" out of the key: rename it to _point`],
    after: `import type { Other } from './other.js'
import { cacheKey } from 'tscached'
class Point { constructor(readonly x: number) {}

  [cacheKey]() {
    return this.x
  }
}
/** @cacheData */
export function f(point: Point, _other?: Other): string {
  return JSON.stringify(point)
}
export { Point }
`,
    others: { "other.ts": ["export interface Other { a: 1 }\n", "export interface Other { a: 1 }\n"] },
  },
  {
    title: "an instance of a class whose file calls something else cacheKey",
    code: 870302,
    before: `"use strict";
// Ours.

/** A point. */
export class Point {
  x = 1;
}
export const cacheKey = 1;
/** @cacheData */
export function f(point: Point): string {
  return JSON.stringify(point);
}
`,
    offers: ["Give Point a [cacheKey]() method of x", `Leave "point" out of the key: rename it to _point`],
    after: `"use strict";
// Ours.

import { cacheKey as tscachedCacheKey } from "tscached";

/** A point. */
export class Point {
  x = 1;

  [tscachedCacheKey]() {
    return this.x;
  }
}
export const cacheKey = 1;
/** @cacheData */
export function f(point: Point): string {
  return JSON.stringify(point);
}
`,
  },
  {
    title: "an instance of a class that has nothing to tell instances apart",
    code: 870302,
    before: `class Db {
  readonly open = true;
  read(): void {}
}
/** @cacheData */
export function f(db: Db): string {
  return JSON.stringify(db);
}
export { Db };
`,
    offers: [`Leave "db" out of the key: rename it to _db`],
    after: `class Db {
  readonly open = true;
  read(): void {}
}
/** @cacheData */
export function f(_db: Db): string {
  return JSON.stringify(_db);
}
export { Db };
`,
  },
  {
    title: "an instance of a class that is only declared here",
    code: 870302,
    before: `declare class Db {
  url: string;
}
/** @cacheData */
export function f(db: Db): string {
  return JSON.stringify(db);
}
`,
    offers: [`Leave "db" out of the key: rename it to _db`],
    after: `declare class Db {
  url: string;
}
/** @cacheData */
export function f(_db: Db): string {
  return JSON.stringify(_db);
}
`,
  },
];

/** The file of a class, with its imports over several lines and with tabs: before the fix, and with what it adds. */
function userFile(imported: string, method: string): string {
  return `import {
  cacheOf,
  clearAllData as clear,
${imported}} from 'tscached';

class Base {
  since = new Date(0);
  private own = 1;
  get twice(): number {
    return this.own * 2;
  }
}

export class User extends Base {
\treadonly kind = 'user';
\treadonly #secret: string[] = [];
\tstatic all: User[] = [];

\tconstructor(readonly id: number, public name: string, private log: () => void) {
\t\tsuper();
\t}

${method}\tgreet(): string {
\t\tthis.log();
\t\treturn this.name + this.#secret.length + typeof cacheOf + typeof clear;
\t}
}
`;
}
