import { cacheOf, clearAllData, clearAllResources } from "../../runtime/index.js";
import { makeGate } from "../runtime/gate.js";
import { standing } from "../runtime/standing.js";
import { ASYNC_DATA, nameOf } from "./form.js";
import { compile } from "./program.js";

/** Sync inside async, async inside sync, data inside resources and the other way round. */
const program = compile<{
  syncData(id: number): number[];
  syncResource(id: number): number[];
  asyncData(id: number): Promise<number[]>;
  asyncResource(id: number): Promise<number[]>;
  syncAroundAsync(id: number): Promise<number[]>;
  down(n: number): Promise<number>;
}>(
  `
  declare function ran(what: string): void;
  declare function turn(): Promise<void>;

  /** @cacheData */
  export function syncData(id: number): number[] {
    ran("syncData");
    return [id];
  }

  /** @cacheResource */
  export function syncResource(id: number): number[] {
    ran("syncResource");
    return syncData(id);
  }

  /** @cacheData */
  export async function asyncData(id: number): Promise<number[]> {
    ran("asyncData");
    await turn();
    return [...syncResource(id), ...syncData(id)];
  }

  /** @cacheResource */
  export async function asyncResource(id: number): Promise<number[]> {
    ran("asyncResource");
    const [first, second] = await Promise.all([asyncData(id), asyncData(id)]);
    return [...first, ...second, ...syncResource(id)];
  }

  /** @cacheResource */
  export function syncAroundAsync(id: number): Promise<number[]> {
    ran("syncAroundAsync");
    return asyncResource(id);
  }

  /** @cacheData */
  export async function down(n: number): Promise<number> {
    ran("down");
    return n === 0 ? 0 : await half(n);
  }

  /** @cacheResource */
  export function half(n: number): Promise<number> {
    ran("half");
    return down(n - 1);
  }
`,
  [[nameOf(ASYNC_DATA), ASYNC_DATA]],
);

function setUp(turn: () => unknown = () => undefined) {
  const ran = jest.fn();
  return { ran, ...program.load(ASYNC_DATA, { ran, turn }) };
}

const ALL = ["syncAroundAsync", "asyncResource", "asyncData", "syncResource", "syncData"];

test("each function inside a miss is cached for itself", async () => {
  const { ran, fns } = setUp();
  expect(await fns.syncAroundAsync(1)).toEqual([1, 1, 1, 1, 1]);
  expect(ran.mock.calls.flat()).toEqual(ALL);
  for (const name of ["syncData", "syncResource", "asyncData", "asyncResource"] as const) {
    expect(await fns[name](1)).toEqual(
      Array.from({ length: name === "asyncResource" ? 5 : name === "asyncData" ? 2 : 1 }, () => 1),
    );
  }
  expect(ran).toHaveBeenCalledTimes(ALL.length);
});

test("a hit inside a miss works", async () => {
  const { ran, fns } = setUp();
  fns.syncData(1);
  await fns.asyncData(1);
  await fns.syncAroundAsync(1);
  expect(ran.mock.calls.flat()).toEqual(["syncData", "asyncData", "syncResource", "syncAroundAsync", "asyncResource"]);
});

test("data from a resource is its own: what the resource's object goes through doesn't reach it", async () => {
  const { fns } = setUp();
  const data = await fns.asyncData(1);
  fns.syncResource(1).push(9);
  expect([data, await fns.asyncData(1), fns.syncData(1)]).toEqual([[1, 1], [1, 1], [1]]);
});

test("clearing one kind leaves what lies around it", async () => {
  const { ran, fns } = setUp();
  await fns.syncAroundAsync(1);
  ran.mockClear();
  clearAllData();
  await fns.syncAroundAsync(1);
  expect(ran).not.toHaveBeenCalled();
  await fns.asyncData(1);
  expect(ran.mock.calls.flat()).toEqual(["asyncData", "syncData"]);
  ran.mockClear();
  clearAllResources();
  await fns.syncAroundAsync(1);
  expect(ran.mock.calls.flat()).toEqual(["syncAroundAsync", "asyncResource", "syncResource"]);
});

test("a mutual recursion of sync and async functions ends, and caches each level", async () => {
  const { ran, fns } = setUp();
  expect(await standing([fns.down(20)])).toEqual([0]);
  expect(ran).toHaveBeenCalledTimes(41);
  expect(await fns.down(10)).toBe(0);
  expect(ran).toHaveBeenCalledTimes(41);
});

test("callers on several levels at once run each once, and fail together", async () => {
  const gate = makeGate();
  const { ran, fns } = setUp(() => gate.passed);
  const calls = [fns.asyncData(1), fns.asyncResource(1), fns.syncAroundAsync(1), fns.asyncResource(1)];
  gate.fail(new Error("down"));
  expect(await standing(calls)).toEqual(calls.map(() => new Error("down")));
  expect(ran.mock.calls.flat()).toEqual(["asyncData", "asyncResource", "syncAroundAsync"]);
  for (const name of ["asyncData", "asyncResource", "syncAroundAsync"] as const) {
    expect(cacheOf(fns[name]).stats().entries).toBe(0);
  }
});
