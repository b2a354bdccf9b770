import { define, register, type CacheDefinition, type FunctionCache } from "../../runtime/internal.js";

/** What a test says about a function beside its body. */
export type Facts = Partial<Omit<CacheDefinition, "id">>;

/** A cached function and its cache. */
export interface Compiled<F> {
  readonly fn: F;
  readonly cache: FunctionCache;
}

let made = 0;

/** The cache of a function that a test writes out in the form that the transformer emits. */
export function defineCache(facts: Facts = {}): FunctionCache {
  const name = facts.name ?? "fn";
  const id = `test#${name}${++made}`;
  return define({ id, version: "v1", kind: "data", name, source: "test.ts:1", key: ["key"], ...facts });
}

/** Where the calls of a function are looked up, as the transformer writes it. */
function rootOf(cache: FunctionCache): FunctionCache["root"] {
  return cache.definition.scope === "session" ? cache.inSession().root : cache.root;
}

/** `function fn(key) { body }` */
export function compileSync<K, R>(body: (key: K) => R, facts?: Facts): Compiled<(key: K) => R> {
  const cache = defineCache(facts);
  function fn(key: K): R {
    const entry = rootOf(cache).entry(key);
    return (
      entry.hit()
        ? entry.value()
        : entry.compute(
            () => body(key),
            (root) => root.entry(key),
          )
    ) as R;
  }
  return { fn: register(fn, cache), cache };
}

/** `async function fn(key) { body }` */
export function compileAsync<K, R>(body: (key: K) => Promise<R>, facts?: Facts): Compiled<(key: K) => Promise<R>> {
  const cache = defineCache(facts);
  async function fn(key: K): Promise<R> {
    const entry = rootOf(cache).entry(key);
    return (await (entry.hit()
      ? entry.value()
      : entry.computeAsync(
          async () => await body(key),
          (root) => root.entry(key),
        ))) as R;
  }
  return { fn: register(fn, cache), cache };
}

/** `function fn(key): Promise { body }` */
export function compilePromise<K, R>(body: (key: K) => Promise<R>, facts?: Facts): Compiled<(key: K) => Promise<R>> {
  const cache = defineCache(facts);
  function fn(key: K): Promise<R> {
    const entry = rootOf(cache).entry(key);
    return (
      entry.hit()
        ? entry.valueAsync()
        : entry.computeAsync(
            () => body(key),
            (root) => root.entry(key),
          )
    ) as Promise<R>;
  }
  return { fn: register(fn, cache), cache };
}

export const FORMS = ["sync", "async", "promise"] as const;
export type Form = (typeof FORMS)[number];

/** A cached function of any form, called like an async one. */
export interface Called<R> {
  readonly call: (key: unknown) => Promise<R>;
  /** The keys that the body ran for. */
  readonly runs: readonly unknown[];
  readonly fn: (key: unknown) => unknown;
  readonly cache: FunctionCache;
}

/** Compiles a body in one of the forms, for what holds in all of them. */
export function compileAs<R>(form: Form, body: (key: unknown) => R, facts?: Facts): Called<R> {
  const runs: unknown[] = [];
  const counting = (key: unknown): R => {
    runs.push(key);
    return body(key);
  };
  const awaited = async (key: unknown): Promise<R> => {
    await Promise.resolve();
    return counting(key);
  };
  const compiled: Compiled<(key: unknown) => R | Promise<R>> =
    form === "sync" ? compileSync(counting, facts) : (form === "async" ? compileAsync : compilePromise)(awaited, facts);
  const { fn, cache } = compiled;
  return { call: async (key) => await fn(key), runs, fn, cache };
}
