import { testEdits, type Files } from "./project.js";

/** Two versions of a class can give one key to objects that the function tells apart. */
describe("classes that say what stands for them in a key count, as far as they are in it", () => {
  const project: Files = {
    "main.ts": `
import type { User } from "./user.js";
import type { Money, Named } from "./money.js";

/** @cacheData */ export function whole(user: User): string { return JSON.stringify(user); }
/** @cacheData */ export function listed(users: readonly { readonly by: User }[]): string { return JSON.stringify(users); }
/** @cacheData */ export function sliced(user: User): string { return user.id; }
/** @cacheData */ export function ignored(_user: User): string { return JSON.stringify(_user); }
/** @cacheData */ export function either(value: User | Money): string { return JSON.stringify(value); }
/** @cacheData */ export function declared(value: Named): string { return JSON.stringify(value); }
/** @cacheData { hash: "none" } */ export function without(user: User): string { return JSON.stringify(user); }
/** @cacheData */ export function plain(n: number): number { return n; }
`,
    "user.ts": `
import { cacheKey } from "tscached";
import { normal } from "./normal.js";
export class User {
  constructor(readonly id: string, readonly tenant: string) {}
  [cacheKey](): string { return normal(this.id); }
}
`,
    "money.ts": `
import { cacheKey } from "tscached";
class Base { constructor(readonly cents: number) {} [cacheKey](): number { return this.cents; } }
export class Money extends Base { readonly currency = "EUR"; }
export interface Named { readonly name: string; [cacheKey](): string }
`,
    "normal.ts": "export const normal = (text: string): string => text.trim();\n",
    "node_modules/tscached/package.json": JSON.stringify({ name: "tscached", version: "1.0.0", types: "index.d.ts" }),
    "node_modules/tscached/index.d.ts": "export declare const cacheKey: unique symbol;\n",
  };

  testEdits(project, [
    ["what stands for it", { "user.ts": ["normal(this.id)", "this.tenant"] }, ["whole", "listed", "either", "sliced"]],
    ["a helper of that", { "normal.ts": ["trim", "trimEnd"] }, ["whole", "listed", "either", "sliced"]],
    ["formatting", { "user.ts": ["{ return normal(this.id); }", "{\n  return normal(this.id) }"] }, []],
    ["that of a base class", { "money.ts": ["return this.cents", "return -this.cents"] }, ["either"]],
  ]);
});
