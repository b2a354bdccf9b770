import { cacheOf, clearAllData, clearAllResources } from "../../runtime/index.js";
import { FORMS, type Form } from "./form.js";
import { compile } from "./program.js";

const program = compile<{ load(id: number, limit?: number, _db?: object): number[]; other(id: number): number[] }>(`
  declare function body(...args: unknown[]): Promise<number[]>;

  /** @cacheData */
  export async function load(id: number, limit = 10, _db?: object): Promise<number[]> { return await body(id, limit); }

  /** @cacheData */
  export async function other(id: number): Promise<number[]> { return await body(id); }
`);

function setUp(form: Form) {
  const body = jest.fn((...args: number[]) => args);
  return { body, ...program.load(form, { body }) };
}

describe.each(FORMS)("%s", (_name, form) => {
  test("clear() drops every entry of its function, and of no other", async () => {
    const { body, call, fns } = setUp(form);
    for (const id of [1, 2, 3]) await call.load(id);
    await call.other(1);
    cacheOf(fns.load).clear();
    expect(cacheOf(fns.load).stats().entries).toBe(0);
    for (const id of [1, 2, 3]) await call.load(id);
    await call.other(1);
    expect(body).toHaveBeenCalledTimes(7);
  });

  test("clear(...args) drops what the call would use: defaults apply, ignored parameters don't matter", async () => {
    const { body, call, fns } = setUp(form);
    const handle = cacheOf(fns.load);
    for (const args of [[1], [1, 10, {}], [1, undefined, new Map()]] as [number, number?, object?][]) {
      await call.load(1);
      await call.load(1, 20);
      await call.load(2);
      body.mockClear();
      handle.clear(...args);
      expect(body).not.toHaveBeenCalled();
      expect(handle.stats().entries).toBe(2);
      await call.load(1, 20);
      await call.load(2);
      expect(body).not.toHaveBeenCalled();
      await call.load(1);
      expect(body.mock.calls).toEqual([[1, 10]]);
    }
  });

  test("clear of unknown arguments changes nothing", async () => {
    const { body, call, fns } = setUp(form);
    await call.load(1);
    const before = cacheOf(fns.load).stats();
    cacheOf(fns.load).clear(2);
    cacheOf(fns.load).clear(1, 11);
    cacheOf(fns.other).clear(1);
    expect(cacheOf(fns.load).stats()).toEqual(before);
    expect(cacheOf(fns.other).stats()).toMatchObject({ entries: 0, misses: 0, errors: 0 });
    await call.load(1);
    expect(body).toHaveBeenCalledTimes(1);
  });

  test("clearing every function of the kind reaches it, of the other kind doesn't", async () => {
    const { body, call } = setUp(form);
    const [own, others] = form.kind === "data" ? [clearAllData, clearAllResources] : [clearAllResources, clearAllData];
    await call.load(1);
    others();
    await call.load(1);
    expect(body).toHaveBeenCalledTimes(1);
    own();
    await call.load(1);
    expect(body).toHaveBeenCalledTimes(2);
  });

  test("a cleared entry counts as neither a miss nor an eviction until it is asked for", async () => {
    const { call, fns } = setUp(form);
    await call.load(1);
    cacheOf(fns.load).clear(1);
    expect(cacheOf(fns.load).stats()).toMatchObject({ misses: 1, evictions: 0, entries: 0 });
  });
});
