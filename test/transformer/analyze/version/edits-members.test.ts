import ts from "typescript";
import { testEdits, type Files } from "./project.js";

describe("members of classes", () => {
  const project: Files = {
    "main.ts": `
import { Base } from "./base.js";
import { helper } from "./helper.js";

export class Service extends Base {
  limit = 10;

  /** @cacheData */ alone(n: number): number { return helper(n); }
  /** @cacheData { this: "instance" } */ usesThis(n: number): number { return this.limit + n; }
  /** @cacheData { this: "ignore" } */ handsOn(n: number): number { return give(this) + n; }
  /** @cacheData { this: "ignore" } */ usesSuper(n: number): number { return super.base(n); }
  /** @cacheData { this: "ignore" } */ arrow = (n: number): number => { const { limit } = this; return limit + n; };
  /** @cacheData */ plainArrow = (n: number): number => n + 2;
  /** @cacheData { hash: "body" } */ body(n: number): number { return helper(n) + n; }
  /** @cacheData */ defaulted(n: number, limit = this.limit): number { return n + limit; }
  /** @cacheData */ static make(n: number): number { return n + 4; }
  /** @cacheData { this: "ignore" } */ static makeThis(n: number): number { return give(this) + n; }

  #unused(): number { return 7; }
  unrelated(): number { return this.#unused(); }
}

function give(value: object): number { return Object.keys(value).length; }

export const object = {
  factor: 3,
  /** @cacheData */ apart(n: number): number { return n + 5; },
  /** @cacheData */ arrow: (n: number): number => n + 6,
  /** @cacheData { this: "ignore" } */ times(n: number): number { return give(this) * n; },
  other(n: number): number { return n + 8; },
};
`,
    "base.ts": `
export class Base {
  base(n: number): number { return n + 1; }
  protected other(n: number): number { return n - 1; }
}
`,
    "helper.ts": "export function helper(n: number): number { return n * 2; }\n",
  };
  const OF_THIS = ["usesThis", "handsOn", "usesSuper", "arrow", "makeThis", "defaulted"].map(
    (name) => `Service.${name}`,
  );
  const REST = ["Service.alone"];

  testEdits(project, [
    ["a method that uses nothing around it", { "main.ts": ["n + 4", "n + 44"] }, ["Service.make", ...OF_THIS]],
    ["an arrow that uses nothing around it", { "main.ts": ["n + 2", "n + 22"] }, ["Service.plainArrow", ...OF_THIS]],
    ["a helper", { "helper.ts": ["n * 2", "n * 3"] }, [...REST, ...OF_THIS]],
    [
      "the method's own code",
      { "main.ts": ["return helper(n) + n", "return n + helper(n)"] },
      ["Service.body", ...OF_THIS],
    ],
    ["a field", { "main.ts": ["limit = 10", "limit = 11"] }, OF_THIS],
    ["a private method that others call", { "main.ts": ["return 7", "return 8"] }, OF_THIS],
    ["a method of the base class", { "base.ts": ["n + 1", "n + 2"] }, OF_THIS],
    ["another method of the base class", { "base.ts": ["n - 1", "n - 2"] }, OF_THIS],
    [
      "what reads the object",
      { "main.ts": ["Object.keys(value)", "Object.values(value)"] },
      [...OF_THIS, "object.times"],
    ],
    ["a member of an object", { "main.ts": ["n + 8", "n + 9"] }, ["object.times"]],
    ["a property of an object", { "main.ts": ["factor: 3", "factor: 4"] }, ["object.times"]],
    ["a method of an object", { "main.ts": ["n + 5", "n + 55"] }, ["object.apart", "object.times"]],
    ["an arrow of an object", { "main.ts": ["n + 6", "n + 66"] }, ["object.arrow", "object.times"]],
    ["a default that reads the object", { "main.ts": ["= this.limit", "= this.limit + 1"] }, OF_THIS],
    [
      "an access modifier, a type and formatting",
      { "main.ts": ["alone(n: number): number", "public  alone (n: 1 | 2)"] },
      [],
    ],
    [
      "a method that becomes async",
      { "main.ts": ["static make(n: number): number", "static async make(n: number): Promise<number>"] },
      ["Service.make", ...OF_THIS],
    ],
    [
      "a method that becomes an arrow",
      { "main.ts": ["alone(n: number): number {", "alone = (n: number): number => {"] },
      ["Service.alone", ...OF_THIS],
    ],
    [
      "the order of an object's members",
      {
        "main.ts": [
          ["  other(n: number): number { return n + 8; },\n", ""],
          ["  factor: 3,", "  factor: 3,\n  other(n: number): number { return n + 8; },"],
        ],
      },
      ["object.times"],
    ],
  ]);
});

describe("keyed classes and locals", () => {
  const project: Files = {
    "node_modules/tscached/package.json": '{ "name": "tscached", "version": "1.0.0", "types": "index.d.ts" }',
    "node_modules/tscached/index.d.ts": "export declare const cacheKey: unique symbol;\n",
    "main.ts": `
import { cacheKey } from "tscached";
export class Account {
  constructor(readonly id: number) {}
  [cacheKey](): number { return this.id; }
  /** @cacheData */ keyed(n: number): string { return this.text(n); }
  /** @cacheData */ apart(n: number): number { return n; }
  protected text(n: number): string { return String(n); }
}

export const Expression = class {
  /** @cacheData { this: "instance" } */ inExpression(n: number): number { return this.value() + n; }
  value(): number { return 1; }
};

export function make(rate: number) {
  return class {
    /** @cacheData { this: "instance" } */ nameless(n: number): number { return this.value() * rate + n; }
    value(): number { return 2; }
  };
}
`,
  };

  testEdits(project, [
    ["what stands for an object", { "main.ts": ["return this.id; }", "return this.id + 0; }"] }, ["Account.keyed"]],
    ["what a keyed object's method calls", { "main.ts": ["String(n)", "`${n}`"] }, ["Account.keyed"]],
    ["a class expression", { "main.ts": ["return 1;", "return 3;"] }, ["Expression.inExpression"]],
    ["a nameless class in a function", { "main.ts": ["return 2;", "return 4;"] }, ["nameless"]],
  ]);
});

describe("compiler options", () => {
  const project: Files = {
    "main.ts": `
export class Service {
  limit = 10;
  /** @cacheData */ alone(n: number): number { return n; }
  /** @cacheData { this: "ignore" } */ usesThis(n: number): number { return this.limit + n; }
}
`,
  };
  testEdits(project, [["a field of another class", { "main.ts": ["limit = 10", "limit = 9"] }, ["Service.usesThis"]]], {
    compilerOptions: { useDefineForClassFields: false, target: ts.ScriptTarget.ES2017 },
  });
});
