import { cacheOf, type CacheHandle } from "../../runtime/handle.js";
import { FORMS, type Form } from "./form.js";
import { compile } from "./program.js";

type Method = (id: number) => number[] | Promise<number[]>;

interface Service {
  readonly factor: number;
  readonly plain: Method;
  readonly arrow: Method;
  readonly quoted: Method;
  readonly hidden: Method;
  readonly own: Method;
  readonly ignored: Method;
  readonly inherited: Method;
}

interface ServiceClass {
  new (factor: number): Service;
  readonly fixed: Method;
  readonly fixedArrow: Method;
  readonly fixedHidden: Method;
}

const program = compile<{
  classes(): {
    Service: ServiceClass;
    Special: ServiceClass;
    Account: new (id: number, factor: number) => { keyed: Method };
  };
  objects(): { method: Method; arrow: Method; inner: { method: Method } };
}>(`
  import { cacheKey } from "tscached";
  declare function ran(what: string, id: number): Promise<number[]>;

  class Service {
    constructor(readonly factor: number) {}

    /** @cacheData */
    async plain(id: number): Promise<number[]> { return await ran("plain", id); }

    /** @cacheData */
    arrow = async (id: number): Promise<number[]> => await ran("arrow", id);

    /** @cacheData */
    async "quoted"(id: number): Promise<number[]> { return await ran("quoted", id); }

    /** @cacheData */
    async #hidden(id: number): Promise<number[]> { return await ran("#hidden", id); }

    async hidden(id: number): Promise<number[]> { return await this.#hidden(id); }

    /** @cacheData { this: "instance" } */
    async own(id: number): Promise<number[]> { return await ran("own", id * this.factor); }

    /** @cacheData { this: "ignore" } */
    async ignored(id: number): Promise<number[]> { return await ran("ignored", id * this.factor); }

    /** @cacheData { this: "instance" } */
    async inherited(id: number): Promise<number[]> { return await ran("inherited", this.scaled(id)); }

    scaled(id: number): number { return id * this.factor; }

    /** @cacheData */
    static async fixed(id: number): Promise<number[]> { return await ran("fixed", id); }

    /** @cacheData */
    static fixedArrow = async (id: number): Promise<number[]> => await ran("fixedArrow", id);

    /** @cacheData */
    static async #fixedHidden(id: number): Promise<number[]> { return await ran("#fixedHidden", id); }

    static async fixedHidden(id: number): Promise<number[]> { return await Service.#fixedHidden(id); }
  }

  class Special extends Service {
    override scaled(id: number): number { return -super.scaled(id); }
  }

  class Account {
    constructor(readonly id: number, readonly factor: number) {}

    [cacheKey](): number { return this.id; }

    /** @cacheData */
    async keyed(id: number): Promise<number[]> { return await ran("keyed", id * this.factor); }
  }

  export function classes() { return { Service, Special, Account }; }

  const object = {
    /** @cacheData */
    async method(id: number): Promise<number[]> { return await ran("method", id); },

    /** @cacheData */
    arrow: async (id: number): Promise<number[]> => await ran("object's arrow", id),

    inner: {
      /** @cacheData */
      async method(id: number): Promise<number[]> { return await ran("inner method", id); },
    },
  };

  export function objects() { return object; }
`);

function setUp(form: Form) {
  const ran = jest.fn((_what: string, id: number) => [id]);
  const { fns } = program.load(form, { ran });
  return { ran, ...fns.classes(), object: fns.objects() };
}

type Kind = (parts: ReturnType<typeof setUp>) => {
  make(): (id: number) => unknown;
  handle: () => CacheHandle<Method>;
};

