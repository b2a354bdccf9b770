import { isDeepStrictEqual } from "node:util";
import fastMemoize from "fast-memoize";
import lodash from "lodash/memoize.js";
import { LRUCache } from "lru-cache";
import memoizee from "memoizee";
import nano from "nano-memoize/dist/nano-memoize.js";
import type { Contender } from "./case.js";

const { nanomemoize } = nano;

type Fn<A extends readonly unknown[]> = (...args: A) => number;

const json = (...args: unknown[]): string => JSON.stringify(args);

/** The peers as their documentation sets them up for a function of primitives. */
export function forPrimitives<A extends readonly unknown[]>(fn: Fn<A>): Contender<A, number>[] {
  return [
    { name: "nano-memoize", fn: nanomemoize(fn) },
    { name: "fast-memoize", fn: fastMemoize(fn) },
    { name: "memoizee", fn: memoizee(fn) },
    { name: "memoizee, primitive", fn: memoizee(fn, { primitive: true }) },
    fn.length === 1
      ? { name: "lodash.memoize", fn: lodash(fn) }
      : // Unless told otherwise it looks at the first argument only.
        { name: "lodash.memoize, JSON key", fn: lodash(fn, json) },
    { name: "lru-cache, JSON key", fn: lru(fn) },
  ];
}

/** The peers for a function of one object, by value. Those that compare objects by identity need a key of their own. */
export function forObjects<A extends readonly [object]>(fn: Fn<A>): Contender<A, number>[] {
  return [
    // Its `serializer` is no way: the function itself would be called with the text.
    { name: "nano-memoize, deep equality", fn: nanomemoize(fn, { equals: isDeepStrictEqual }) },
    { name: "fast-memoize", fn: fastMemoize(fn) },
    { name: "memoizee, JSON key", fn: memoizee(fn, { normalizer: (args) => JSON.stringify(args[0]) }) },
    { name: "lodash.memoize, JSON key", fn: lodash(fn, (argument) => JSON.stringify(argument)) },
    { name: "lru-cache, JSON key", fn: lru(fn) },
  ];
}

function lru<A extends readonly unknown[]>(fn: Fn<A>): Fn<A> {
  const cache = new LRUCache<string, number>({ max: 1000 });
  return (...args) => {
    const key = JSON.stringify(args);
    let value = cache.get(key);
    if (value === undefined) cache.set(key, (value = fn(...args)));
    return value;
  };
}
