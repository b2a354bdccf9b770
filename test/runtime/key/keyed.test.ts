import { UnhashableArgumentError } from "../../../runtime/errors.js";
import { encodeKey } from "../../../runtime/key/bytes.js";
import { cacheKey, type CacheKeyed } from "../../../runtime/key/keyed.js";
import { compileSync, defineCache } from "../compiled.js";
import { problemOf } from "../problem-of.js";
import { reachable } from "../reachable.js";
import { encodeObject, keyBytes, underKey } from "./encoded.js";

class Money implements CacheKeyed {
  readonly amount: number;
  readonly currency: string;
  readonly label: string;

  constructor(amount: number, currency: string, label = "") {
    this.amount = amount;
    this.currency = currency;
    this.label = label;
  }

  [cacheKey](): unknown {
    return [this.amount, this.currency];
  }
}

class Price extends Money {}

class Tagged extends Money {
  override [cacheKey](): unknown {
    return [super[cacheKey](), this.label];
  }
}

/** Two classes that nothing but their identity tells apart. */
const makeClass = (): new (held: unknown) => CacheKeyed =>
  class Same {
    readonly held: unknown;
    constructor(held: unknown) {
      this.held = held;
    }

    [cacheKey](): unknown {
      return this.held;
    }
  };

describe("an instance of a keyed class", () => {
  test("is told by its class and its key, and by nothing else", () => {
    expect(underKey(new Money(1, "EUR", "a"))).toBe(underKey(new Money(1, "EUR", "b")));
    expect(underKey(new Money(1, "EUR"))).not.toBe(underKey(new Money(2, "EUR")));
    expect(underKey(new Money(1, "EUR"))).not.toBe(underKey([1, "EUR"]));
  });

  test("isn't one of a subclass, or of another class of that name", () => {
    const [One, Other] = [makeClass(), makeClass()];
    const values = [new Money(1, ""), new Price(1, ""), new Tagged(1, ""), new One(1), new Other(1), new One([1])];
    expect(new Set(values.map(underKey)).size).toBe(values.length);
    const long = values.map((value) => underKey([...new Array<number>(40).fill(0), value]));
    expect(new Set(long).size).toBe(values.length);
    expect(underKey(new Price(1, ""))).toBe(underKey(new Price(1, "")));
  });

  test("may hold others, and circles through others", () => {
    const Same = makeClass();
    const make = (label: number): object => {
      const list: unknown[] = [label];
      list.push(new Same(list));
      return new Same(list);
    };
    expect(underKey(make(1))).toBe(underKey(make(1)));
    expect(underKey(make(1))).not.toBe(underKey(make(2)));
  });

  test("may ask a cached function for its key", () => {
    const Same = makeClass();
    const { fn } = compileSync((list: number[]) => list.length);
    class Asking {
      readonly list: number[];
      constructor(list: number[]) {
        this.list = list;
      }
      [cacheKey](): unknown {
        return [fn(this.list), new Same(fn([]))];
      }
    }
    const value = (): object => ({ a: new Asking([1, 2]), b: [new Asking([3]), 4] });
    expect(underKey(value())).toBe(underKey(value()));
    expect(underKey({ a: new Asking([1]), b: 4 })).not.toBe(underKey({ a: new Asking([1, 2]), b: 4 }));
  });
});

