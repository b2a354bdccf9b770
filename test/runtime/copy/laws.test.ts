import fc from "fast-check";
import { runInNewContext } from "node:vm";
import { snapshot } from "../../../runtime/copy/index.js";
import { copyGraph } from "../../../runtime/copy/walk.js";
import { buildGraph, graphRecipe, vandalise } from "./data-graph.js";
import { handOut, hit } from "./hit.js";
import { difference } from "../isomorphic.js";
import { objectOf } from "../key/key-values.js";

const copies: readonly [string, (value: unknown) => unknown][] = [
  ["what is stored", (value) => snapshot(value).value],
  ["a hit", hit],
  ["a copy of what is stored that looks at everything", (value) => copyGraph(snapshot(value).value)],
];

describe("laws, over graphs with shared and circular references", () => {
  test.each(copies)("%s gives the same value from new objects", (_name, copy) => {
    fc.assert(
      fc.property(graphRecipe, (recipe) => {
        const value = buildGraph(recipe);
        expect(difference(copy(value), value)).toBeUndefined();
        expect(difference(value, buildGraph(recipe))).toBeUndefined();
      }),
      { numRuns: 1_000 },
    );
  });

  test("changing the first result or any copy changes neither the snapshot nor another copy", () => {
    fc.assert(
      fc.property(graphRecipe, (recipe) => {
        const result = buildGraph(recipe);
        const taken = snapshot(result);
        vandalise(result);
        const [spoilt, kept] = [handOut(taken), handOut(taken)];
        vandalise(spoilt as object);
        expect(difference(kept, buildGraph(recipe))).toBeUndefined();
        expect(difference(handOut(taken), buildGraph(recipe))).toBeUndefined();
      }),
      { numRuns: 1_000 },
    );
  });

  test("spoiling a value is seen, or the law above would prove nothing", () => {
    fc.assert(
      fc.property(graphRecipe, (recipe) => {
        const value = buildGraph(recipe);
        vandalise(value);
        const isEmpty = value instanceof Map || value instanceof Set;
        expect(isEmpty || difference(value, buildGraph(recipe)) !== undefined).toBe(true);
      }),
    );
  });
});

describe.each(copies)("%s keeps", (_name, copy) => {
  test.each([undefined, null, true, 0, -0, NaN, Infinity, 1n, "", "\ud800"])("%p as it is", (value) => {
    expect(Object.is(copy(value), value)).toBe(true);
  });

  test("holes, undefined, -0 and NaN in arrays", () => {
    const value: unknown[] = [undefined, -0, NaN, 4];
    Reflect.deleteProperty(value, 3);
    const got = copy(value) as unknown[];
    expect(got).toHaveLength(4);
    expect(Object.keys(got)).toEqual(["0", "1", "2"]);
    expect(Object.is(got[1], -0)).toBe(true);
    expect(copy(new Array(3))).toEqual(new Array(3));
  });

  test("the few elements of a long array, and the holes between them", () => {
    const shared = { a: 1 };
    const value: unknown[] = [shared, undefined, null, 0, NaN];
    value[3_000] = shared;
    value[4_000] = undefined;
    value[4_001] = null;
    value[4_294_967_294] = [value];
    const got = copy(value) as unknown[];
    expect(difference(got, value)).toBeUndefined();
    expect(got[3_000]).toBe(got[0]);
  });

  test("the order of properties, undefined ones among them", () => {
    const value = { z: 1, a: undefined, m: 2, 10: 3, 9: 4 };
    expect(Object.entries(copy(value) as object)).toEqual(Object.entries(value));
  });

  test("the null prototype", () => {
    const got = copy(Object.assign(Object.create(null) as object, { a: 1 })) as object;
    expect(Object.getPrototypeOf(got)).toBeNull();
    expect(Object.entries(got)).toEqual([["a", 1]]);
  });

  test("a property called __proto__ as a property, and the prototype as it was", () => {
    for (const bare of [false, true]) {
      const got = copy(objectOf([["__proto__", { polluted: true }]], bare)) as object;
      expect(Object.keys(got)).toEqual(["__proto__"]);
      expect(Object.getPrototypeOf(got)).toBe(bare ? null : Object.prototype);
      expect("polluted" in got).toBe(false);
    }
    expect("polluted" in {}).toBe(false);
  });

  test("invalid Dates, and Dates of every range", () => {
    for (const time of [NaN, 0, -1, 8.64e15, -8.64e15]) {
      expect((copy(new Date(time)) as Date).getTime()).toBe(time);
    }
  });

  test("one object in many places as one, and circles as circles", () => {
    const shared = { a: 1 };
    const value: Record<string, unknown> = { first: shared, second: [shared], map: new Map([[shared, shared]]) };
    value["self"] = value;
    const got = copy(value) as { first: object; second: object[]; map: Map<object, object>; self: unknown };
    expect(got.self).toBe(got);
    expect(got.second[0]).toBe(got.first);
    expect([...got.map].flat()).toEqual([got.first, got.first]);
    expect(got.map.get(got.first)).toBe(got.first);
    expect(got.first).not.toBe(shared);
  });

  test("Maps and Sets that hold themselves", () => {
    const map = new Map<unknown, unknown>();
    map.set(map, map);
    const gotMap = copy(map) as typeof map;
    expect([...gotMap].flat().every((part) => part === gotMap)).toBe(true);
    const set = new Set<unknown>([1]);
    set.add(set);
    const gotSet = copy(set) as typeof set;
    expect([...gotSet]).toEqual([1, gotSet]);
    expect(gotSet).not.toBe(set);
  });

  test("the order of Maps and Sets, and NaN as a key", () => {
    expect([
      ...(copy(
        new Map<unknown, unknown>([
          [2, "b"],
          [1, "a"],
          [NaN, "n"],
        ]),
      ) as Map<unknown, unknown>),
    ]).toEqual([
      [2, "b"],
      [1, "a"],
      [NaN, "n"],
    ]);
    expect([...(copy(new Set(["b", "a"])) as Set<string>)]).toEqual(["b", "a"]);
  });

  test("data of another realm, as data of this one", () => {
    const code = `
      const shared = { at: new Date(5) };
      ({ shared, list: [shared, , -0], map: new Map([[shared, new Set([1])]]), bytes: new Float32Array([1, 2]),
         buffer: new ArrayBuffer(2), view: new DataView(new ArrayBuffer(3), 1), bare: Object.create(null) })`;
    const [foreign, again] = [runInNewContext(code), runInNewContext(code)] as unknown[];
    const got = copy(foreign) as { list: unknown[]; map: unknown };
    expect(difference(got, again)).toBeUndefined();
    expect([got, got.list].map((part) => Object.getPrototypeOf(part) as unknown)).toEqual([
      Object.prototype,
      Array.prototype,
    ]);
    expect(got.map).toBeInstanceOf(Map);
    vandalise(got);
    expect(difference(foreign, again)).toBeUndefined();
  });
});

test("a snapshot of frozen data can be copied and its copies changed", () => {
  const got = hit<object>(Object.freeze({ list: Object.freeze([1]) })) as { list: number[] };
  got.list.push(2);
  expect(got.list).toEqual([1, 2]);
});
