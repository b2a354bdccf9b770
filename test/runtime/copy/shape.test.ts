import fc from "fast-check";
import { snapshot } from "../../../runtime/copy/index.js";
import { copyDate } from "../../../runtime/copy/walk.js";
import { difference } from "../isomorphic.js";
import { buildGraph, graphRecipe, vandalise } from "./data-graph.js";
import { handOut } from "./hit.js";

type Copier = (value: unknown) => unknown;

/** What the transformer may know of a type, or believe of it. */
type Shape =
  | { readonly kind: "primitive" | "date" }
  | { readonly kind: "list" | "maybe"; readonly of: Shape }
  | { readonly kind: "literal" | "spread"; readonly parts: readonly (readonly [string, Shape])[] };

const NAMES = ["b", "a", "1", "0", "constructor", "toString", "then"];

const anyShape = fc.letrec<{ shape: Shape }>((tie) => ({
  shape: fc.oneof(
    { maxDepth: 3, depthIdentifier: "shape" },
    fc.record({ kind: fc.constantFrom("primitive", "date") }) as fc.Arbitrary<Shape>,
    fc.record({ kind: fc.constantFrom("list", "maybe"), of: tie("shape") }) as fc.Arbitrary<Shape>,
    fc.record({
      kind: fc.constantFrom("literal", "spread"),
      parts: fc.uniqueArray(fc.tuple(fc.constantFrom(...NAMES), tie("shape")), {
        selector: ([name]) => name,
        maxLength: 4,
      }),
    }) as fc.Arbitrary<Shape>,
  ),
})).shape;

/** The shape of a value, as a type that is true would tell it: of a list by the first element. */
function shapeOf(value: unknown, depth = 0): Shape {
  if (typeof value !== "object" || value === null || depth > 4) return { kind: "primitive" };
  if (Array.isArray(value)) return { kind: "list", of: { kind: "maybe", of: shapeOf(value[0], depth + 1) } };
  if (value instanceof Date) return { kind: "date" };
  const parts = Object.entries(value).map(([name, part]) => [name, shapeOf(part, depth + 1)] as const);
  return { kind: "literal", parts };
}

/** A value, and what its type says of it: anything, or the truth. */
const cases = fc.tuple(graphRecipe, fc.option(anyShape, { nil: undefined })).map(([recipe, believed]) => ({
  recipe,
  by: copierOf(believed ?? shapeOf(buildGraph(recipe))),
}));

/** A copier as the transformer writes it, which takes every value for what the shape says. */
function copierOf(of: Shape): Copier {
  switch (of.kind) {
    case "primitive":
      return (value) => value;
    case "date":
      return (value) => copyDate(value as Date);
    case "maybe": {
      const inner = copierOf(of.of);
      return (value) => (typeof value === "object" && value !== null ? inner(value) : value);
    }
    case "list": {
      const inner = copierOf(of.of);
      return (value) => {
        const copy = (value as unknown[]).slice();
        for (let index = 0; index < copy.length; index++) copy[index] = inner(copy[index]);
        return copy;
      };
    }
    default: {
      const parts = of.parts.map(([name, part]) => [name, copierOf(part)] as const);
      return (value) => {
        const read = value as Record<string, unknown>;
        const copy: Record<string, unknown> = of.kind === "spread" ? { ...read } : {};
        for (const [name, part] of parts) copy[name] = part(read[name]);
        return copy;
      };
    }
  }
}

describe("whatever a type says of a value", () => {
  test("a hit is an exact copy, and changing it changes no other", () => {
    let fitting = 0;
    let others = 0;
    fc.assert(
      fc.property(cases, ({ recipe, by }) => {
        const taken = snapshot(buildGraph(recipe), by);
        if (taken.copy === by) fitting++;
        else others++;
        const got = handOut(taken);
        expect(difference(got, buildGraph(recipe))).toBeUndefined();
        vandalise(got as object);
        expect(difference(handOut(taken), buildGraph(recipe))).toBeUndefined();
      }),
      { numRuns: 2_000 },
    );
    // Or the law would prove little.
    expect([fitting > 50, others > 500]).toEqual([true, true]);
  });
});

interface Row {
  id: number;
  tags: string[];
}

const copyRow = ({ id, tags }: Row): Row => ({ id, tags: tags.slice() });

test.each<[string, unknown, boolean]>([
  ["the very shape", { id: 1, tags: ["a"] }, true],
  ["another order", { tags: ["a"], id: 1 }, false],
  ["one property more", { id: 1, tags: [], more: undefined }, false],
  ["one less", { id: 1 }, false],
  ["one that is inherited", Object.assign(Object.create(null) as object, { id: 1, tags: [] }), false],
  ["an object where the type has a primitive", { id: { deep: 1 }, tags: [] }, false],
  ["an object in a list of primitives", { id: 1, tags: [["a"]] }, false],
  ["a hole in a list", { id: 1, tags: new Array(2) }, true],
  ["nothing", null, false],
])("a copier is used for %s: %#", (_name, value, fits) => {
  const { copy } = snapshot(value, copyRow);
  expect(copy === copyRow).toBe(fits);
});

test("a copier that makes an object of a primitive isn't used", () => {
  const by = ({ at }: { at: object }): unknown => ({ at: { ...at } });
  expect(handOut(snapshot({ at: 5 }, by))).toEqual({ at: 5 });
  expect(snapshot({ at: { x: 5 } }, by).copy).toBe(by);
});

test("a copier that takes bytes for a list leaves the stored bytes alone", () => {
  const by = (list: object[]): unknown => {
    const copy = list.slice();
    for (let index = 0; index < copy.length; index++) copy[index] = { ...copy[index] };
    return copy;
  };
  expect(String(handOut(snapshot(Buffer.from("bytes"), by)))).toBe("bytes");
});

test("references that the value repeats are kept, though the copier would fit each", () => {
  const tags = ["a"];
  const by = (rows: Row[]): unknown => rows.map(copyRow);
  const got = handOut(
    snapshot(
      [
        { id: 1, tags },
        { id: 2, tags },
      ],
      by,
    ),
  ) as Row[];
  expect(got[0]?.tags).toBe(got[1]?.tags);
  expect(got[0]?.tags).not.toBe(tags);
});
