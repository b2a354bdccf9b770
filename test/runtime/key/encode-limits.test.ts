import { ValueProblem } from "../../../runtime/problem.js";
import { encodeObject } from "./encoded.js";

/** A key, or a refusal that the caller gets with function and parameter. Any other error passes through. */
function keyOrRefusal(value: unknown): string {
  try {
    return encodeObject(value);
  } catch (error) {
    if (error instanceof ValueProblem) return "refused";
    throw error;
  }
}

describe("a key costs what its value holds", () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  /** How many objects are looked at for a key, or for its refusal. */
  function looksAt(value: unknown): number {
    const looks = jest.spyOn(Object, "getOwnPropertyNames");
    keyOrRefusal(value);
    return looks.mock.calls.length;
  }

  test("objects that share their parts", () => {
    let value: unknown = [];
    for (let level = 0; level < 60; level++) value = [value, value];
    expect(looksAt(value)).toBeLessThan(10_000);
  });

  test("objects that share their parts and lead back to what encloses them", () => {
    const root: unknown[] = [];
    let value: unknown = root;
    for (let level = 0; level < 60; level++) value = [value, value, root];
    root.push(value);
    expect(keyOrRefusal(root)).toBe("refused");
  });

  test("a sparse array", () => {
    const sparse: number[] = [];
    sparse[2 ** 32 - 2] = 1;
    expect(keyOrRefusal(sparse).length).toBeLessThan(100);
  });

  test("texts that are together longer than a string can be", () => {
    const long = "x".repeat(2 ** 28);
    expect(keyOrRefusal([long, long, long])).toBe("refused");
  });
});

describe("values that look plain", () => {
  test("an object that inherits from one that poses as Object.prototype", () => {
    const pose = Object.assign(Object.create(null) as object, { constructor: Object, secret: 1 });
    expect(keyOrRefusal(Object.create(pose))).toBe("refused");
  });

  test("an array that inherits from one that poses as Array.prototype", () => {
    const pose = Object.assign(Object.create(Array.prototype) as object, { constructor: Array, secret: 1 });
    expect(keyOrRefusal(Object.setPrototypeOf([], pose))).toBe("refused");
  });

  test.each<[string, object]>([
    ["a Map", new Map([[1, 2]])],
    ["a Set", new Set([1])],
    ["a Date", new Date(1)],
    ["a boxed number", Object(1) as object],
  ])("%s whose prototype was replaced", (_name, value) => {
    expect(keyOrRefusal(Object.setPrototypeOf(value, Object.prototype))).toBe("refused");
  });
});
