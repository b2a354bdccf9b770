import fc from "fast-check";
import { nearestTargets } from "../../../cli/compare/nearest.js";

describe("the nearest targets", () => {
  //  0 -> 1 -> 2 -> 3, 0 -> 4 -> 3, 3 -> 1
  const uses = [[1, 4], [2], [3], [1], [3]];

  test("come with the shortest ways, the nearest first", () => {
    expect(nearestTargets(uses, [3, 1], 9)(0)).toEqual([
      { target: 1, nodes: [0, 1], omitted: 0 },
      { target: 3, nodes: [0, 4, 3], omitted: 0 },
    ]);
  });

  test("of a node that is one begin with itself", () => {
    expect(nearestTargets(uses, [1], 9)(1)).toEqual([{ target: 1, nodes: [1], omitted: 0 }]);
  });

  test("are no more than asked for", () => {
    expect(nearestTargets(uses, [1, 2, 3, 4], 2)(0).map(({ target }) => target)).toEqual([1, 4]);
  });

  test("at one distance come in the order in which they are given", () => {
    expect(nearestTargets([[1, 2], [], []], [2, 1], 9)(0).map(({ target }) => target)).toEqual([2, 1]);
  });

  test("at the end of a long chain are told without its middle", () => {
    const size = 50_000;
    const chain = Array.from({ length: size }, (_, i) => (i + 1 < size ? [i + 1] : []));
    const [way] = nearestTargets(chain, [size - 1], 1)(0);
    expect(way?.nodes).toHaveLength(32);
    expect(way?.nodes.slice(0, 2)).toEqual([0, 1]);
    expect(way?.nodes.slice(-2)).toEqual([size - 2, size - 1]);
    expect(way?.omitted).toBe(size - 32);
    expect(nearestTargets(chain, [31], 1)(0)[0]).toMatchObject({ omitted: 0 });
    expect(nearestTargets(chain, [32], 1)(0)[0]).toMatchObject({ omitted: 1 });
  });

  test("are those that a search from each node finds, at the same distances", () => {
    fc.assert(
      fc.property(arbitraryGraph(), fc.integer({ min: 1, max: 4 }), ({ uses, targets }, most) => {
        const nearest = nearestTargets(uses, targets, most);
        for (const node of uses.keys()) {
          const distances = distancesFrom(uses, node);
          const expected = targets.flatMap((target) => distances.get(target) ?? []).sort((a, b) => a - b);
          const ways = nearest(node);
          expect(ways.map(({ nodes }) => nodes.length - 1)).toEqual(expected.slice(0, most));
          expect(new Set(ways.map(({ target }) => target)).size).toBe(ways.length);
          for (const { target, nodes } of ways) {
            expect([nodes[0], nodes.at(-1)]).toEqual([node, target]);
            expect(nodes.slice(1).every((next, index) => uses[nodes[index] ?? -1]?.includes(next))).toBe(true);
          }
        }
      }),
    );
  });
});

function distancesFrom(uses: readonly (readonly number[])[], start: number): ReadonlyMap<number, number> {
  const distances = new Map([[start, 0]]);
  for (const [node, distance] of distances) {
    for (const used of uses[node] ?? []) if (!distances.has(used)) distances.set(used, distance + 1);
  }
  return distances;
}

function arbitraryGraph(): fc.Arbitrary<{ uses: number[][]; targets: number[] }> {
  return fc.integer({ min: 1, max: 12 }).chain((size) =>
    fc.record({
      uses: fc.array(fc.uniqueArray(fc.nat(size - 1), { maxLength: 3 }), { minLength: size, maxLength: size }),
      targets: fc.uniqueArray(fc.nat(size - 1)),
    }),
  );
}
