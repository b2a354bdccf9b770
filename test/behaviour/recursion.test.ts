import { CacheRecursionError } from "../../runtime/errors.js";
import { cacheOf } from "../../runtime/handle.js";
import { standing } from "../runtime/standing.js";
import { ASYNC_FORMS, FORMS } from "./form.js";
import { compile } from "./program.js";

const program = compile<{
  fib(n: number): number;
  even(n: number): boolean;
  again(n: number): number;
  circle(n: number): number;
  left(n: number): number;
  right(n: number): number;
}>(`
  declare function ran(n: number): number;
  declare function turn(): Promise<void>;

  /** @cacheData */
  export async function fib(n: number): Promise<number> {
    ran(n);
    await turn();
    return n < 2 ? n : (await fib(n - 1)) + (await fib(n - 2));
  }

  /** @cacheData */
  export async function even(n: number): Promise<boolean> {
    ran(n);
    return n === 0 || (await odd(n - 1));
  }

  /** @cacheData */
  export async function odd(n: number): Promise<boolean> {
    ran(n);
    return n !== 0 && (await even(n - 1));
  }

  /** Ends by what it doesn't get from its arguments. @cacheData */
  export async function again(n: number): Promise<number> {
    const runs = ran(n);
    return runs < 3 ? (await again(n)) + 1 : 0;
  }

  /** @cacheData */
  export async function circle(n: number): Promise<number> {
    await turn();
    return await through(n);
  }

  /** @cacheData */
  export async function through(n: number): Promise<number> {
    await turn();
    return (await circle(n)) + 1;
  }

  /** @cacheData */
  export async function left(n: number): Promise<number> {
    await turn();
    return await right(n);
  }

  /** @cacheData */
  export async function right(n: number): Promise<number> {
    await turn();
    return await left(n);
  }
`);

function setUp(form: Parameters<typeof program.load>[0]) {
  let runs = 0;
  const ran = jest.fn<number, number[]>(() => ++runs);
  return { ran, ...program.load(form, { ran, turn: () => undefined }) };
}

describe.each(FORMS)("%s", (_name, form) => {
  test("a recursion over other keys caches each level", async () => {
    const { ran, call, fns } = setUp(form);
    expect(await call.fib(20)).toBe(6765);
    expect(ran).toHaveBeenCalledTimes(21);
    expect(new Set(ran.mock.calls.flat())).toEqual(new Set(Array.from({ length: 21 }, (_, n) => n)));
    expect(await call.fib(15)).toBe(610);
    expect(ran).toHaveBeenCalledTimes(21);
    expect(cacheOf(fns.fib).stats()).toMatchObject({ misses: 21, entries: 21 });
  });

  test("so does a recursion through another function", async () => {
    const { ran, call } = setUp(form);
    expect([await call.even(10), await call.even(8), await call.even(11)]).toEqual([true, true, false]);
    // even(10), odd(9) … even(0), and then even(11), odd(10) … odd(0), which meets nothing of the first.
    expect(ran).toHaveBeenCalledTimes(11 + 12);
  });
});

describe.each(ASYNC_FORMS)("%s", (_name, form) => {
  test("waiting for one's own key is an error that names the function, and nothing is left of it", async () => {
    const { ran, call, fns } = setUp(form);
    const [error] = await standing([call.again(1)]);
    expect(error).toBeInstanceOf(CacheRecursionError);
    expect(error).toMatchObject({ message: expect.stringMatching(/^again \(.*\) → again \(/) as unknown });
    expect(cacheOf(fns.again).stats().entries).toBe(0);
    // The same call ends once the function calls itself no more.
    ran.mockReturnValue(3);
    expect(await standing([call.again(1)])).toEqual([0]);
  });

  test("the error of a circle names every function on it", async () => {
    const { call } = setUp(form);
    const [error] = await standing([call.circle(1)]);
    expect(error).toBeInstanceOf(CacheRecursionError);
    expect(error).toMatchObject({ message: expect.stringMatching(/^circle .* → through .* → circle /) as unknown });
  });

  test("a circle closed by two callers is found too, and nobody hangs", async () => {
    const { call } = setUp(form);
    for (const outcome of await standing([call.left(1), call.right(1)])) {
      expect(outcome).toBeInstanceOf(CacheRecursionError);
    }
  });
});

describe.each(FORMS.filter(([, { style }]) => style === "sync"))("%s", (_name, form) => {
  test("a call of one's own key that ends by itself ends as it does without a cache", async () => {
    const { ran, call, fns } = setUp(form);
    expect([await call.again(1), await call.again(1)]).toEqual([2, 2]);
    expect(ran).toHaveBeenCalledTimes(3);
    expect(cacheOf(fns.again).stats().entries).toBe(1);
  });
});
