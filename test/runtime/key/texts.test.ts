import { runInNewContext } from "node:vm";
import { problemOf } from "../problem-of.js";
import { encodeObject, underKey } from "./encoded.js";
import { Temporal, useTemporal } from "./temporal.js";

describe("a RegExp", () => {
  test("is told by source, flags and lastIndex, not by its object or its realm", () => {
    expect(underKey(/a/g)).toBe(underKey(new RegExp("a", "g")));
    expect(underKey(runInNewContext("/a/g"))).toBe(underKey(/a/g));
    const used = /a/g;
    used.test("a");
    expect(underKey(used)).not.toBe(underKey(/a/g));
    used.test("");
    expect(underKey(used)).toBe(underKey(/a/g));
  });

  class Sub extends RegExp {}

  test.each<[string, () => object, string]>([
    ["a subclass", () => new Sub("a"), "value is an instance of Sub"],
    ["an object that inherits from one", () => Object.create(/a/) as object, "value is an object with a prototype"],
    [
      "an object in its class's name",
      () => Object.create(RegExp.prototype) as object,
      "value is an instance of RegExp",
    ],
    ["properties of its own", () => Object.assign(/a/, { note: 1 }), "value is a RegExp with properties of its own"],
    [
      "a source of its own",
      () => Object.defineProperty(/a/, "source", { value: "b" }),
      "value is a RegExp with properties of its own",
    ],
    [
      "flags of its own",
      () => Object.defineProperty(/a/, "flags", { value: "g" }),
      "value is a RegExp with properties of its own",
    ],
    ["a symbol", () => Object.assign(/a/, { [Symbol("s")]: 1 }), "value has a property named by a symbol, Symbol(s)"],
    ["a lastIndex that is no number", () => Object.assign(/a/g, { lastIndex: "1" }), "value is an instance of RegExp"],
    ["a lastIndex that is asked for", () => Object.assign(/a/g, { lastIndex: new Date(1) }), "value is an instance of"],
  ])("%s is refused", (_name, make, message) => {
    expect(problemOf(() => encodeObject(make()))).toContain(message);
    expect(problemOf(() => encodeObject([make()]))).toContain(message.replace("value", "value[0]"));
  });
});

describe("a URL", () => {
  test("is told by its href", () => {
    const changed = new URL("http://a/b");
    changed.searchParams.set("q", "1");
    expect(underKey(changed)).toBe(underKey(new URL("http://A/b?q=1")));
    expect(underKey(changed)).not.toBe(underKey(new URL("http://a/b")));
  });

  class Sub extends URL {}

  test.each<[string, () => object, string]>([
    ["a subclass", () => new Sub("http://a/"), "value is an instance of Sub"],
    ["an impostor", () => Object.create(URL.prototype) as object, "value is an instance of URL"],
    [
      "an impostor with an href",
      () => Object.create(URL.prototype, { href: { value: "http://a/" } }) as object,
      "value is an instance of URL",
    ],
    [
      "an href of its own",
      () => Object.defineProperty(new URL("http://a/"), "href", { value: "http://b/" }),
      "value is a URL with properties of its own",
    ],
    ["a symbol", () => Object.assign(new URL("a:b"), { [Symbol("s")]: 1 }), "value has a property named by a symbol"],
    ["search parameters", () => new URLSearchParams("a=1"), "value is an instance of URLSearchParams"],
  ])("%s is refused", (_name, make, message) => {
    expect(problemOf(() => encodeObject(make()))).toContain(message);
  });
});

describe("Temporal", () => {
  useTemporal();
  const { Instant, PlainDate, PlainYearMonth, Duration } = Temporal;

  test("values are told by class and text", () => {
    expect(underKey(PlainDate.from("2024-02-29"))).toBe(underKey(new PlainDate("2024-02-29")));
    const others = [
      PlainDate.from("2024-02-29"),
      PlainDate.from("2024-02-28"),
      Instant.from("2024-02-29"),
      "2024-02-29",
      "\0TPlainDate/2024-02-29",
    ];
    expect(new Set(others.map(underKey)).size).toBe(others.length);
  });

  test("what only shows with the calendar counts: the reference day of a month", () => {
    const [first, other] = ["2024-02-01[u-ca=iso8601]", "2024-02-02[u-ca=iso8601]"].map((text) =>
      PlainYearMonth.from(text),
    );
    expect(String(first)).toBe(String(other));
    expect(underKey(first)).not.toBe(underKey(other));
  });

  test("durations are told by their fields, not by their sum", () => {
    expect(underKey(new Duration(0, 0, 0, 0, 1))).toBe(underKey(new Duration(0, 0, 0, 0, 1)));
    const others = [
      new Duration(0, 0, 0, 0, 0, 0, 1),
      new Duration(0, 0, 0, 0, 0, 0, 0, 1_000),
      new Duration(0, 0, 0, 0, 0, 1),
      new Duration(1),
      new Duration(),
    ];
    expect(new Set(others.map(underKey)).size).toBe(others.length);
  });

  test("impostors, subclasses and properties are refused", () => {
    class Sub extends PlainDate {}
    expect(problemOf(() => encodeObject(Object.create(PlainDate.prototype)))).toMatch(/^value is an instance of /);
    expect(problemOf(() => encodeObject(Object.create(Duration.prototype)))).toBe("value is an instance of Duration");
    expect(problemOf(() => encodeObject(Sub.from("2024-02-29")))).toBe("value is an instance of Sub");
    expect(problemOf(() => encodeObject(Object.assign(new Duration(), { note: 1 })))).toBe(
      "value is a Duration with properties of its own",
    );
  });
});
