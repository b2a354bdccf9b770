import fc from "fast-check";
import { encodeObject } from "./encoded.js";

type Graph = unknown[];

/** For each array of a graph, which arrays it holds. */
type Edges = readonly (readonly number[])[];

const edges: fc.Arbitrary<Edges> = fc
  .integer({ min: 1, max: 5 })
  .chain((size) =>
    fc.array(fc.array(fc.nat({ max: size - 1 }), { maxLength: 3 }), { minLength: size, maxLength: size }),
  );

function build(list: Edges): Graph {
  const arrays: Graph[] = list.map(() => []);
  list.forEach((targets, index) => arrays[index]?.push(...targets.map((target) => arrays[target])));
  return arrays[0] ?? [];
}

/** The same graph with an array of its own wherever a reference doesn't lead back to what encloses it. */
function unshared(array: Graph, enclosing: ReadonlyMap<Graph, Graph> = new Map()): Graph {
  const known = enclosing.get(array);
  if (known !== undefined) return known;
  const copy: Graph = [];
  const inside = new Map([...enclosing, [array, copy]]);
  copy.push(...array.map((element) => unshared(element as Graph, inside)));
  return copy;
}

/** Whether two graphs unfold alike, and lead back at the same places to the same places. */
function isSameShape(left: Graph, right: Graph, lefts: readonly Graph[] = [], rights: readonly Graph[] = []): boolean {
  if (lefts.includes(left) || rights.includes(right)) return lefts.indexOf(left) === rights.indexOf(right);
  if (left.length !== right.length) return false;
  const inside = [
    [...lefts, left],
    [...rights, right],
  ] as const;
  return left.every((element, index) => isSameShape(element as Graph, right[index] as Graph, ...inside));
}

/** Puts a graph behind so many objects that the encoder begins to remember texts. */
function behindMany(graph: Graph): unknown {
  return [Array.from({ length: 2_000 }, () => ({})), graph];
}

/** The law, over graphs that stand behind `place`. */
function checkShapes(place: (graph: Graph) => unknown, numRuns: number): void {
  fc.assert(
    fc.property(edges, edges, fc.nat(), fc.nat(), (list, other, from, to) => {
      const index = from % list.length;
      const target = to % list.length;
      const changed = list.map((targets, at) => (at === index ? [...targets.slice(1), target] : targets));
      const graphs = [list, changed, other].map(build);
      const texts = graphs.map((graph) => encodeObject(place(graph)));
      graphs.forEach((left, i) => {
        expect(encodeObject(place(unshared(left)))).toBe(texts[i]);
        graphs.forEach((right, j) => {
          expect(texts[i] === texts[j]).toBe(isSameShape(left, right));
        });
      });
    }),
    { numRuns },
  );
}

describe("graphs have one key exactly when they have one shape", () => {
  test("by itself", () => {
    checkShapes((graph) => graph, 1_000);
  });

  test("behind many objects", () => {
    checkShapes(behindMany, 200);
  });

  test("behind many objects: an example", () => {
    const self: Graph = [];
    self.push(self);
    const pair: Graph = [];
    pair.push([pair]);
    // In the one the innermost array holds itself, in the other it holds the array around it.
    expect(encodeObject(behindMany([self, [self]]))).not.toBe(encodeObject(behindMany([self, pair])));
  });
});
