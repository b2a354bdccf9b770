import { types } from "node:util";
import type { AnyFunction } from "./handle.js";
import { refuseGenerator } from "./generator.js";
import { callerOf } from "./source-place.js";

/**
 * A function whose calls inside of cached functions are observed: `@cacheReplay`, `@cacheInput`. Calls are told apart by
 * this object, so there is one for each function object: for a function that is made anew in every call of the one
 * around it, one each time.
 */
export interface ObservedFunction {
  /** Tells it from every other, in other processes too; of functions that are compiled. */
  readonly id?: string;
  /** For messages. */
  readonly name: string;
  /** Where it is written, or wrapped: file and line, relative to the package; absent where that isn't known. */
  readonly source?: string;
  /** Whether it gives a promise; undefined if only its result can tell. */
  readonly isAsync?: boolean;
}

/** What runs when an observed function is called: takes the arguments, so that the call can be made again with others. */
export type ObservedBody = (...args: never[]) => unknown;

/**
 * What is known of a function that is observed without being compiled. To be called by the function that the program
 * calls, since it looks for the place of that call.
 */
export function factsOf(fn: AnyFunction): ObservedFunction {
  const source = callerOf(factsOf);
  refuseGenerator(fn, source);
  return {
    name: fn.name || "anonymous",
    ...(source !== undefined && { source }),
    ...(types.isAsyncFunction(fn) && { isAsync: true }),
  };
}

/** The function as messages name it. */
export function labelOf({ name, source }: ObservedFunction): string {
  return source === undefined ? name : `${name} (${source})`;
}

/** Which argument a path into all of them leads to, and what is left of the path. */
export function argumentAt(path: string): { readonly number: number; readonly path: string } {
  const [start = "", index = "0"] = /^\[(\d+)\]/.exec(path) ?? [];
  return { number: Number(index) + 1, path: path.slice(start.length) };
}
