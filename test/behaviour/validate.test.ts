import { cacheOf } from "../../runtime/handle.js";
import { flush } from "../../runtime/index.js";
import { RESOURCE_FORMS, type Form } from "./form.js";
import { compile } from "./program.js";

interface Connection {
  readonly id: number;
  readonly run: number;
}

const program = compile<{ connect(id: number): Connection }>(`
  interface Connection { readonly id: number; readonly run: number }
  declare function body(id: number): Promise<Connection>;

  /** @cacheData */
  export async function connect(id: number): Promise<Connection> { return await body(id); }
`);

/** A function whose connections are numbered, and what became of them. */
function setUp(form: Form) {
  let runs = 0;
  const body = jest.fn((id: number): Connection => ({ id, run: runs++ }));
  const { fns, call } = program.load(form, { body });
  const released: [run: number, cause: string][] = [];
  const handle = cacheOf(fns.connect).configure({
    onRelease: ({ run }, cause) => {
      released.push([run, cause]);
    },
  });
  return { body, call: call.connect, handle, released };
}

describe.each(RESOURCE_FORMS)("%s", (_name, form) => {
  test("validate is asked on every hit with the stored value, and not on a miss", async () => {
    const { body, call, handle } = setUp(form);
    const validate = jest.fn<boolean, [Connection]>(() => true);
    handle.configure({ validate });
    const first = await call(1);
    expect(validate).not.toHaveBeenCalled();
    expect(await call(1)).toBe(first);
    expect(await call(1)).toBe(first);
    expect(validate.mock.calls).toEqual([[first], [first]]);
    expect(validate.mock.calls[0]?.[0]).toBe(first);
    expect(body).toHaveBeenCalledTimes(1);
  });

  test("validate false: it is computed anew, and the new one is what is validated next", async () => {
    const { body, call, handle, released } = setUp(form);
    const validate = jest.fn(({ run }: Connection) => run > 0);
    handle.configure({ validate });
    const first = await call(1);
    const second = await call(1);
    expect(second).not.toBe(first);
    expect(await call(1)).toBe(second);
    expect(validate.mock.calls.map(([{ run }]) => run)).toEqual([0, 1]);
    expect(body).toHaveBeenCalledTimes(2);
    await flush();
    expect(released).toEqual([[0, "invalid"]]);
    expect(handle.stats()).toMatchObject({ hits: 1, misses: 2, entries: 1 });
  });

  test("validate false while the next computation fails: the old value is gone, and the error is the caller's", async () => {
    const { body, call, handle, released } = setUp(form);
    handle.configure({ validate: () => false });
    await call(1);
    body.mockImplementationOnce(() => {
      throw new Error("down");
    });
    await expect(call(1)).rejects.toThrow("down");
    await flush();
    expect(released).toEqual([[0, "invalid"]]);
    handle.configure({ validate: undefined });
    expect((await call(1)).run).toBe(1);
  });
});
