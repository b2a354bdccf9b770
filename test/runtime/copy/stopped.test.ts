import { cacheCopy, registerCodec } from "../../../runtime/copy/codec.js";
import { CacheError, UnserializableReturnValueError } from "../../../runtime/errors.js";
import { cacheOf } from "../../../runtime/handle.js";
import { compileAsync, compileSync } from "../compiled.js";
import { makeGate } from "../gate.js";

/** What the class' code makes of an instance, once it has been stored. */
let broken: (() => unknown) | undefined;

afterEach(() => {
  broken = undefined;
});

class Money {
  [cacheCopy](): Money {
    return broken === undefined ? new Money() : (broken() as Money);
  }
}

class Span {
  readonly days = 1;
}
registerCodec(Span, {
  name: "Span",
  encode: () => 1,
  decode: () => (broken === undefined ? new Span() : (broken() as Span)),
});

const FACTS = { name: "load", source: "a.ts:1" };

describe.each<[string, () => object, string]>([
  ["[cacheCopy]()", () => new Money(), "result holds an instance of Money whose [cacheCopy]() gives none any more"],
  ["a codec", () => new Span(), "result holds what the codec Span decodes no more"],
])("%s that works when a result is stored, and then no more,", (_name, make, text) => {
  test.each<[string, (value: object) => unknown]>([
    ["alone", (value) => value],
    ["inside", (value) => ({ rows: [{ value }] })],
    ["in two places", (value) => [value, value]],
    ["beside a table", (value) => [value, new Float64Array(500_000)]],
  ])("is an error that names the function: %s", (_where, around) => {
    const { fn } = compileSync(() => around(make()), FACTS);
    fn(1);
    for (broken of [() => undefined, () => 5, () => ({}), () => Object.create(null) as unknown]) {
      expect(() => fn(1)).toThrow(UnserializableReturnValueError);
      expect(() => fn(1)).toThrow(`load (a.ts:1) returned what can't be copied: ${text}`);
    }
    broken = undefined;
    expect(fn(1)).toEqual(around(make()));
    expect(cacheOf(fn).stats()).toMatchObject({ misses: 1, entries: 1 });
  });

  test("reaches those who wait", async () => {
    const gate = makeGate<object>();
    const { fn } = compileAsync(() => gate.passed, FACTS);
    const calls = [fn(1), fn(1)];
    void calls[0]?.then(() => (broken = () => undefined));
    gate.open(make());
    const [owner, waiter] = await Promise.allSettled(calls);
    expect([owner?.status, waiter]).toMatchObject(["fulfilled", { reason: expect.any(CacheError) as unknown }]);
  });

  test("goes to the caller as it is where it throws", () => {
    const { fn } = compileSync(make, FACTS);
    fn(1);
    broken = () => {
      throw new RangeError("not today");
    };
    expect(() => fn(1)).toThrow(RangeError);
  });
});
