import { encodeObject } from "../../../runtime/key/encode.js";
import { ValueProblem } from "../../../runtime/problem.js";

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
  // BUG: an object that is reached by several ways is written out once for each, so 60 objects can take the process
  // down: 22 levels take ten seconds and 25 MB. Either the second way writes a reference back, or the length of a key
  // is bounded while it is written.
  test.failing("objects that share their parts", () => {
    let value: unknown = [];
    for (let level = 0; level < 16; level++) value = [value, value];
    expect(keyOrRefusal(value).length).toBeLessThan(10_000);
  });

  // BUG: each hole is looked up and written by itself: `new Array(2 ** 32 - 1)` hangs for minutes. Holes want to be
  // counted, by walking the array's own keys.
  test.failing("a sparse array", () => {
    const sparse = new Array<number>(1_000_000);
    sparse[999_999] = 1;
    expect(keyOrRefusal(sparse).length).toBeLessThan(10_000);
  });

  // BUG: texts that don't fit into one string throw a bare RangeError. It wants to become a ValueProblem.
  test.failing("texts that are together longer than a string can be", () => {
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

  // BUG: a prototype says nothing about what an object is inside. Maps, Sets, Errors, boxed and binary values whose
  // prototype was replaced are taken for `{}`; `types.isBoxedPrimitive`, `isMap`, … or Object.prototype.toString tell.
  test.failing.each<[string, object]>([
    ["a Map", new Map([[1, 2]])],
    ["a Set", new Set([1])],
    ["a Date", new Date(1)],
    ["a boxed number", Object(1) as object],
  ])("%s whose prototype was replaced", (_name, value) => {
    expect(keyOrRefusal(Object.setPrototypeOf(value, Object.prototype))).toBe("refused");
  });
});
