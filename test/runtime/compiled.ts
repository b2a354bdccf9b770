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

/** `function fn(key) { body }` */
export function compileSync<K, R>(body: (key: K) => R, facts?: Facts): Compiled<(key: K) => R> {
  const cache = defineCache(facts);
  function fn(key: K): R {
    const entry = cache.root.entry(key);
    return (entry.hit() ? entry.value() : entry.compute(() => body(key))) as R;
  }
  return { fn: register(fn, cache), cache };
}

/** `async function fn(key) { body }` */
export function compileAsync<K, R>(body: (key: K) => Promise<R>, facts?: Facts): Compiled<(key: K) => Promise<R>> {
  const cache = defineCache(facts);
  async function fn(key: K): Promise<R> {
    const entry = cache.root.entry(key);
    return (await (entry.hit() ? entry.value() : entry.computeAsync(async () => await body(key)))) as R;
  }
  return { fn: register(fn, cache), cache };
}

/** `function fn(key): Promise { body }` */
export function compilePromise<K, R>(body: (key: K) => Promise<R>, facts?: Facts): Compiled<(key: K) => Promise<R>> {
  const cache = defineCache(facts);
  function fn(key: K): Promise<R> {
    const entry = cache.root.entry(key);
    return (entry.hit() ? entry.valueAsync() : entry.computeAsync(() => body(key))) as Promise<R>;
  }
  return { fn: register(fn, cache), cache };
}
