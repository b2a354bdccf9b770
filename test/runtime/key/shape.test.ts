import fc from "fast-check";
import { namesIn, shapeOf } from "../../../runtime/key/shape.js";

const names = fc.uniqueArray(fc.oneof(fc.constantFrom("1:a", "a", "", ":", "2", "\ud800"), fc.string()), {
  maxLength: 6,
});

test("names are ordered by code units, whatever the order they are listed in", () => {
  fc.assert(
    fc.property(names, (list) => {
      const shape = shapeOf(list);
      expect(shape?.names).toEqual([...list].sort((left, right) => (left < right ? -1 : 1)));
      expect(shapeOf([...list].reverse())).toMatchObject({ names: shape?.names, plain: shape?.plain });
    }),
  );
});

test("a marker tells the names, and the names the marker", () => {
  fc.assert(
    fc.property(names, names, (left, right) => {
      const [one, other] = [shapeOf(left), shapeOf(right)];
      expect(namesIn(one?.plain ?? "")).toEqual(one?.names);
      expect(namesIn(one?.bare ?? "")).toEqual(one?.names);
      expect(one?.plain === other?.plain).toBe(JSON.stringify(one?.names) === JSON.stringify(other?.names));
      expect(one?.plain).not.toBe(other?.bare);
    }),
    { numRuns: 500 },
  );
});

test("shapes that share a slot take turns, and keep their own names", () => {
  // Number of names, length and first unit of the first: the same in all.
  const lists = Array.from({ length: 50 }, (_, index) => ["ab", `x${index}`, `y${index % 7}`]);
  for (let round = 0; round < 3; round++) {
    for (const list of lists) expect(shapeOf(list)?.names).toEqual([...list].sort());
  }
});

test("a shape is remembered for the order it was listed in only", () => {
  const [one, other] = [shapeOf(["b", "a", "c"]), shapeOf(["b", "c", "a"])];
  expect(other?.names).toEqual(["a", "b", "c"]);
  expect(other?.plain).toBe(one?.plain);
});

test("what is in use is remembered, what is large is not", () => {
  expect(shapeOf(["one", "two"])).toBe(shapeOf(["one", "two"]));
  const large = Array.from({ length: 2_000 }, (_, index) => `name${index}`);
  expect(shapeOf(large)).not.toBe(shapeOf([...large]));
  expect(shapeOf(large)).toEqual(shapeOf([...large]));
});
