import { runInNewContext } from "node:vm";
import { describeValue, isPlainArray, isPlainDate, isPlainObject } from "../../runtime/plain.js";

class Point {
  readonly x = 1;
}
class List extends Array<number> {}
class Moment extends Date {}

function foreign(code: string): object {
  return runInNewContext(`(${code})`) as object;
}

/** A class called like the one that it extends, as in `class Array extends globalThis.Array`. */
function namesake(Base: typeof List | typeof Moment, name: string): object {
  class Own extends Base {}
  Object.defineProperty(Own, "name", { value: name });
  return new Own();
}

/** How old code writes a class: no prototype of it is a plain object's. */
function OldClass(): void {
  /* called as a constructor */
}
OldClass.prototype = { method: 1 };

test.each<[string, object, string]>([
  ["an object", {}, "object"],
  ["a bare object", Object.create(null) as object, "object"],
  ["an object of another realm", foreign("{}"), "object"],
  ["a bare object of another realm", foreign("Object.create(null)"), "object"],
  ["an array", [], "array"],
  ["an array of another realm", foreign("[]"), "array"],
  ["a Date", new Date(0), "date"],
  ["a Date of another realm", foreign("new Date(0)"), "date"],
  ["a class instance", new Point(), "none"],
  ["a class instance of another realm", foreign("new (class Object {})"), "none"],
  ["an instance of an old class", Reflect.construct(OldClass, []) as object, "none"],
  ["an object that inherits from a plain one", Object.create({}) as object, "none"],
  ["an object that inherits from a bare one", Object.create(Object.create(null) as object) as object, "none"],
  ["an instance of a subclass of Array", new List(), "none"],
  ["an instance of a subclass of Array called Array", namesake(List, "Array"), "none"],
  ["an instance of a subclass of Date called Date", namesake(Moment, "Date"), "none"],
  ["an array that inherits from an array", Object.setPrototypeOf([], []) as object, "none"],
  ["an instance of a subclass of Date", new Moment(), "none"],
  ["what inherits from Date.prototype and is no Date", Object.create(Date.prototype) as object, "none"],
  ["what inherits from Array.prototype and is no array", Object.create(Array.prototype) as object, "none"],
  ["a Map", new Map(), "none"],
  ["an instance of a class with a native constructor's name", foreign("new (class Array {})"), "none"],
])("%s: %s", (_name, value, kind) => {
  const found = [isPlainObject(value) && "object", isPlainArray(value) && "array", isPlainDate(value) && "date"];
  expect(found.filter(Boolean).join() || "none").toBe(kind);
});

test.each<[unknown, string]>([
  [() => 1, "a function"],
  [Point, "a function"],
  [Symbol("s"), "a symbol"],
  [new Proxy({}, {}), "a Proxy"],
  [Promise.resolve(), "a Promise"],
  [new Point(), "an instance of Point"],
  [
    new (class {
      readonly x = 1;
    })(),
    "an object with a prototype of its own",
  ],
  [Object.create({}), "an object with a prototype of its own"],
  [new Map(), "an instance of Map"],
  [Object.create(null), "an object with a prototype of its own"],
  [null, "of type null"],
  [1, "of type number"],
  [undefined, "of type undefined"],
])("a description for messages: %p", (value, text) => {
  expect(describeValue(value)).toBe(text);
});
