import { cacheOf, stats } from "../../runtime/index.js";
import { FORMS } from "./form.js";
import { compile } from "./program.js";

const program = compile<{
  load(id: number): string | Promise<string>;
  nested(): (id: number) => string | Promise<string>;
  inBlock(): (id: number) => string | Promise<string>;
  made(by: number): (id: number) => string | Promise<string>;
}>(`
  declare function ran(what: string): Promise<string>;

  /** @cacheData */
  export async function load(id: number): Promise<string> { return await ran("outer " + id); }

  export function nested(): (id: number) => Promise<string> {
    /** @cacheData */
    async function load(id: number): Promise<string> { return await ran("nested " + id); }
    return load;
  }

  export function inBlock(): (id: number) => Promise<string> {
    {
      /** @cacheData */
      const load = async (id: number): Promise<string> => await ran("block " + id);
      return load;
    }
  }

  export function made(by: number): (id: number) => Promise<string> {
    /** @cacheData */
    async function load(id: number): Promise<string> { return await ran("made " + by * id); }
    return load;
  }
`);

describe.each(FORMS)("%s", (_name, form) => {
  test("two functions of one name have an id, a cache and a handle each", async () => {
    const ran = jest.fn((what: string) => what);
    const { fns } = program.load(form, { ran });
    const all = [fns.load, fns.nested(), fns.inBlock(), fns.made(1)];
    for (let round = 0; round < 2; round++) {
      expect(await Promise.all(all.map(async (load) => await load(1)))).toEqual([
        "outer 1",
        "nested 1",
        "block 1",
        "made 1",
      ]);
    }
    expect(ran).toHaveBeenCalledTimes(4);
    const handles = all.map((load) => cacheOf(load));
    expect(new Set(handles.map(({ id }) => id)).size).toBe(4);
    expect(handles.map((handle) => handle.stats().entries)).toEqual([1, 1, 1, 1]);
    handles[1]?.clear();
    expect(handles.map((handle) => handle.stats().entries)).toEqual([1, 0, 1, 1]);
    const ids = handles.map(({ id }) => id);
    expect(stats().filter(({ id }) => ids.includes(id)).length).toBeGreaterThanOrEqual(4);
  });

  test("a function that is made again shares what it is given, and nothing else", async () => {
    const ran = jest.fn((what: string) => what);
    const { fns } = program.load(form, { ran });
    const [two, three, twoAgain] = [fns.made(2), fns.made(3), fns.made(2)];
    expect([await two(5), await three(5), await twoAgain(5)]).toEqual(["made 10", "made 15", "made 10"]);
    expect(ran).toHaveBeenCalledTimes(2);
  });
});
