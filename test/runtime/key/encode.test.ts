import fc from "fast-check";
import { runInNewContext } from "node:vm";
import { MAX_DEPTH } from "../../../runtime/key/walk.js";
import { ValueProblem } from "../../../runtime/problem.js";
import { nested } from "../nested.js";
import { problemOf } from "../problem-of.js";
import { encodeObject, underKey } from "./encoded.js";
import { keyValue, objectOf } from "./key-values.js";

interface Link {
  next?: Link;
}

/** A list of links, the last of which leads back to the one at `target`. */
function chain(length: number, target?: number): Link {
  const links = Array.from({ length }, (): Link => ({}));
  links.forEach((link, index) => {
    const next = links[index + 1] ?? (target === undefined ? undefined : links[target]);
    if (next !== undefined) link.next = next;
  });
  return links[0] ?? {};
}

describe("plain data", () => {
  test("the order of properties is no part of a key, that of elements is", () => {
    expect(encodeObject({ a: 1, b: 2, c: 3 })).toBe(encodeObject({ c: 3, a: 1, b: 2 }));
    expect(encodeObject([1, 2])).not.toBe(encodeObject([2, 1]));
  });

  test("properties are ordered alike wherever they stand", () => {
    const orders = fc
      .uniqueArray(fc.string({ maxLength: 3 }), { minLength: 2, maxLength: 8 })
      .chain((names) => fc.tuple(fc.constant(names), fc.shuffledSubarray(names, { minLength: names.length })));
    fc.assert(
      fc.property(orders, ([names, shuffled]) => {
        const make = (list: readonly string[]): object => Object.fromEntries(list.map((name) => [name, name.length]));
        expect(encodeObject({ in: make(names) })).toBe(encodeObject({ in: make(shuffled) }));
      }),
    );
  });

  test("a text says where it ends: two texts in a row part in one way only", () => {
    fc.assert(
      fc.property(keyValue, keyValue, keyValue, keyValue, (a, b, c, d) => {
        const [left, right] = [encodeObject([a, b]), encodeObject([c, d])];
        const same = underKey(a) === underKey(c) && underKey(b) === underKey(d);
        expect(left === right).toBe(same);
      }),
      { numRuns: 500 },
    );
  });

  test("data of another realm is plain data", () => {
    const code = "({ list: [1, , { at: new Date(5) }], bare: Object.create(null) })";
    const foreign: unknown = runInNewContext(code);
    const list = new Array<unknown>(1, undefined, { at: new Date(5) });
    Reflect.deleteProperty(list, 1);
    const own = { list, bare: Object.create(null) as unknown };
    expect(encodeObject(foreign)).toBe(encodeObject(own));
  });

  test("frozen, sealed and ordinary data have one key", () => {
    expect(encodeObject(Object.freeze([Object.freeze({ a: 1 })]))).toBe(encodeObject([{ a: 1 }]));
  });

  test("encoding leaves the value as it was", () => {
    const value = { b: [1, { c: 2 }], a: 1 };
    encodeObject(value);
    expect(JSON.stringify(value)).toBe('{"b":[1,{"c":2}],"a":1}');
  });
});

describe("all small values have keys of their own", () => {
  /** Every text over an alphabet up to a length. */
  function texts(alphabet: readonly string[], length: number): string[] {
    if (length === 0) return [""];
    const shorter = texts(alphabet, length - 1);
    return [...new Set([...shorter, ...shorter.flatMap((text) => alphabet.map((letter) => text + letter))])];
  }

  /** Every array of up to two of the values, and every object with them as `a` and `b`. */
  function containers(values: readonly unknown[]): unknown[] {
    const pairs = values.flatMap((left) => values.map((right) => [left, right] as const));
    const arrays = [[], ...values.map((value) => [value]), ...pairs];
    const objects = [{}, ...values.flatMap((a) => [{ a }, { b: a }]), ...pairs.map(([a, b]) => ({ a, b }))];
    return [...arrays, ...objects];
  }

  test.each<[string, () => readonly unknown[]]>([
    [
      "pairs of strings made of what the encoder writes",
      () => {
        const all = texts(["s", ":", ";", "0", "1"], 3);
        return all.flatMap((left) => all.map((right) => [left, right]));
      },
    ],
    [
      "objects whose names are made of what the encoder writes",
      () => {
        const [names, values] = [texts(["u", "l", "1", ":"], 2), [undefined, null]];
        const pairs = names.flatMap((left, index) => names.slice(index + 1).map((right) => [left, right] as const));
        return pairs.flatMap(([a, b]) =>
          values.flatMap((x) =>
            values.map((y) =>
              objectOf([
                [a, x],
                [b, y],
              ]),
            ),
          ),
        );
      },
    ],
    ["nested arrays and objects", () => containers(["", undefined, ...containers(["", undefined])])],
  ])("%s", (_name, make) => {
    const values = make();
    expect(values.length).toBeGreaterThan(500);
    expect(new Set(values.map(encodeObject)).size).toBe(values.length);
  });
});

describe("cycles", () => {
  test("cycles of other lengths, and that close elsewhere, are other shapes", () => {
    const texts: string[] = [];
    for (let length = 1; length <= 5; length++) {
      texts.push(encodeObject(chain(length)));
      for (let target = 0; target < length; target++) {
        texts.push(encodeObject(chain(length, target)));
        expect(encodeObject(chain(length, target))).toBe(texts.at(-1));
      }
    }
    expect(new Set(texts).size).toBe(texts.length);
  });

  test("data that spells out what stands for a cycle is no cycle", () => {
    const cyclic: unknown[] = [];
    cyclic.push(cyclic);
    expect(encodeObject(cyclic)).not.toBe(encodeObject(["r0;"]));
    expect(encodeObject(cyclic)).not.toBe(encodeObject([[]]));
  });

  test("a repeated reference that is no cycle has the key of its copies", () => {
    const shared = { a: 1 };
    expect(encodeObject([shared, shared])).toBe(encodeObject([{ a: 1 }, { a: 1 }]));
  });
});

