import { cacheOf } from "../../runtime/handle.js";
import { useManualClock } from "../runtime/manual-clock.js";
import { FORMS, type Form } from "./form.js";
import { compile } from "./program.js";

const clock = useManualClock();

const program = compile<{ load(id: number): number[] }>(`
  declare function body(id: number): Promise<number[]>;

  /** @cacheData { ttl: "10s", staleIfError: "1m" } */
  export async function load(id: number): Promise<number[]> { return await body(id); }
`);

function setUp(form: Form) {
  const body = jest.fn((id: number): number[] => [id]);
  const loaded = program.load(form, { body });
  const onError = jest.fn();
  return { body, onError, ...loaded, handle: cacheOf(loaded.fns.load).configure({ onError }) };
}

function down(): never {
  throw new Error("down");
}

describe.each(FORMS)("%s", (_name, form) => {
  test("a miss whose body fails has the stale value, and whoever listens has the error", async () => {
    const { body, call, onError, handle } = setUp(form);
    await call.load(1);
    body.mockImplementation(down);
    clock.advance(10_000);
    expect(await call.load(1)).toEqual([1]);
    expect(onError.mock.calls).toEqual([[new Error("down")]]);
    clock.advance(59_999);
    expect(await call.load(1)).toEqual([1]);
    expect(body).toHaveBeenCalledTimes(3);
    expect(handle.stats()).toMatchObject({ errors: 2 });
  });

  test("from ttl + staleIfError on it has the error", async () => {
    const { body, call } = setUp(form);
    await call.load(1);
    body.mockImplementation(down);
    clock.advance(70_000);
    await expect(call.load(1)).rejects.toThrow("down");
  });

  test("a body that works again replaces the stale value", async () => {
    const { body, call } = setUp(form);
    await call.load(1);
    clock.advance(10_000);
    body.mockImplementationOnce(down).mockReturnValueOnce([2]);
    expect([await call.load(1), await call.load(1), await call.load(1)]).toEqual([[1], [2], [2]]);
    expect(body).toHaveBeenCalledTimes(3);
  });

  test("what was cleared is not served for an error", async () => {
    const { body, call, handle } = setUp(form);
    await call.load(1);
    clock.advance(10_000);
    handle.clear(1);
    body.mockImplementation(down);
    await expect(call.load(1)).rejects.toThrow("down");
  });

  test("another key's error is its own", async () => {
    const { body, call } = setUp(form);
    await call.load(1);
    body.mockImplementation(down);
    clock.advance(10_000);
    await expect(call.load(2)).rejects.toThrow("down");
  });
});
