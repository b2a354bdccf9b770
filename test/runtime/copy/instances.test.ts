import { cacheCopy, registerCodec, type Codec } from "../../../runtime/copy/codec.js";
import { snapshot } from "../../../runtime/copy/index.js";
import { problemOf } from "../problem-of.js";
import { handOut, hit } from "./hit.js";

class Plain {
  readonly plain = true;
}

describe("[cacheCopy]()", () => {
  class Account {
    #balance: number;
    constructor(balance: number) {
      this.#balance = balance;
    }
    get balance(): number {
      return this.#balance;
    }
    add(amount: number): void {
      this.#balance += amount;
    }
    [cacheCopy](): Account {
      return new Account(this.#balance);
    }
  }
  class Savings extends Account {}
  class List extends Array<number> {
    [cacheCopy](): List {
      const copy = new List();
      copy.push(...this);
      return copy;
    }
  }

  test("gives each hit an instance of its own, and the snapshot one of its own", () => {
    const account = new Account(1);
    const taken = snapshot({ account });
    account.add(10);
    const [first, second] = [handOut(taken), handOut(taken)] as { account: Account }[];
    first?.account.add(100);
    expect([first?.account.balance, second?.account.balance]).toEqual([101, 1]);
    expect(first?.account).toBeInstanceOf(Account);
  });

  test("an instance in several places is one instance in a copy", () => {
    const account = new Account(1);
    const got = hit({ list: [account], map: new Map([[account, account]]) });
    expect([...got.map].flat()).toEqual([got.list[0], got.list[0]]);
    expect([...got.map.values()][0]).toBe(got.list[0]);
    expect(got.list[0]).not.toBe(account);
  });

  test("a subclass of a built-in class takes part", () => {
    const list = new List();
    list.push(1, 2);
    const got = hit(list);
    expect([got instanceof List, [...got], got === list]).toEqual([true, [1, 2], false]);
  });

  test("an instance may say that everyone can have it", () => {
    class Unit {
      [cacheCopy](): this {
        return this;
      }
    }
    const unit = new Unit();
    expect(hit([unit])[0]).toBe(unit);
  });

  test.each<[string, () => unknown, string]>([
    ["a subclass whose copies are of the base class", () => new Savings(1), "value.<[cacheCopy]()> is no instance"],
    [
      "a primitive for a copy",
      () => ({
        a: new (class {
          [cacheCopy]() {
            return 1;
          }
        })(),
      }),
      "value.a",
    ],
    ["a property of that name", () => ({ [cacheCopy]: () => ({}) }), "named by a symbol"],
    [
      "an instance with such a property",
      () => Object.assign(new Plain(), { [cacheCopy]: () => ({}) }),
      "an instance of Plain",
    ],
    [
      "something else under that name",
      () =>
        new (class B {
          get [cacheCopy]() {
            return Number("1");
          }
        })(),
      "an instance of B",
    ],
  ])("%s is refused", (_name, make, message) => {
    expect(problemOf(() => snapshot(make()))).toContain(message.replace(".<", "<"));
  });

  test("what it throws goes to the caller", () => {
    class Broken {
      [cacheCopy](): never {
        throw new RangeError("not today");
      }
    }
    expect(() => snapshot([new Broken()])).toThrow(RangeError);
  });
});

describe("a codec", () => {
  class Span {
    readonly from: Date;
    #parts: object[];
    constructor(from: Date, parts: object[]) {
      this.from = from;
      this.#parts = parts;
    }
    get parts(): object[] {
      return this.#parts;
    }
  }
  class Narrow extends Span {}
  class Link {
    to: unknown;
  }
  registerCodec(Span, {
    name: "Span",
    encode: ({ from, parts }) => ({ from, parts }),
    decode: ({ from, parts }) => new Span(from, parts),
  });
  registerCodec(Link, {
    name: "Link",
    encode: ({ to }) => to,
    decode: (to) => Object.assign(new Link(), { to }),
  });

  test("gives each hit an instance made of data of its own", () => {
    const value = new Span(new Date(1), [{ a: 1 }]);
    const taken = snapshot(value);
    value.from.setTime(2);
    value.parts.push({});
    const [first, second] = [handOut(taken), handOut(taken)] as Span[];
    first?.parts.pop();
    first?.from.setTime(3);
    expect([second instanceof Span, second?.from.getTime(), second?.parts]).toEqual([true, 1, [{ a: 1 }]]);
  });

  test("keeps references between the data and the rest, and one instance one", () => {
    const part = {};
    const span = new Span(new Date(1), [part]);
    const got = hit({ part, spans: [span, span] });
    expect(got.spans[0]?.parts[0]).toBe(got.part);
    expect(got.spans[0]).toBe(got.spans[1]);
  });

  test("decodes what is nested in another's data", () => {
    const outer = Object.assign(new Link(), { to: [new Span(new Date(5), [])] });
    expect(hit(outer).to[0]?.from.getTime()).toBe(5);
  });

  test("is for the class alone, not for its subclasses", () => {
    expect(problemOf(() => snapshot(new Narrow(new Date(), [])))).toBe("value is an instance of Narrow");
  });

  test("can't encode an instance that leads to itself", () => {
    const link = new Link();
    link.to = { back: [link] };
    expect(problemOf(() => snapshot({ link }))).toBe("value.link<encoded>.back[0] refers to itself through its codec");
  });

  test("is refused for data that can't be copied, and for another class's instances", () => {
    expect(problemOf(() => snapshot(Object.assign(new Link(), { to: () => 1 })))).toBe("value<encoded> is a function");
    class Odd {
      readonly odd = true;
    }
    registerCodec<Odd, number>(Odd, { name: "Odd", encode: () => 1, decode: () => Object.create(null) as Odd });
    expect(problemOf(() => snapshot([new Odd()]))).toBe("value[0] is not what its codec decodes");
  });

  test.each<[string, object]>([
    ["name", { name: "", encode: String, decode: Object }],
    ["encode", { name: "X", decode: Object }],
    ["decode", { name: "X", encode: String, decode: 1 }],
  ])("without %s is refused when it is registered", (option, codec) => {
    expect(() => {
      registerCodec(Plain, codec as Codec<object, unknown>);
    }).toThrow(`Option ${option} is `);
  });

  test.each<[string, unknown, unknown, string]>([
    ["nothing as a class", undefined, { name: "A" }, "Option class is undefined; it takes the class"],
    ["a function that makes no instances", () => 1, { name: "A" }, "Option class is [Function"],
    ["nothing as a codec", Map, null, "Option codec is null; it takes an object with name, encode and decode"],
  ])("%s is an error that says so", (_name, type, codec, text) => {
    expect(() => {
      registerCodec(type as typeof Map, codec as Codec<object, unknown>);
    }).toThrow(text);
  });
});

describe("RegExp and URL", () => {
  test("a RegExp's lastIndex is its own", () => {
    const value = /a/gy;
    value.lastIndex = 3;
    const taken = snapshot(value);
    const first = handOut(taken) as RegExp;
    first.lastIndex = 9;
    const second = handOut(taken) as RegExp;
    expect([second.source, second.flags, second.lastIndex]).toEqual(["a", "gy", 3]);
  });

  test.each<[string, () => unknown, string]>([
    ["a RegExp with a property", () => Object.assign(/a/, { note: 1 }), "value is a RegExp with properties of its own"],
    ["a RegExp with an odd lastIndex", () => Object.assign(/a/, { lastIndex: {} }), "whose lastIndex is no number"],
    ["a RegExp of a subclass", () => new (class Re extends RegExp {})("a"), "value is an instance of Re"],
    ["a URL with a property", () => Object.assign(new URL("a:b"), { note: 1 }), "value is a URL with properties"],
    ["what only inherits from URL", () => Object.create(URL.prototype) as object, "value is an instance of URL"],
    [
      "a Map that hides its kind",
      () => Object.setPrototypeOf(new Map([[1, 2]]), Object.prototype) as object,
      "isn't its own",
    ],
    ["bytes that hide their kind", () => Object.setPrototypeOf(new Uint8Array(2), null) as object, "isn't its own"],
  ])("%s is refused", (_name, make, message) => {
    expect(problemOf(() => snapshot(make()))).toContain(message);
  });
});

describe("Temporal", () => {
  /** Stands in for a class of Temporal, which Node 20 hasn't. */
  class PlainDate {
    readonly #text: string;
    constructor(text: string) {
      this.#text = text;
    }
    static from(value: PlainDate): PlainDate {
      return new PlainDate(value.#text);
    }
    toString(): string {
      return this.#text;
    }
  }

  beforeAll(() => Object.defineProperty(globalThis, "Temporal", { value: { PlainDate }, configurable: true }));
  afterAll(() => Reflect.deleteProperty(globalThis, "Temporal"));

  test("values are equal and apart", () => {
    const value = { at: new PlainDate("2024-02-29") };
    const got = hit(value);
    expect([String(got.at), got.at instanceof PlainDate, got.at === value.at]).toEqual(["2024-02-29", true, false]);
  });

  test.each<[string, () => object, string]>([
    ["with properties", () => Object.assign(new PlainDate("a"), { note: 1 }), "a Temporal value with properties"],
    ["by its prototype only", () => Object.create(PlainDate.prototype) as object, "value is an instance of PlainDate"],
  ])("one %s is refused", (_name, make, message) => {
    expect(problemOf(() => snapshot(make()))).toContain(message);
  });
});
