import { runInNewContext } from "node:vm";
import { snapshot } from "../../../runtime/copy/index.js";
import { MAX_DEPTH } from "../../../runtime/copy/take.js";
import { hit } from "./hit.js";
import { nested } from "../nested.js";
import { problemOf } from "../problem-of.js";

class Point {
  readonly x = 1;
}
class Dates extends Date {}
class List extends Array<number> {}
class Table extends Map<string, number> {}
class Group extends Set<number> {}
class Bytes extends Uint8Array {}

test.each<[string, () => unknown, string]>([
  ["a function", () => () => 1, "value is a function"],
  ["a class", () => Point, "value is a function"],
  ["a symbol", () => Symbol("s"), "value is a symbol"],
  ["a function inside", () => ({ rows: [{ run: () => 1 }] }), "value.rows[0].run is a function"],
  ["a symbol in a Set", () => ({ s: new Set([Symbol("s")]) }), "value.s<element> is a symbol"],
  ["a function in a Map", () => new Map([["a", [() => 1]]]), "value<value>[0] is a function"],
  ["a symbol as a Map's key", () => new Map([[Symbol("s"), 1]]), "value<key> is a symbol"],
  ["a class instance", () => new Point(), "value is an instance of Point"],
  ["a class instance inside", () => [{ point: new Point() }], "value[0].point is an instance of Point"],
  ["a subclass of Array", () => List.of(1), "value is an instance of List"],
  ["a subclass of Date", () => [new Dates(0)], "value[0] is an instance of Dates"],
  ["a subclass of Map", () => new Table(), "value is an instance of Table"],
  ["a subclass of Set", () => new Group(), "value is an instance of Group"],
  ["a subclass of a typed array", () => new Bytes(1), "value is an instance of Bytes"],
  ["a Proxy", () => new Proxy({}, {}), "value is a Proxy"],
  ["a Proxy inside", () => ({ list: [new Proxy([], {})] }), "value.list[0] is a Proxy"],
  ["a Promise", () => [Promise.resolve()], "value[0] is a Promise"],
  ["a WeakMap", () => new WeakMap(), "value is an instance of WeakMap"],
  ["a boxed number", () => Object(1) as object, "value is an instance of Number"],
  ["an iterator", () => [1].values(), "value is an object with a prototype of its own"],
  ["shared memory", () => new SharedArrayBuffer(1), "value is an instance of SharedArrayBuffer"],
  [
    "a view of shared memory",
    () => [new Uint8Array(new SharedArrayBuffer(1))],
    "value[0] is an instance of SharedArrayBuffer",
  ],
  [
    "an object behind an object",
    () => Object.create({ a: 1 }) as object,
    "value is an object with a prototype of its own",
  ],
  [
    "a getter",
    () => ({
      a: {
        get now(): number {
          throw new Error("was called");
        },
      },
    }),
    "value.a.now is a getter or setter",
  ],
  [
    "a hidden property",
    () => [Object.defineProperty({}, "a", { value: 1 })],
    "value[0].a is a non-enumerable property",
  ],
  ["a symbol key", () => ({ [Symbol("k")]: 1 }), "value has a property named by a symbol, Symbol(k)"],
  [
    "what a template hands to its tag",
    () => ((text: TemplateStringsArray) => text)`a`,
    "value.raw is a non-enumerable property",
  ],
  ["a Date with properties", () => Object.assign(new Date(0), { a: 1 }), "value is a Date with properties of its own"],
  ["a Map with properties", () => [Object.assign(new Map(), { a: 1 })], "value[0] is a Map with properties of its own"],
  [
    "a class instance of another realm",
    () => runInNewContext("new (class Map {})") as object,
    "value is an instance of Map",
  ],
])("%s is refused by reason and path", (_name, make, message) => {
  expect(problemOf(() => snapshot(make()))).toBe(message);
});

test("resizable memory is refused", () => {
  const Resizable = ArrayBuffer as unknown as new (length: number, options: { maxByteLength: number }) => ArrayBuffer;
  const buffer = new Resizable(1, { maxByteLength: 9 });
  for (const value of [buffer, new Uint8Array(buffer)]) expect(() => snapshot(value)).toThrow("may change its size");
});

describe("depth", () => {
  test.each<[string, (inner: object) => object]>([
    ["arrays", (inner) => [inner]],
    ["objects", (inner) => ({ inner })],
    ["Maps", (inner) => new Map([[1, inner]])],
    ["Maps by key", (inner) => new Map([[inner, 1]])],
    ["Sets", (inner) => new Set([inner])],
  ])("%s: up to the limit copied, above it refused, without an overflow", (_name, wrap) => {
    expect(hit(nested(MAX_DEPTH, wrap))).toBeInstanceOf(Object);
    for (const levels of [MAX_DEPTH + 1, 100_000]) {
      expect(problemOf(() => snapshot(nested(levels, wrap)))).toMatch(/… is nested more than 1000 levels deep$/);
    }
  });

  test("objects that share their parts cost what they hold", () => {
    let value: unknown = [];
    for (let level = 0; level < 200; level++) value = [value, value];
    const got = hit(value) as unknown[];
    expect(got[0]).toBe(got[1]);
  });
});

test("a sparse array costs what it holds", () => {
  const looks = jest.spyOn(Object, "hasOwn");
  hit(new Array(100_000));
  const count = looks.mock.calls.length;
  jest.restoreAllMocks();
  expect(count).toBeLessThan(20_000);
});

test.each<[string, PropertyDescriptor]>([
  ["a getter", { get: () => 1, enumerable: true, configurable: true }],
  ["a hidden property", { value: 1, enumerable: false, configurable: true }],
])("%s as an element is refused by its index", (_name, property) => {
  expect(problemOf(() => snapshot(Object.defineProperty([], 0, property)))).toMatch(/^value\[0\] is a /);
});

test("detached memory is refused", () => {
  const bytes = new Uint8Array(8);
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
  expect(problemOf(() => snapshot({ bytes }))).toMatch(/^value\.bytes /);
});

test("an object that inherits from one that poses as Object.prototype is refused", () => {
  const pose = Object.assign(Object.create(null) as object, { constructor: Object, secret: 1 });
  expect(problemOf(() => snapshot(Object.create(pose)))).toBe("value is an instance of Object");
});
