import { cacheOf } from "../../runtime/handle.js";
import { DATA_FORMS, FORMS, RESOURCE_FORMS, type Form } from "./form.js";
import { compile } from "./program.js";

interface Row {
  id: number;
  tags: string[];
  at: Date;
}

const program = compile<{
  load(id: number, kind?: string): Row;
  find(query: { ids: number[] }): Row;
  answer(what: string): number | null | undefined;
}>(`
  interface Row { id: number; tags: string[]; at: Date }
  declare function row(...args: unknown[]): Promise<Row>;
  declare function told(what: string): Promise<number | null | undefined>;

  /** @cacheData */
  export async function load(id: number, kind?: string): Promise<Row> {
    return await row(id, kind);
  }

  /** @cacheData */
  export async function find(query: { ids: number[] }): Promise<Row> {
    return await row(query.ids.join());
  }

  /** @cacheData */
  export async function answer(what: string): Promise<number | null | undefined> {
    return await told(what);
  }
`);

function setUp(form: Form) {
  const row = jest.fn<unknown, unknown[]>((id) => ({ id, tags: ["new"], at: new Date(0) }));
  const told = jest.fn();
  return { row, told, ...program.load(form, { row, told }) };
}

function spoil(row: Row): void {
  row.id = -1;
  row.tags.push("spoilt");
  row.at.setTime(1);
}

const INTACT = { id: 1, tags: ["new"], at: new Date(0) };

describe.each(FORMS)("%s", (_name, form) => {
  test("same arguments run the body once", async () => {
    const { row, call, fns } = setUp(form);
    for (let round = 0; round < 3; round++) expect(await call.load(1, "a")).toEqual(INTACT);
    expect(row.mock.calls).toEqual([[1, "a"]]);
    expect(cacheOf(fns.load).stats()).toMatchObject({ hits: 2, misses: 1, entries: 1 });
  });

  test("different arguments are kept apart", async () => {
    const { row, call } = setUp(form);
    const calls: [number, string?][] = [[1], [1, "a"], [1, ""], [-0], [0], [NaN], [2, "a"]];
    for (let round = 0; round < 2; round++) {
      for (const args of calls) expect((await call.load(...args)).id).toBe(args[0]);
    }
    expect(row).toHaveBeenCalledTimes(calls.length);
  });

  test("a mutated argument harms nobody: it is another argument, and the one that it was keeps its result", async () => {
    const { row, call } = setUp(form);
    const query = { ids: [1, 2] };
    expect((await call.find(query)).id).toBe("1,2");
    query.ids.push(3);
    expect((await call.find(query)).id).toBe("1,2,3");
    expect((await call.find({ ids: [1, 2] })).id).toBe("1,2");
    expect(row.mock.calls).toEqual([["1,2"], ["1,2,3"]]);
  });

  test.each([null, undefined, NaN, 0, -0])("a result that is %p is cached", async (result) => {
    const { told, call, fns } = setUp(form);
    told.mockReturnValue(result);
    for (let round = 0; round < 3; round++) expect(await call.answer("it")).toBe(result);
    expect(told).toHaveBeenCalledTimes(1);
    expect(cacheOf(fns.answer).stats()).toMatchObject({ hits: 2, entries: 1 });
  });
});

describe.each(DATA_FORMS)("%s", (_name, form) => {
  test("a mutated first result harms nobody", async () => {
    const { call } = setUp(form);
    spoil(await call.load(1));
    expect(await call.load(1)).toEqual(INTACT);
  });

  test("a mutated result of a hit harms nobody", async () => {
    const { call } = setUp(form);
    const first = await call.load(1);
    spoil(await call.load(1));
    expect([first, await call.load(1)]).toEqual([INTACT, INTACT]);
  });

  test("what the body keeps of its result, and mutates later, harms nobody", async () => {
    const { row, call } = setUp(form);
    const kept = { id: 1, tags: ["new"], at: new Date(0) };
    row.mockReturnValue(kept);
    await call.load(1);
    spoil(kept);
    expect(await call.load(1)).toEqual(INTACT);
  });

  test("a mutated argument that is part of the result harms nobody", async () => {
    const { row, call } = setUp(form);
    const query = { ids: [1] };
    row.mockImplementation(() => ({ id: 1, tags: query.ids as never, at: new Date(0) }));
    await call.find(query);
    query.ids.push(2);
    expect((await call.find({ ids: [1] })).tags).toEqual([1]);
  });
});

describe.each(RESOURCE_FORMS)("%s", (_name, form) => {
  test("everyone has the very object, and a mutation is seen", async () => {
    const { call } = setUp(form);
    const [first, second] = [await call.load(1), await call.load(1)];
    expect(second).toBe(first);
    spoil(first);
    expect((await call.load(1)).tags).toEqual(["new", "spoilt"]);
  });
});