describe("refused", () => {
  const withMethod = (value: unknown): object => Object.defineProperty(new Money(1, ""), cacheKey, { value });

  class Itself {
    [cacheKey](): unknown {
      return this;
    }
  }
  class Getter {
    get [cacheKey](): () => number {
      return () => 1;
    }
  }
  class Field {
    [cacheKey] = (): number => 1;
  }
  class Holder {
    readonly held: unknown;
    constructor(held: unknown) {
      this.held = held;
    }
    [cacheKey](): unknown {
      return { held: this.held };
    }
  }

  test.each<[string, () => unknown, string]>([
    ["a key that is the instance itself", () => [new Itself()], "value[0] is its own [cacheKey]()"],
    ["a key without a key", () => new Holder(() => 1), "value<[cacheKey]()>.held is a function"],
    ["a method of one instance", () => withMethod(() => 1), "value is an instance of Money"],
    ["a method in a field", () => new Field(), "value is an instance of Field"],
    ["a getter", () => new Getter(), "value is an instance of Getter"],
    [
      "the prototype without the method",
      () =>
        new (class Plain {
          readonly x = 1;
        })(),
      "value is an instance of Plain",
    ],
    ["a plain object with the method", () => ({ [cacheKey]: () => 1 }), "value has a property named by a symbol"],
    ["a proxy of an instance", () => new Proxy(new Money(1, ""), {}), "value is a Proxy"],
  ])("%s", (_name, make, message) => {
    expect(problemOf(() => encodeObject(make()))).toContain(message);
  });

  test("an error of the method passes through, and leaves nothing", () => {
    class Throwing {
      [cacheKey](): unknown {
        throw new TypeError("no key today");
      }
    }
    const cache = defineCache();
    expect(() => cache.root.entry({ a: 1, b: [new Throwing()] })).toThrow(new TypeError("no key today"));
    expect(reachable(cache)).toEqual({ nodes: 0, entries: 0 });
  });

  test("keys without end are nested too deep", () => {
    class Endless {
      [cacheKey](): unknown {
        return new Endless();
      }
    }
    expect(problemOf(() => encodeObject(new Endless()))).toMatch(/is nested more than 1000 levels deep$/);
  });

  test("a key that is another each time isn't stored under", () => {
    let count = 0;
    class Changing {
      [cacheKey](): unknown {
        return count++;
      }
    }
    const { fn, cache } = compileSync(() => 1);
    expect(() => fn(new Changing())).toThrow(UnhashableArgumentError);
    expect(() => fn(new Changing())).toThrow("key changes while it is read");
    expect(reachable(cache)).toEqual({ nodes: 0, entries: 0 });
  });
});

describe("outside the process", () => {
  class Named {
    static readonly [cacheKey]: unknown = "acme/Named";
    readonly held: unknown;
    constructor(held: unknown) {
      this.held = held;
    }
    [cacheKey](): unknown {
      return this.held;
    }
  }
  class Heir extends Named {}
  class Numbered extends Named {
    static override readonly [cacheKey] = 1;
  }

  const places: [string, (value: unknown) => unknown][] = [
    ["by itself", (value) => value],
    ["in an array", (value) => [value]],
    ["among many", (value) => [...new Array<number>(40).fill(0), value]],
    [
      "repeated among more objects than are looked at again",
      (value) => [...Array.from({ length: 2_000 }, () => ({})), value, value],
    ],
  ];

  test.each(places)("%s: a class has the name it gives itself", (_place, place) => {
    const name = Buffer.from("acme/Named", "utf16le");
    expect(Buffer.from(keyBytes(place(new Named("x")))).includes(name)).toBe(true);
    const other = { [cacheKey]: "acme/Named" };
    class Moved extends Named {
      static override readonly [cacheKey] = other[cacheKey];
    }
    // The same name from another process, or from another version of the class.
    expect(keyBytes(place(new Moved("x")))).toEqual(keyBytes(place(new Named("x"))));
    expect(keyBytes(place(new Named("y")))).not.toEqual(keyBytes(place(new Named("x"))));
  });

  test.each(places)("%s: a class without a name of its own is refused", (_place, place) => {
    for (const value of [new Heir(1), new Numbered(1), new Money(1, "")]) {
      const { key } = defineCache().root.entry(place(value));
      expect(problemOf(() => encodeKey(key))).toMatch(/is an instance of \w+, which has no static \[cacheKey\]/);
    }
  });

  test("where classes are named moves with repeated parts", () => {
    const shared = { at: new Named(1), and: [new Named([new Named(2)])] };
    const apart = (): object => ({ at: new Named(1), and: [new Named([new Named(2)])] });
    const many = Array.from({ length: 2_000 }, () => ({}));
    expect(keyBytes([...many, shared, [shared], shared])).toEqual(keyBytes([...many, apart(), [apart()], apart()]));
  });
});
