import fc from "fast-check";
import { snapshot } from "../../../runtime/copy/index.js";
import { difference } from "../isomorphic.js";
import { buildGraph, graphRecipe } from "./data-graph.js";
import { handOut } from "./hit.js";

/** Every object that a value leads to. */
function objectsIn(root: unknown): object[] {
  const found = new Set<object>();
  const pending = [root];
  while (pending.length > 0) {
    const node = pending.pop();
    if (typeof node !== "object" || node === null || found.has(node)) continue;
    found.add(node);
    pending.push(...Reflect.ownKeys(node).map((name): unknown => Reflect.get(node, name)));
    if (node instanceof Map) pending.push(...node.keys(), ...node.values());
    if (node instanceof Set) pending.push(...node);
  }
  return [...found];
}

test("what can be frozen is shared, frozen all the way down, circles too; all else is copied as ever", () => {
  let shared = 0;
  fc.assert(
    fc.property(graphRecipe, (recipe) => {
      const value = buildGraph(recipe);
      const taken = snapshot(value, undefined, true);
      const isPlain = objectsIn(value).every((one) =>
        [Object.prototype, Array.prototype, null].includes(Object.getPrototypeOf(one) as null),
      );
      expect(taken.copy === undefined).toBe(isPlain);
      const got = handOut(taken);
      expect(objectsIn(got).every((one) => Object.isFrozen(one))).toBe(isPlain);
      expect(difference(got, value)).toBeUndefined();
      // What the function returned is its own.
      expect(objectsIn(value).some((one) => Object.isFrozen(one))).toBe(false);
      if (isPlain) shared++;
    }),
    { numRuns: 1_000 },
  );
  expect(shared).toBeGreaterThan(20);
});

test("nothing is frozen unasked", () => {
  const taken = snapshot({ list: [{ a: 1 }] });
  expect(objectsIn(handOut(taken)).some((one) => Object.isFrozen(one))).toBe(false);
});

test("a long frozen list is shared", () => {
  const taken = snapshot(
    Array.from({ length: 10_000 }, (_, index) => ({ index })),
    undefined,
    true,
  );
  expect(taken.copy).toBeUndefined();
  expect(objectsIn(taken.value).every((one) => Object.isFrozen(one))).toBe(true);
});