describe("what has no exact key is refused by reason and path", () => {
  class Point {
    readonly x = 1;
  }
  class Dates extends Date {}
  class List extends Array<number> {}
  const hidden = Object.defineProperty({}, "secret", { value: 1, enumerable: false });

  test.each<[string, () => unknown, string]>([
    ["a function", () => () => 1, "value is a function"],
    ["a class", () => Point, "value is a function"],
    ["a symbol", () => Symbol("s"), "value is a symbol"],
    ["a function inside", () => ({ opts: { onDone: () => 1 } }), "value.opts.onDone is a function"],
    ["a symbol inside", () => [[1, Symbol("s")]], "value[0][1] is a symbol"],
    ["a class instance", () => new Point(), "value is an instance of Point"],
    ["a class instance inside", () => ({ "a b": [new Point()] }), 'value["a b"][0] is an instance of Point'],
    ["a subclass of Array", () => List.of(1), "value is an instance of List"],
    ["a subclass of Date", () => [new Dates(0)], "value[0] is an instance of Dates"],
    [
      "a Date with properties",
      () => Object.assign(new Date(0), { zone: "x" }),
      "value is a Date with properties of its own",
    ],
    ["a Proxy", () => new Proxy({}, {}), "value is a Proxy"],
    ["a Proxy of an array", () => ({ list: new Proxy([], {}) }), "value.list is a Proxy"],
    ["a revoked Proxy", () => revoked(), "value is a Proxy"],
    ["a Proxy of a function", () => new Proxy(() => 1, {}), "value is a function"],
    [
      "a getter",
      () => ({
        get now(): number {
          throw new Error("was called");
        },
      }),
      "value.now is a getter or setter",
    ],
    [
      "a setter",
      () => [
        {
          set now(value: number) {
            throw new Error(`was set to ${value}`);
          },
        },
      ],
      "value[0].now is a getter or setter",
    ],
    ["a getter as an element", () => Object.defineProperty([1], 0, { get: () => 1 }), "value[0] is a getter or setter"],
    ["a hidden property", () => ({ hidden }), "value.hidden.secret is a non-enumerable property"],
    ["a symbol key", () => ({ a: { [Symbol("k")]: 1 } }), "value.a has a property named by a symbol, Symbol(k)"],
    [
      "a symbol key of an array",
      () => Object.assign([1], { [Symbol("k")]: 1 }),
      "value has a property named by a symbol, Symbol(k)",
    ],
    ["a function on an array", () => Object.assign([1], { run: () => 1 }), "value.run is a function"],
    ["a Promise", () => ({ p: Promise.resolve() }), "value.p is a Promise"],
    ["an Error", () => new TypeError("x"), "value is an instance of TypeError"],
    ["a WeakMap", () => new WeakMap(), "value is an instance of WeakMap"],
    ["a boxed string", () => Object("s") as object, "value is an instance of String"],
    ["an iterator", () => [1].values(), "value is an object with a prototype of its own"],
    [
      "an object behind an object",
      () => Object.create({ inherited: 1 }) as object,
      "value is an object with a prototype of its own",
    ],
    ["arguments", () => someArguments(), "value has a property named by a symbol, Symbol(Symbol.iterator)"],
    ["Object.prototype", () => Object.prototype, "value.__defineGetter__ is a non-enumerable property"],
    ["Math", () => Math, "value has a property named by a symbol, Symbol(Symbol.toStringTag)"],
  ])("%s", (_name, make, message) => {
    expect(problemOf(() => encodeObject(make()))).toBe(message);
  });

  test("a function of another realm, an instance of its class", () => {
    expect(problemOf(() => encodeObject(runInNewContext("[() => 1]")))).toBe("value[0] is a function");
    const instance: unknown = runInNewContext("new (class Date {})()");
    expect(problemOf(() => encodeObject(instance))).toBe("value is an instance of Date");
  });

  test("a user's class called Object, Array or Date is a class", () => {
    for (const name of ["Object", "Array", "Date"]) {
      class Own {
        readonly value = 1;
      }
      Object.defineProperty(Own, "name", { value: name });
      expect(problemOf(() => encodeObject(new Own()))).toBe(`value is an instance of ${name}`);
    }
  });

  test("the problem has reason and path apart, for the error that names function and parameter", () => {
    const problem = new ValueProblem("is a function", ["items", 3]);
    expect([problem.reason, problem.path]).toEqual(["is a function", ".items[3]"]);
  });

  function revoked(): object {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  }

  function someArguments(): unknown {
    return arguments; // eslint-disable-line prefer-rest-params
  }
});

describe("depth", () => {
  test.each([
    ["arrays", (inner: object): object => [inner]],
    ["objects", (inner: object): object => ({ inner })],
    ["named properties of arrays", (inner: object): object => Object.assign([], { inner })],
  ])("%s: up to the limit encoded, above it refused, without an overflow", (_name, wrap) => {
    expect(encodeObject(nested(MAX_DEPTH, wrap))).toBe(encodeObject(nested(MAX_DEPTH, wrap)));
    expect(encodeObject(nested(MAX_DEPTH, wrap))).not.toBe(encodeObject(nested(MAX_DEPTH - 1, wrap)));
    for (const levels of [MAX_DEPTH + 1, 100_000]) {
      expect(problemOf(() => encodeObject(nested(levels, wrap)))).toMatch(/… is nested more than 1000 levels deep$/);
    }
  });
});
