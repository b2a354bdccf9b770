import {
  AmbiguousArgumentsError,
  CacheError,
  CacheRecursionError,
  InvalidOptionError,
  NotCachedError,
  ReceiverNeededError,
  SessionError,
  UncacheableInputError,
  UnhashableArgumentError,
  UnreplayableArgumentError,
  UnserializableReturnValueError,
} from "../../runtime/errors.js";
import * as api from "../../runtime/index.js";

const errors = [
  new UnhashableArgumentError("load (a.ts:1)", "opts", ".on", "is a function"),
  new UnserializableReturnValueError("load (a.ts:1)", ".rows[0]", "is a function"),
  new CacheRecursionError(["a (a.ts:1)", "b (b.ts:2)", "a (a.ts:1)"]),
  new NotCachedError("load"),
  new AmbiguousArgumentsError("load (a.ts:1)"),
  new ReceiverNeededError("load (a.ts:1)"),
  new InvalidOptionError("clock", 5, "a clock"),
  new SessionError("load (a.ts:1)"),
  new UncacheableInputError("flag (f.ts:2)", "load (a.ts:1)", "its answer is a function, which has no exact key"),
  new UnreplayableArgumentError("log (l.ts:2)", "load (a.ts:1)", "argument 1 is a function"),
];

const messages = [
  "load (a.ts:1) can't be cached for this call: opts.on is a function, which has no exact key.",
  "load (a.ts:1) returned what can't be copied: result.rows[0] is a function.",
  "a (a.ts:1) → b (b.ts:2) → a (a.ts:1): the call waits for itself.",
  "load is not cached.",
  "load (a.ts:1): a default parameter calls the function itself",
  "load (a.ts:1): the object that it is called on is part of the key",
  "Option clock is 5; it takes a clock.",
  'load (a.ts:1) has scope: "session" and was called outside a session.',
  "flag (f.ts:2), asked inside of load (a.ts:1), can't tell whether a stored value is still good: its answer is a function, ",
  "log (l.ts:2), called inside of load (a.ts:1), can't be called again on a hit: argument 1 is a function, which can't be",
];

test.each(errors.map((error, index) => [error.name, error, messages[index] ?? ""] as const))(
  "%s has a message, a code and a stack",
  (name, error, message) => {
    expect(error.message).toMatch(message);
    expect(error.message.startsWith(message)).toBe(true);
    expect(error.code).toMatch(/^ERR_TSCACHED_[A-Z_]+$/);
    expect(String(error)).toBe(`${name}: ${error.message}`);
    expect(error.stack).toContain("errors.test.ts");
    expect(error).toBeInstanceOf(CacheError);
    expect(error).toBeInstanceOf(Error);
  },
);

test("codes are unique, and the same on class and instance", () => {
  expect(new Set(errors.map(({ code }) => code)).size).toBe(errors.length);
  for (const error of errors) expect((error.constructor as unknown as { code: string }).code).toBe(error.code);
});

test("each is an instance of its own class and of no other", () => {
  for (const error of errors) {
    const classes = errors.map((other) => other.constructor);
    const matches = classes.filter((Class) => error instanceof (Class as typeof NotCachedError));
    expect(matches).toEqual([error.constructor]);
  }
});

test("other values are instances of none", () => {
  const { code } = new NotCachedError("f");
  for (const value of [
    new Error("x"),
    Object.assign(new Error("x"), { code }),
    { code },
    {},
    null,
    undefined,
    "x",
    code,
  ]) {
    expect(value instanceof CacheError).toBe(false);
    expect(value instanceof NotCachedError).toBe(false);
  }
});

test("a class derived from one of them has its own instances only", () => {
  class Special extends NotCachedError {}
  expect(new Special("f")).toBeInstanceOf(NotCachedError);
  expect(new Special("f")).toBeInstanceOf(Special);
  expect(new NotCachedError("f") instanceof Special).toBe(false);
});

test("a program can import every error class", () => {
  expect(api).toMatchObject({
    AmbiguousArgumentsError,
    CacheError,
    CacheRecursionError,
    InvalidOptionError,
    NotCachedError,
    ReceiverNeededError,
    UnhashableArgumentError,
    UnserializableReturnValueError,
  });
});

test("a function that isn't cached is told with the way to find the others", () => {
  expect(new NotCachedError("load").message).toContain('"npx tscached check" lists all');
});
