import fc from "fast-check";
import { createPaint } from "../../../cli/text/paint.js";
import { treeLines, unitLine } from "../../../cli/text/tree.js";
import type { ManifestUnit } from "../../../transformer/manifest/format.js";

const plain = createPaint(false);

/** Units by the positions that they use, each named and hashed by its own. */
function graph(...uses: readonly (readonly number[])[]): readonly ManifestUnit[] {
  return uses.map((used, position) => ({ name: `n${position}`, hash: `h${position}`, uses: used }));
}

function draw(units: readonly ManifestUnit[], root = 0): string {
  return treeLines(units, root, plain).join("\n");
}

describe("the tree of what a unit uses", () => {
  test("has branches", () => {
    expect(draw(graph([1, 3], [2], [], []))).toBe(["├─ n1  h1", "│  └─ n2  h2", "└─ n3  h3"].join("\n"));
  });

  test("is empty where nothing is used", () => {
    expect(treeLines(graph([]), 0, plain)).toEqual([]);
  });

  test("only names a unit that was drawn before", () => {
    expect(draw(graph([1, 2], [3], [3], [4], []))).toBe(
      ["├─ n1  h1", "│  └─ n3  h3", "│     └─ n4  h4", "└─ n2  h2", "   └─ n3  (above)"].join("\n"),
    );
  });

  test("marks circles, also of a unit with itself", () => {
    expect(draw(graph([1, 0], [2], [1, 0, 2]))).toBe(
      [
        "├─ n1  h1",
        "│  └─ n2  h2",
        "│     ├─ n1  (circle)",
        "│     ├─ n0  (circle)",
        "│     └─ n2  (circle)",
        "└─ n0  (circle)",
      ].join("\n"),
    );
  });

  test("has packages with their versions, without the digest", () => {
    expect(unitLine({ name: "lodash", hash: "h", uses: [], package: "4.17.21 0123" }, undefined, plain)).toBe(
      "lodash 4.17.21  h",
    );
  });

  test("goes on below where it is deep, and still knows circles there", () => {
    const chain = graph(...Array.from({ length: 20 }, (_, i) => (i === 19 ? [3] : [i + 1])));
    const lines = treeLines(chain, 0, plain);
    expect(lines[15]).toBe(`${" ".repeat(45)}└─ n16  (goes on below)`);
    expect(lines.slice(16)).toEqual([
      "",
      "n16  h16",
      "└─ n17  h17",
      "   └─ n18  h18",
      "      └─ n19  h19",
      "         └─ n3  (circle)",
    ]);
  });

  test("of a chain deeper than the stack is drawn, with lines of bounded length", () => {
    const size = 50_000;
    const lines = treeLines(graph(...Array.from({ length: size }, (_, i) => (i + 1 < size ? [i + 1] : []))), 0, plain);
    expect(lines.at(-1)).toContain(`n${size - 1}  h${size - 1}`);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(100);
  });

  test("draws every unit that is reached once, and a line for each use", () => {
    fc.assert(
      fc.property(arbitraryUses(), (uses) => {
        const units = graph(...uses);
        const reached = new Set([0]);
        for (const position of reached) for (const used of units[position]?.uses ?? []) reached.add(used);
        const lines = treeLines(units, 0, plain);
        for (const position of reached) {
          const drawn = lines.filter((line) => line.endsWith(` h${position}`) && /[├└]─/.test(line));
          const goesOn = lines.filter((line) => line.endsWith(` n${position}  (goes on below)`));
          expect(drawn.length + goesOn.length).toBe(position === 0 ? 0 : 1);
        }
        const edges = [...reached].flatMap((position) => units[position]?.uses ?? []);
        expect(lines.filter((line) => /[├└]─/.test(line))).toHaveLength(edges.length);
      }),
    );
  });
});

function arbitraryUses(): fc.Arbitrary<number[][]> {
  return fc
    .integer({ min: 1, max: 40 })
    .chain((size) =>
      fc.array(fc.uniqueArray(fc.nat(size - 1), { maxLength: 3 }), { minLength: size, maxLength: size }),
    );
}
