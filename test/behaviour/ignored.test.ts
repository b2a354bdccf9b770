import { FORMS } from "./form.js";
import { compile } from "./program.js";

/** Stands for what no key can be made of. */
class Db {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

const program = compile<{
  position(_db: Db, id: number): string;
  named(id: number, _db?: Db): string;
  bound(options: { id: number; db?: Db }): string;
  inside(options: { id: number; inner: { db?: Db; n: number } }, list: [Db, number]): string;
  rest(id: number, ...dbs: Db[]): string;
  restOfObject(options: { id: number; db?: Db }): string;
  inDefault(id: number, _db?: Db): string;
  keyed(user: { id: number; db: Db }): string;
}>(`
  declare class Db { private readonly pool: unknown; readonly name: string }
  declare const fallback: Db;
  declare function ran(...args: unknown[]): Promise<string>;

  /** @cacheData */
  export async function position(_db: Db, id: number): Promise<string> { return await ran(_db.name, id); }

  /** @cacheData */
  export async function named(id: number, _db?: Db): Promise<string> { return await ran(_db?.name, id); }

  /** @cacheData */
  export async function bound({ id, db: _db }: { id: number; db?: Db }): Promise<string> {
    return await ran(_db?.name, id);
  }

  /** @cacheData */
  export async function inside(
    { id, inner: { db: _db, n } }: { id: number; inner: { db?: Db; n: number } },
    [_first, second]: [Db, number],
  ): Promise<string> {
    return await ran(_db?.name, id, n, _first.name, second);
  }

  /** @cacheData */
  export async function rest(id: number, ..._dbs: Db[]): Promise<string> { return await ran(_dbs.length, id); }

  /** @cacheData */
  export async function restOfObject({ id, ..._others }: { id: number; db?: Db }): Promise<string> {
    return await ran(_others.db?.name, id);
  }

  /** @cacheData */
  export async function inDefault(id: number, _db: Db = fallback): Promise<string> { return await ran(_db.name, id); }

  /** @cacheKey _user.id @cacheData */
  export async function keyed(_user: { id: number; db: Db }): Promise<string> { return await ran(_user.db.name, _user.id); }
`);

describe.each(FORMS)("%s", (_name, form) => {
  const [a, b] = [new Db("a"), new Db("b")];

  function setUp() {
    let runs = 0;
    const ran = jest.fn(() => `run ${++runs}`);
    return { ran, ...program.load(form, { ran, fallback: a }) };
  }

  test.each<[string, (calls: ReturnType<typeof setUp>["call"], id: number, db: Db) => Promise<string>]>([
    ["by its position, first", (call, id, db) => call.position(db, id)],
    ["by its name", (call, id, db) => call.named(id, db)],
    ["by the name that a pattern gives it", (call, id, db) => call.bound({ id, db })],
    ["deep inside patterns", (call, id, db) => call.inside({ id, inner: { db, n: 1 } }, [db, 2])],
    ["as a rest parameter", (call, id, db) => call.rest(id, ...(db === a ? [] : [db, db]))],
    ["as the rest of an object", (call, id, db) => call.restOfObject({ id, db })],
    ["with a default", (call, id, db) => (db === a ? call.inDefault(id) : call.inDefault(id, db))],
    ["with a key of its own", (call, id, db) => call.keyed({ id, db })],
  ])("a parameter is ignored %s; the others still count", async (_way, make) => {
    const { ran, call } = setUp();
    expect(await make(call, 1, a)).toBe("run 1");
    expect(await make(call, 1, b)).toBe("run 1");
    expect(await make(call, 2, b)).toBe("run 2");
    expect(await make(call, 2, a)).toBe("run 2");
    expect(ran).toHaveBeenCalledTimes(2);
  });

  test("what isn't ignored beside it in a pattern counts", async () => {
    const { ran, call } = setUp();
    for (const [n, second] of [
      [1, 1],
      [1, 2],
      [2, 2],
      [1, 1],
    ] as const) {
      await call.inside({ id: 1, inner: { n } }, [a, second]);
    }
    expect(ran).toHaveBeenCalledTimes(3);
  });
});
