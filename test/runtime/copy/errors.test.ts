import { snapshot } from "../../../runtime/copy/index.js";
import { problemOf } from "../problem-of.js";
import { hit } from "./hit.js";

test.each([Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError])("%p", (Kind) => {
  const cause = { deep: [1] };
  const error = Object.assign(new Kind("m", { cause }), { code: "E", details: { a: 1 } });
  const got = hit(error);
  expect([got instanceof Kind, got.message, got.stack, got.name]).toEqual([true, "m", error.stack, error.name]);
  expect([got.code, got.details, got.cause]).toEqual(["E", { a: 1 }, cause]);
  expect(got.cause).not.toBe(cause);
  expect(Reflect.ownKeys(got)).toEqual(Reflect.ownKeys(error));
  expect(Object.keys(got)).toEqual(["code", "details"]);
});

test("an AggregateError with the errors that it holds, one of them itself", () => {
  const inner = new TypeError("inner");
  const error = new AggregateError([inner], "all");
  error.errors.push(error);
  const got = hit(error);
  expect(got.errors[0]).toBeInstanceOf(TypeError);
  expect(got.errors[1]).toBe(got);
  expect(got.errors[0]).not.toBe(inner);
});

test("a stack stays the text that it was, wherever the engine has it", () => {
  const error = new Error("m");
  const text = error.stack;
  const { copy, value } = snapshot(error);
  error.stack = "changed";
  const got = copy?.(value) as Error;
  expect(got.stack).toBe(text);
  expect(Object.getOwnPropertyDescriptor(got, "stack")).toMatchObject({ value: text, enumerable: false });
});

test("one without a message, one without a stack, one with a name of its own", () => {
  const bare = new Error();
  delete bare.stack;
  expect(Reflect.ownKeys(hit(bare))).toEqual([]);
  const named = new Error("m");
  Object.defineProperty(named, "name", { value: "Special", enumerable: false, configurable: true, writable: true });
  expect([String(hit(named)), Object.keys(hit(named))]).toEqual(["Special: m", []]);
});

test("the limit on stacks is as it was", () => {
  const before = Error.stackTraceLimit;
  hit([new Error("a")]);
  expect(Error.stackTraceLimit).toBe(before);
});

test.each<[string, () => unknown, string]>([
  ["of a subclass", () => new (class HttpError extends Error {})("x"), "value is an instance of HttpError"],
  ["with a getter", () => Object.defineProperty(new Error(), "a", { get: () => 1 }), "value.a is a getter or setter"],
  ["with a getter in place of its stack", () => withStack({ get: () => "read" }), "value.stack is a getter or setter"],
  ["with a bound one", () => withStack({ get: (() => "read").bind(null) }), "value.stack is a getter or setter"],
  ["with a setter there", () => withStack({ set: () => undefined }), "value.stack is a getter or setter"],
  ["with a symbol", () => Object.assign(new Error(), { [Symbol("s")]: 1 }), "named by a symbol"],
  ["with a function", () => Object.assign(new Error(), { retry: () => 1 }), "value.retry is a function"],
  ["only by its prototype", () => Object.create(Error.prototype) as object, "value is an instance of Error"],
])("one %s is refused", (_name, make, message) => {
  expect(problemOf(() => snapshot(make()))).toContain(message);
});

function withStack(accessor: PropertyDescriptor): Error {
  return Object.defineProperty(new Error("m"), "stack", { configurable: true, ...accessor });
}
