import { UnhashableArgumentError } from "../../runtime/errors.js";
import { cacheOf } from "../../runtime/handle.js";
import { cacheData } from "../../runtime/wrap.js";
import { makeGate } from "./gate.js";

describe("the key", () => {
  test.each<[string, unknown[], unknown[]]>([
    ["a number and its text", [1], ["1"]],
    ["a number and a bigint", [1], [1n]],
    ["0 and -0", [0], [-0]],
    ["null and undefined", [null], [undefined]],
    ["no argument and undefined", [], [undefined]],
    ["one argument and one more that is undefined", [1], [1, undefined]],
    ["one argument and two", [1], [1, 2]],
    ["two texts cut at another place", ["a", "bc"], ["ab", "c"]],
    ["an array and its elements", [[1, 2]], [1, 2]],
    ["an object and an array", [{ 0: 1 }], [[1]]],
    ["objects with other members", [{ a: 1 }], [{ a: 2 }]],
    ["a text that begins as our markers do", ["\0a"], [[]]],
    ["objects in another order of arguments", [{ a: 1 }, { b: 1 }], [{ b: 1 }, { a: 1 }]],
  ])("tells %s apart", (_name, left, right) => {
    const body = jest.fn((...args: unknown[]) => args);
    const load = cacheData({}, body);
    for (let round = 0; round < 2; round++) {
      expect(load(...left)).toEqual(left);
      expect(load(...right)).toEqual(right);
    }
    expect(body).toHaveBeenCalledTimes(2);
  });

  test.each<[string, unknown[], unknown[]]>([
    ["NaN", [NaN], [NaN]],
    ["no arguments", [], []],
    ["equal objects", [{ a: 1, b: [2] }], [{ b: [2], a: 1 }]],
    ["dates", [new Date(5)], [new Date(5)]],
    ["maps", [new Map([[1, 2]])], [new Map([[1, 2]])]],
    ["long texts", ["x".repeat(20_000)], ["x".repeat(20_000)]],
  ])("takes %s for one", (_name, left, right) => {
    const body = jest.fn((...args: unknown[]) => args.length);
    const load = cacheData({}, body);
    load(...left);
    load(...right);
    expect(body).toHaveBeenCalledTimes(1);
  });

  test("of an argument that has none is an error that names the function, its place and the argument", () => {
    const body = jest.fn((id: number, done: () => void) => [id, done]);
    const load = cacheData({ name: "load" }, body);
    const call = (): unknown => load(1, () => undefined);
    expect(call).toThrow(UnhashableArgumentError);
    expect(call).toThrow(
      /^load \(test\/runtime\/wrap-key\.test\.ts:\d+\) .*: argument 2 is a function, .* the option key/,
    );
    expect(call).not.toThrow('"_"');
    expect(body).not.toHaveBeenCalled();
  });

  test("is what the option makes of the arguments", () => {
    const body = jest.fn((db: { query(): number }, id: number, trace = "") => `${db.query() + id}${trace}`);
    const load = cacheData({ key: (_db, id) => [id] }, body);
    expect([load({ query: () => 1 }, 1, "x"), load({ query: () => 2 }, 1), load({ query: () => 2 }, 2)]).toEqual([
      "2x",
      "2x",
      "4",
    ]);
    expect(body).toHaveBeenCalledTimes(2);
    const db = { query: () => 0 };
    expect([cacheOf(load).has(db, 1), cacheOf(load).has(db, 3)]).toEqual([true, false]);
    cacheOf(load).clear(db, 1);
    expect([cacheOf(load).has(db, 1), cacheOf(load).has(db, 2)]).toEqual([false, true]);
  });

  test("is named by its parts where the option makes it", () => {
    const load = cacheData({ key: (done) => ["v1", done] }, (done: () => void) => typeof done);
    expect(() => load(() => undefined)).toThrow("this call: part 2 of the key is a function");
  });

  test("may have as many parts as there is need for", () => {
    const body = jest.fn((count: number) => count);
    const load = cacheData({ key: (count) => Array.from({ length: count }, (_, index) => index) }, body);
    for (let round = 0; round < 2; round++) expect([0, 1, 2, 30].map((count) => load(count))).toEqual([0, 1, 2, 30]);
    expect(body).toHaveBeenCalledTimes(4);
  });

  test("that the option fails to make is an error, and nothing runs", () => {
    const body = jest.fn((id: number) => id);
    const load = cacheData(
      {
        key() {
          throw new Error("no key");
        },
      },
      body,
    );
    expect(() => load(1)).toThrow("no key");
    const text = cacheData({ key: (id) => String(id) as unknown as [], name: "text" }, body);
    expect(() => text(1)).toThrow(
      /^text \(test\/runtime\/wrap-key\.test\.ts:\d+\): Option key is .*an array, not string/,
    );
    const nothing = cacheData({ key: () => undefined as unknown as [] }, body);
    expect(() => nothing(1)).toThrow("an array, not undefined");
    expect(body).not.toHaveBeenCalled();
  });

  test("that changes while an async body runs stores nothing", async () => {
    const warned = jest.spyOn(process, "emitWarning").mockImplementation();
    const gate = makeGate();
    const load = cacheData({}, async (query: { id: number }) => {
      const { id } = query;
      await gate.passed;
      return id;
    });
    const query = { id: 1 };
    const call = load(query);
    query.id = 2;
    gate.open();
    expect(await call).toBe(1);
    expect(cacheOf(load).stats().entries).toBe(0);
    expect(warned).toHaveBeenCalledTimes(1);
    warned.mockRestore();
  });
});