/** Methods whose entries all receivers share. */
const SHARED: readonly [string, Kind][] = [
  [
    "a method",
    ({ Service }) => ({ make: () => bound(new Service(2), "plain"), handle: () => cacheOf(new Service(2).plain) }),
  ],
  [
    "a property arrow",
    ({ Service }) => ({ make: () => new Service(2).arrow, handle: () => cacheOf(new Service(2).arrow) }),
  ],
  [
    "a quoted method",
    ({ Service }) => ({ make: () => bound(new Service(2), "quoted"), handle: () => cacheOf(new Service(2).quoted) }),
  ],
  [
    "a method that ignores this",
    ({ Service }) => ({ make: () => bound(new Service(2), "ignored"), handle: () => cacheOf(new Service(2).ignored) }),
  ],
  ["a static method", ({ Service }) => ({ make: () => bound(Service, "fixed"), handle: () => cacheOf(Service.fixed) })],
  ["a static arrow", ({ Service }) => ({ make: () => Service.fixedArrow, handle: () => cacheOf(Service.fixedArrow) })],
  [
    "an object's method",
    ({ object }) => ({ make: () => bound(object, "method"), handle: () => cacheOf(object.method) }),
  ],
  ["an object's arrow", ({ object }) => ({ make: () => object.arrow, handle: () => cacheOf(object.arrow) })],
  [
    "a method of an object inside",
    ({ object }) => ({ make: () => bound(object.inner, "method"), handle: () => cacheOf(object.inner.method) }),
  ],
  [
    "a keyed class's method",
    ({ Account }) => ({
      make: () => bound(new Account(1, 2), "keyed"),
      handle: () => cacheOf(new Account(1, 2).keyed).on(new Account(1, 3)),
    }),
  ],
];

function bound<Name extends string>(receiver: Readonly<Record<Name, Method>>, name: Name): (id: number) => unknown {
  return (id) => receiver[name](id);
}

describe.each(FORMS)("%s", (_name, form) => {
  describe.each(SHARED)("%s", (_kind, kind) => {
    test("is run once for the same arguments, on whichever receiver, and has a handle", async () => {
      const parts = setUp(form);
      const { make, handle } = kind(parts);
      for (const id of [1, 2, 1, 2]) await make()(id);
      expect(parts.ran).toHaveBeenCalledTimes(2);
      expect(handle().has(1)).toBe(true);
      handle().clear(1);
      expect([handle().has(1), handle().has(2)]).toEqual([false, true]);
      await make()(1);
      expect(parts.ran).toHaveBeenCalledTimes(3);
    });
  });

  test.each(["hidden", "fixedHidden"] as const)("a private method behind %s is cached", async (name) => {
    const { ran, Service } = setUp(form);
    const receiver = name === "hidden" ? new Service(2) : Service;
    const call = bound(receiver as unknown as Record<typeof name, Method>, name);
    expect([await call(1), await call(1), await call(2)]).toEqual([[1], [1], [2]]);
    expect(ran).toHaveBeenCalledTimes(2);
  });

  test('this: "instance" gives each object a cache of its own', async () => {
    const { ran, Service } = setUp(form);
    const [two, three] = [new Service(2), new Service(3)];
    for (let round = 0; round < 2; round++) expect([await two.own(1), await three.own(1)]).toEqual([[2], [3]]);
    expect(ran).toHaveBeenCalledTimes(2);
    const handle = cacheOf(two.own);
    handle.on(two).clear(1);
    expect([handle.on(two).has(1), handle.on(three).has(1)]).toEqual([false, true]);
    expect([await two.own(1), await three.own(1)]).toEqual([[2], [3]]);
    expect(ran).toHaveBeenCalledTimes(3);
    handle.clear();
    expect([handle.on(two).has(1), handle.on(three).has(1)]).toEqual([false, false]);
  });

  test("an inherited method does what its object does", async () => {
    const { ran, Service, Special } = setUp(form);
    const [service, special] = [new Service(2), new Special(2)];
    for (let round = 0; round < 2; round++) {
      expect([await service.inherited(1), await special.inherited(1)]).toEqual([[2], [-2]]);
    }
    expect(ran).toHaveBeenCalledTimes(2);
  });

  test("a keyed class's objects share what their key is equal for", async () => {
    const { ran, Account } = setUp(form);
    expect(await new Account(1, 2).keyed(5)).toEqual([10]);
    expect(await new Account(1, 2).keyed(5)).toEqual([10]);
    expect(await new Account(2, 3).keyed(5)).toEqual([15]);
    expect(ran).toHaveBeenCalledTimes(2);
  });
});
