// Cached functions in the form that the transformer emits, and how a scenario calls them.
import { define, register } from "tscached/internal";

/** How many entries a function keeps, unless it says otherwise. */
export const BOUND = 1_000;
/** Calls that are on their way at a time. */
export const AT_ONCE = 100;

/**
 * @param {object} facts
 * @param {(key: number) => unknown} body
 */
export function sync(facts, body) {
  const cache = cacheOfFacts(facts);
  return register((/** @type {number} */ key) => {
    const entry = rootOf(cache).entry(key);
    return entry.hit()
      ? entry.value()
      : entry.compute(
          () => body(key),
          (root) => root.entry(key),
        );
  }, cache);
}

/**
 * @param {object} facts
 * @param {(key: number, signal?: AbortSignal) => unknown} body
 */
export function async(facts, body) {
  const cache = cacheOfFacts(facts);
  return register(async (/** @type {number} */ key, /** @type {AbortSignal | undefined} */ _signal) => {
    const entry = rootOf(cache).entry(key);
    return await (entry.hit()
      ? entry.value()
      : entry.computeAsync(
          async () => await body(key, _signal),
          (root) => root.entry(key),
          _signal,
        ));
  }, cache);
}

/** Where calls are looked up. @param {import("tscached/internal").FunctionCache} cache */
function rootOf(cache) {
  return cache.isOfSessions ? cache.inSession().root : cache.root;
}

/** @param {object} facts */
function cacheOfFacts(facts) {
  const base = { id: "leak", version: "1", kind: "data", name: "fn", source: "leak.mjs:1", key: ["key"] };
  return define({ ...base, maxEntries: BOUND, ...facts });
}

export const never = () => new Promise(() => undefined);
export const turn = () => new Promise((resolve) => void globalThis.setImmediate(resolve));
export const row = (/** @type {number} */ key) => ({ key, list: [key] });

/**
 * Makes calls from one number to another, some at a time, and waits for what they come to.
 *
 * @param {(call: number) => unknown} make
 */
export function inBatches(make) {
  return async (/** @type {number} */ from, /** @type {number} */ to) => {
    for (let first = from; first < to; first += AT_ONCE) {
      const batch = [];
      for (let call = first; call < first + AT_ONCE; call++) batch.push(make(call));
      await Promise.allSettled(batch);
      await turn();
    }
  };
}
