import { cacheOf } from "../../runtime/handle.js";
import * as api from "../../runtime/index.js";
import { makeGate } from "../runtime/gate.js";
import { ASYNC_FORMS, FORMS, type Form } from "./form.js";
import { compile } from "./program.js";

const { invalidateTags } = api;

const program = compile<{ user(id: number, name?: string): number[]; team(name: string, id: number): number[] }>(`
  declare function body(...args: unknown[]): Promise<number[]>;

  /** @cacheData { tags: ["users", "user:{id}"] } */
  export async function user(id: number, name?: string): Promise<number[]> { return await body(id, name); }

  /** @cacheData { tags: ["team:{name}/{id}", "user:{id}"] } */
  export async function team(name: string, id: number): Promise<number[]> { return await body(name, id); }
`);

function setUp(form: Form) {
  const body = jest.fn((): number[] | Promise<number[]> => [1]);
  return { body, ...program.load(form, { body }) };
}

describe.each(FORMS)("%s", (_name, form) => {
  async function filled() {
    const loaded = setUp(form);
    const { call, fns } = loaded;
    for (const id of [1, 2, 12]) await call.user(id);
    await call.user(1, "a");
    await call.team("a", 1);
    await call.team("a", 2);
    const left = (): boolean[] => [
      ...[1, 2, 12].map((id) => cacheOf(fns.user).has(id)),
      cacheOf(fns.user).has(1, "a"),
      ...[1, 2].map((id) => cacheOf(fns.team).has("a", id)),
    ];
    expect(left()).toEqual([true, true, true, true, true, true]);
    return { ...loaded, left };
  }

  test("a tag drops all that has it, of every function", async () => {
    const { left } = await filled();
    invalidateTags("user:1");
    expect(left()).toEqual([false, true, true, false, false, true]);
  });

  test("a tag without a placeholder is every entry's", async () => {
    const { left } = await filled();
    invalidateTags("users");
    expect(left()).toEqual([false, false, false, false, true, true]);
  });

  test("several tags at once, with several placeholders", async () => {
    const { left } = await filled();
    invalidateTags("team:a/2", "user:12");
    expect(left()).toEqual([true, true, false, true, true, false]);
  });

  test("a tag that nothing has changes nothing", async () => {
    const { left } = await filled();
    invalidateTags("user:3", "user:", "user:{id}", "team:a", "");
    invalidateTags();
    expect(left()).not.toContain(false);
  });

  test("what was invalidated is computed anew, and can be invalidated again", async () => {
    const { body, call } = setUp(form);
    for (let round = 0; round < 3; round++) {
      await call.user(1);
      await call.user(1);
      invalidateTags("user:1");
    }
    expect(body).toHaveBeenCalledTimes(3);
  });

  test("entries tell their tags", async () => {
    const { call, fns } = setUp(form);
    await call.team("a", 1);
    expect(cacheOf(fns.team).entries()).toMatchObject([{ tags: ["team:a/1", "user:1"] }]);
  });
});

describe.each(ASYNC_FORMS)("%s", (_name, form) => {
  test("an invalidation in flight is never overtaken by the older write", async () => {
    const { body, call, fns } = setUp(form);
    const [older, newer] = [makeGate<number[]>(), makeGate<number[]>()];
    body.mockReturnValueOnce(older.passed).mockReturnValueOnce(newer.passed);
    const before = call.user(1);
    invalidateTags("user:1");
    const after = call.user(1);
    expect(body).toHaveBeenCalledTimes(2);
    newer.open([2]);
    expect(await after).toEqual([2]);
    older.open([1]);
    expect(await before).toEqual([1]);
    expect(await call.user(1)).toEqual([2]);
    expect(cacheOf(fns.user).stats().entries).toBe(1);
  });

  test("an invalidation of another tag leaves what is in flight alone", async () => {
    const { body, call } = setUp(form);
    const gate = makeGate<number[]>();
    body.mockReturnValueOnce(gate.passed);
    const before = call.user(1);
    invalidateTags("user:2");
    gate.open([1]);
    await before;
    await call.user(1);
    expect(body).toHaveBeenCalledTimes(1);
  });
});
