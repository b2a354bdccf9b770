import { cacheOf } from "../../runtime/handle.js";
import { UnserializableReturnValueError } from "../../runtime/errors.js";
import { ASYNC_FORMS, DATA_FORMS, FORMS } from "./form.js";
import { compile } from "./program.js";

const program = compile<{ load(id: number): { id: number } }>(`
  declare function body(id: number): Promise<{ id: number }>;

  /** @cacheData */
  export async function load(id: number): Promise<{ id: number }> { return await body(id); }
`);

const promised = compile<{ load(id: number): Promise<{ id: number }> }>(
  `
  declare function body(id: number): Promise<{ id: number }>;

  /** @cacheData */
  export function load(id: number): Promise<{ id: number }> { return body(id); }
`,
  ASYNC_FORMS,
);

describe.each(FORMS)("%s", (_name, form) => {
  test("an error is not cached, and the next call tries again", async () => {
    const error = new Error("down");
    const body = jest.fn((id: number) => ({ id }));
    body.mockImplementationOnce(() => {
      throw error;
    });
    const { call, fns } = program.load(form, { body });
    await expect(call.load(1)).rejects.toBe(error);
    expect(cacheOf(fns.load).stats()).toMatchObject({ errors: 1, entries: 0 });
    expect(await call.load(1)).toEqual({ id: 1 });
    expect(await call.load(1)).toEqual({ id: 1 });
    expect(body).toHaveBeenCalledTimes(2);
    expect(cacheOf(fns.load).stats()).toMatchObject({ hits: 1, misses: 2, errors: 1, entries: 1 });
  });

  test("what isn't an Error is thrown on as it is", async () => {
    const thrown = [undefined, null, 0, "text"];
    const body = jest.fn();
    const { call } = program.load(form, { body });
    for (const reason of thrown) {
      body.mockImplementationOnce(() => {
        // eslint-disable-next-line @typescript-eslint/only-throw-error -- as careless programs do
        throw reason;
      });
      await expect(call.load(1)).rejects.toBe(reason);
    }
    expect(body).toHaveBeenCalledTimes(thrown.length);
  });

  test("an error of one call leaves the other entries alone", async () => {
    const body = jest.fn((id: number) => {
      if (id < 0) throw new RangeError("negative");
      return { id };
    });
    const { call } = program.load(form, { body });
    await call.load(1);
    await expect(call.load(-1)).rejects.toThrow("negative");
    await call.load(1);
    expect(body).toHaveBeenCalledTimes(2);
  });
});

describe.each(DATA_FORMS)("%s", (_name, form) => {
  test("a result that can't be copied is an error on the first call, and every other", async () => {
    const body = jest.fn(() => ({ id: () => 1 }));
    const { call, fns } = program.load(form, { body });
    for (let round = 0; round < 2; round++) {
      await expect(call.load(1)).rejects.toBeInstanceOf(UnserializableReturnValueError);
    }
    expect(body).toHaveBeenCalledTimes(2);
    expect(cacheOf(fns.load).stats()).toMatchObject({ misses: 2, errors: 2, entries: 0 });
  });
});

describe.each(ASYNC_FORMS)("%s", (_name, form) => {
  test("a rejection is not cached, and the next call tries again", async () => {
    const error = new Error("down");
    const body = jest.fn((id: number) => Promise.resolve({ id }));
    body.mockImplementationOnce(() => Promise.reject(error));
    const { call } = promised.load(form, { body });
    await expect(call.load(1)).rejects.toBe(error);
    expect(await call.load(1)).toEqual({ id: 1 });
    expect(await call.load(1)).toEqual({ id: 1 });
    expect(body).toHaveBeenCalledTimes(2);
  });

  test("a function that throws before it has a promise throws at its caller, and isn't cached", async () => {
    const body = jest.fn((id: number) => Promise.resolve({ id }));
    body.mockImplementationOnce(() => {
      throw new Error("at once");
    });
    const { call, fns } = promised.load(form, { body });
    expect(() => fns.load(1)).toThrow("at once");
    expect(await call.load(1)).toEqual({ id: 1 });
  });

  test("a rejection reaches everyone who waits, as the same error", async () => {
    const error = new Error("down");
    const body = jest.fn(() => Promise.reject(error));
    const { call } = promised.load(form, { body });
    const calls = await Promise.allSettled([call.load(1), call.load(1), call.load(1)]);
    expect(calls).toEqual(calls.map(() => ({ status: "rejected", reason: error })));
    expect(body).toHaveBeenCalledTimes(1);
  });
});
