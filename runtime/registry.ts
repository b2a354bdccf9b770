import type { CacheDefinition } from "./definition.js";
import { FunctionCache } from "./function-cache.js";
import { state } from "./state.js";

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

/**
 * {@link register} as a decorator of a method, of either kind: called with the method and its context, or with the
 * class or its prototype, the method's name, and its descriptor.
 */
export function registered(
  cache: FunctionCache,
): (first: unknown, second: unknown, descriptor?: PropertyDescriptor) => void {
  return (first, _, descriptor) => {
    const fn: unknown = descriptor === undefined ? first : descriptor.value;
    if (typeof fn === "function") register(fn, cache);
  };
}

/** Gives a class back the name that it lost by what was added to it. */
export function named(fn: object, name: string): void {
  Object.defineProperty(fn, "name", { value: name, configurable: true });
}

/** {@link register}, for a function that had to be given a name to be referred to and is nameless in the source. */
export function registerDefault<F extends object>(fn: F, cache: FunctionCache): F {
  named(fn, "default");
  return register(fn, cache);
}
