/** What compiled code calls. No program imports this by hand: names and shapes follow the transformer's version. */
import type { CacheDefinition } from "./definition.js";
import { FunctionCache } from "./function-cache.js";
import { state } from "./state.js";

export { copyDate } from "./copy/walk.js";
export { absent, presence, unset } from "./key/read.js";
export type { CacheDefinition } from "./definition.js";
export type { FunctionCache } from "./function-cache.js";

/** Makes the cache of one function. Compiled code calls it once, before the function's first call or registration. */
export function define(definition: CacheDefinition): FunctionCache {
  const cache = new FunctionCache(definition);
  state.caches.add(new WeakRef(cache));
  return cache;
}

/** Lets `cacheOf` find the cache of a function, and returns the function. */
export function register<F extends object>(fn: F, cache: FunctionCache): F {
  state.functions.set(fn, cache);
  return fn;
}

/** {@link register}, for a function that had to be given a name to be referred to and is nameless in the source. */
export function registerDefault<F extends object>(fn: F, cache: FunctionCache): F {
  Object.defineProperty(fn, "name", { value: "default", configurable: true });
  return register(fn, cache);
}
