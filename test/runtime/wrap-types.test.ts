/** What the compiler knows of hand-wrapped functions. `npm run types` is the check: an error that isn't expected fails it. */
import { cacheOf } from "../../runtime/handle.js";
import { cacheData, cacheResource } from "../../runtime/wrap.js";

/** Whether two types are the same. */
type Same<A, B> = [A, B] extends [B, A] ? true : false;

function isSame<A, B>(same: Same<A, B>): boolean {
  return same;
}

describe("a cached function has the type of the function", () => {
  test("with its parameters, and what it returns", async () => {
    const fn = async (id: number, name = "") => Promise.resolve({ id, name });
    const load = cacheData({}, fn);
    expect(isSame<typeof load, typeof fn>(true)).toBe(true);
    expect(await load(1, "x")).toEqual({ id: 1, name: "x" });
    // @ts-expect-error -- a text isn't a number
    await load("1");
    // @ts-expect-error -- an argument is missing
    await load();
  });

  test("with its type parameters", () => {
    const first = cacheData({}, <T extends string | number>(list: readonly T[]): T | undefined => list[0]);
    const text: "a" | "b" | undefined = first<"a" | "b">(["a", "b"]);
    expect(text).toBe("a");
    // @ts-expect-error -- what comes out is what went in
    const wrong: string | undefined = first([1]);
    expect(wrong).toBe(1);
  });

  test("with its overloads", () => {
    function parse(value: string): number;
    function parse(value: number): string;
    function parse(value: string | number): string | number {
      return typeof value === "string" ? Number(value) : String(value);
    }
    const cached = cacheData({}, parse);
    const number: number = cached("5");
    const text: string = cached(5);
    expect([number, text]).toEqual([5, "5"]);
    // @ts-expect-error -- no overload takes a boolean
    cached(true);
  });

  test("with its this", () => {
    const cached = cacheResource({}, function (this: { readonly url: string }, id: number) {
      return { path: `${this.url}/${id}` };
    });
    // @ts-expect-error -- it is called without a this
    expect(() => cached(1)).toThrow(TypeError);
    expect(cached.call({ url: "a" }, 1)).toEqual({ path: "a/1" });
  });
});

describe("the options are checked", () => {
  const fn = (id: number, name: string) => `${id} ${name}`;

  test("against the parameters", () => {
    const cached = cacheData(
      {
        key: (id, name) => {
          expect(isSame<[typeof id, typeof name], [number, string]>(true)).toBe(true);
          return [id, name];
        },
      },
      fn,
    );
    expect(cached(1, "a")).toBe("1 a");
    // @ts-expect-error -- the first argument is no text
    cacheData({ key: (id: string) => [id] }, fn);
    // @ts-expect-error -- a key is an array
    cacheData({ key: (id) => id }, fn);
  });

  test("by their names and types", () => {
    // @ts-expect-error -- there is no such option
    expect(() => cacheData({ ttll: 5 }, fn)).toThrow("ttll");
    // @ts-expect-error -- a ttl is a number or a text
    expect(() => cacheData({ ttl: true }, fn)).toThrow("ttl");
    // @ts-expect-error -- nobody knows what a resource takes up
    expect(() => cacheResource({ maxBytes: "5MB" }, fn)).toThrow("maxBytes");
    // @ts-expect-error -- the function comes second
    expect(() => cacheData(fn, {})).toThrow("fn");
  });

  test("and the handle against the function", () => {
    const handle = cacheOf(cacheResource({}, (id: number) => Promise.resolve({ id })));
    handle.configure({ validate: ({ id }) => id > 0 });
    // @ts-expect-error -- the value has no name
    handle.configure({ validate: ({ name }) => name !== "" });
    handle.clear(1);
    // @ts-expect-error -- a text isn't a number
    handle.clear("1");
    // @ts-expect-error -- a validation says yes or no
    handle.configure({ validate: ({ id }) => id });
    expect(handle.has(1)).toBe(false);
  });

  test("and the arguments of a described call", () => {
    const load = cacheData({ key: (id) => [id] }, (id: number, db: object) => [id, db].length);
    const handle = cacheOf(load);
    load(1, {});
    // What isn't in the key needn't be told.
    expect([handle.has(1), handle.has(1, {}), handle.has(undefined, {})]).toEqual([true, true, false]);
    // @ts-expect-error -- there is no call without arguments
    expect(handle.has()).toBe(false);
    // @ts-expect-error -- a call to refresh is made, so it takes all of them
    expect(handle.refresh(1)).toBe(2);
    handle.clear();
    expect(handle.has(1)).toBe(false);
  });

  test("and those of a function that needs none", () => {
    const none = cacheOf(cacheData({}, () => 1));
    const optional = cacheOf(cacheData({}, (id = 1) => id));
    const rest = cacheOf(cacheData({}, (...ids: number[]) => ids.length));
    expect([none.has(), optional.has(), optional.has(1), rest.has(), rest.has(1, 2)]).toEqual(Array(5).fill(false));
    // @ts-expect-error -- a text isn't a number
    expect([optional.has("1"), rest.has(1, "2")]).toEqual([false, false]);
  });
});
