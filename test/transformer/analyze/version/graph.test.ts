import { loadTextHash } from "../../../../transformer/analyze/version/hash.js";
import { Merkle } from "../../../../transformer/analyze/version/merkle.js";
import { Unit } from "../../../../transformer/analyze/version/unit.js";
import { manifestOf } from "../../../../transformer/manifest/of-plans.js";
import { analyse, versionsOf, type Files } from "./project.js";

const hash = loadTextHash();

/** Units by their texts, and by the names of those that they use. */
function graph(nodes: Readonly<Record<string, readonly [text: string, ...uses: string[]]>>): Map<string, Unit> {
  const units = new Map<string, Unit>();
  for (const [name, [text, ...uses]] of Object.entries(nodes)) {
    const used = (): Unit[] => uses.map((use) => units.get(use) ?? raise(use));
    const read = (): Unit["content"] => ({ hash: hash(text), uses: used(), places: [], traits: 0, gaps: [] });
    units.set(name, new Unit(() => name, read));
  }
  return units;
}

function raise(name: string): never {
  throw new Error(`no ${name}`);
}

function hashes(units: ReadonlyMap<string, Unit>, order = [...units.keys()]): Record<string, string> {
  const merkle = new Merkle(hash);
  for (const name of order) merkle.whole(units.get(name) ?? raise(name));
  return Object.fromEntries([...units].map(([name, unit]) => [name, merkle.whole(unit).hash]));
}

describe("hashes of units in circles", () => {
  const circle = graph({ a: ["A", "b"], b: ["B", "c", "d"], c: ["C", "a"], d: ["D"], e: ["E", "a"] });

  test("don't depend on where one begins", () => {
    const expected = hashes(circle);
    for (const first of circle.keys()) expect(hashes(circle, [first])).toEqual(expected);
  });

  test("don't depend on names", () => {
    const renamed = graph({ e: ["A", "d"], d: ["B", "a", "b"], a: ["C", "e"], b: ["D"], c: ["E", "e"] });
    expect(Object.values(hashes(renamed)).sort()).toEqual(Object.values(hashes(circle)).sort());
  });

  test("differ within a circle", () => {
    expect(new Set(Object.values(hashes(circle))).size).toBe(5);
    const alike = graph({ a: ["X", "b", "d"], b: ["X", "a"], d: ["D"] });
    expect(new Set(Object.values(hashes(alike))).size).toBe(3);
  });

  test("change for all of a circle, and for what uses it", () => {
    const before = hashes(circle);
    const after = hashes(graph({ a: ["A", "b"], b: ["B", "c", "d"], c: ["C2", "a"], d: ["D"], e: ["E", "a"] }));
    expect(Object.keys(before).filter((name) => before[name] !== after[name])).toEqual(["a", "b", "c", "e"]);
  });

  test("tell which of two alike is used", () => {
    const left = hashes(graph({ a: ["A", "b", "c"], b: ["B", "a"], c: ["B", "a", "d"], d: ["D"] }));
    const right = hashes(graph({ a: ["A", "c", "b"], b: ["B", "a"], c: ["B", "a", "d"], d: ["D"] }));
    expect(left["a"]).not.toBe(right["a"]);
  });

  test("tell a circle of two from one of one", () => {
    const two = hashes(graph({ a: ["A", "b"], b: ["B", "a"] }));
    const one = hashes(graph({ a: ["A", "a"], b: ["B", "a"] }));
    expect(two["a"]).not.toBe(one["a"]);
  });

  test("of thousands are found without a deep stack", () => {
    const size = 20_000;
    const chain = graph(
      Object.fromEntries(
        Array.from({ length: size }, (_, i) => [`n${i}`, i + 1 < size ? [`${i}`, `n${i + 1}`] : [`${i}`]]),
      ),
    );
    expect(hashes(chain, ["n0"])["n0"]).toMatch(/^[\da-f]{16}$/);
    const ring = graph(
      Object.fromEntries(Array.from({ length: size }, (_, i) => [`n${i}`, [`${i}`, `n${(i + 1) % size}`]])),
    );
    expect(hashes(ring, ["n7"])).toEqual(hashes(ring, ["n0"]));
  });
});

describe("a project's versions", () => {
  const files: Files = {
    "package.json": '{ "name": "app" }',
    "a.ts":
      'import { b, Shape } from "./b.js";\n/** @cacheData */ export function a(n: number): number { return b(n) + new Shape().area(); }\n',
    "b.ts":
      'import { a } from "./a.js";\nimport { size } from "./c.js";\nexport const b = (n: number): number => n <= 0 ? size : a(n - 1);\nexport class Shape { area(): number { return 1; } }\n',
    "c.ts": 'export const size = "abc".length;\nexport class Other { area(): number { return 2; } }\n',
    "d.ts":
      'import { Shape } from "./b.js";\nimport { Other } from "./c.js";\n/** @cacheData */ export function d(n: number, _shape: Shape | Other): number { return n + _shape.area(); }\n',
    "e/f/g.ts":
      'import { b } from "../../b.js";\n/** @cacheData */ export function g(n: number): number { return b(n); }\n',
  };

  test("are the same in another folder and with the files in another order", () => {
    const versions = versionsOf(files);
    expect(versions.size).toBe(3);
    expect(versionsOf(files, { folder: "/somewhere/else" })).toEqual(versions);
    expect(new Map([...versionsOf(files, { order: (names) => names.reverse() })].sort())).toEqual(
      new Map([...versions].sort()),
    );
  });

  test("are plain data that names what they are made of", () => {
    const { functions, analysis } = analyse(files);
    const { units } = manifestOf(functions, analysis.versions.roots, "/project");
    expect(JSON.parse(JSON.stringify(units))).toEqual(units);
    expect(units.map(({ name, uses }) => [name, uses.map((index) => units[index]?.name)])).toEqual([
      ["app/a.ts#a", ["app/b.ts#b", "app/b.ts#Shape"]],
      ["app/d.ts#d", ["app/b.ts#Shape", "app/c.ts#Other"]],
      ["app/e/f/g.ts#g", ["app/b.ts#b"]],
      ["app/b.ts#b", ["app/c.ts#size", "app/a.ts#a"]],
      ["app/b.ts#Shape", []],
      ["app/c.ts#Other", []],
      ["app/c.ts#size", []],
    ]);
    expect(units.every((unit) => /^[\da-f]{16}$/.test(unit.hash))).toBe(true);
  });

  test("take in a helper of thousands of operators, and a chain of thousands of helpers", () => {
    const sum = Array.from({ length: 1_500 }, (_, i) => `"${i}"`).join(" + ");
    const chain = Array.from({ length: 3_000 }, (_, i) => `const f${i} = (): number => f${i + 1}() + ${i};`).join("\n");
    const text = `export const text = ${sum};\n${chain}\nconst f3000 = (): number => 1;\nexport const first = f0;\n`;
    const before: Files = {
      "main.ts":
        'import { first, text } from "./big.js";\n/** @cacheData */ export function f(n: number): number { return n + first() + text.length; }\n',
      "big.ts": text,
    };
    const after = { ...before, "big.ts": text.replace("=> 1;", "=> 2;") };
    expect(versionsOf(after)).not.toEqual(versionsOf(before));
  });
});
