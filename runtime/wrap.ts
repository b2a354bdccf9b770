/** Cached functions without the transformer: keys are all arguments, read at run time. */
import { types } from "node:util";
import { isSignal } from "./abort.js";
import type { Call } from "./call.js";
import { current, live, type Computation } from "./computation.js";
import { flyOrJoin } from "./compute-async.js";
import type { CacheDefinition, CacheKind, TagTemplate } from "./definition.js";
import { dressedAs } from "./dressed.js";
import type { Entry } from "./entry.js";
import { InvalidOptionError } from "./errors.js";
import { flightsOf, type Flight } from "./flight.js";
import { fly } from "./fly.js";
import { Answers } from "./inputs/answers.js";
import { refuseGenerator } from "./generator.js";
import type { AnyFunction } from "./handle.js";
import type { KeyNode } from "./key/node.js";
import { isOptions, readLimits, type LimitOptions } from "./options.js";
import { readProgress, type ProgressOptions } from "./progress/options.js";
import type { Lookup } from "./reading.js";
import { recall } from "./recall.js";
import { define, register } from "./registry.js";
import { callerOf } from "./source-place.js";
import { servesStale } from "./stale.js";
import { state } from "./state.js";

/** How a function is cached that the transformer doesn't see. `A`: its arguments. */
export interface WrapOptions<A extends readonly unknown[] = readonly never[]> extends LimitOptions, ProgressOptions {
  /** What messages, statistics and events call the function; by default its name. */
  readonly name?: string | undefined;
  /** A text that tells the function's code from an older one's. */
  readonly version?: string | undefined;
  /** What the key is made of, from the arguments; by default all of them. It must not change anything. */
  readonly key?: ((...args: A) => readonly unknown[]) | undefined;
  /** What `invalidateTags` finds the entries by: `"user:{0}"` takes the key's first part, which must be a primitive. */
  readonly tags?: readonly string[] | undefined;
  /** `"session"`: each session of `runInSession` has a cache of its own, which ends with it; `"global"` by default. */
  readonly scope?: "global" | "session" | undefined;
}

/** {@link WrapOptions} of a function whose results are copied. */
export type DataOptions<A extends readonly unknown[] = readonly never[]> = WrapOptions<A>;

/** {@link WrapOptions} of a function whose results are shared. */
export type ResourceOptions<A extends readonly unknown[] = readonly never[]> = Omit<WrapOptions<A>, "maxBytes">;

/**
 * A cached form of a function, as `@cacheData` makes one of a function that is compiled: every caller gets a copy of its
 * own. All arguments are in the key, as they are passed: defaults aren't applied, no name is left out, and `this` is
 * passed on without being in the key. Whether it gives promises is told by what it returns.
 *
 * An `async` function never throws: what keeps a call from being answered, such as an argument without a key, rejects.
 *
 * @returns a function of the same name and length; `cacheOf` takes it
 * @throws {InvalidOptionError} naming an option that is out of range, of the wrong type, or unknown.
 */
export function cacheData<F extends AnyFunction>(options: DataOptions<Parameters<NoInfer<F>>>, fn: F): F {
  return wrap("data", options as WrapOptions, fn as unknown as Wrapped) as unknown as F;
}

/** {@link cacheData}, as `@cacheResource` makes one: everyone gets the very object. */
export function cacheResource<F extends AnyFunction>(options: ResourceOptions<Parameters<NoInfer<F>>>, fn: F): F {
  return wrap("resource", options as WrapOptions, fn as unknown as Wrapped) as unknown as F;
}

type Wrapped = (this: unknown, ...args: unknown[]) => unknown;

function wrap(kind: CacheKind, options: WrapOptions, fn: Wrapped): Wrapped {
  const source = callerOf(wrap) ?? "unknown place";
  if (typeof fn !== "function") {
    throw new InvalidOptionError("fn", fn, "the function to cache, as the second argument", source);
  }
  refuseGenerator(fn, source);
  const cache = define(definitionOf(kind, options, fn, source));
  const isOfSession = cache.definition.scope === "session";
  const lookupOf = keyReader(options.key as KeyFunction | undefined, cache.label);
  const neverThrows = types.isAsyncFunction(fn) || ASYNC.has(fn);

  function cached(this: unknown, ...args: unknown[]): unknown {
    try {
      const lookup = lookupOf(args);
      const entry = lookup((isOfSession ? cache.inSession() : cache).root);
      if (entry.hit()) return give(entry);
      const body = (): unknown => Reflect.apply(fn, this, args);
      return compute({ entry, kept: entry, body, lookup, signals: args.filter(isSignal), isAsync: "unknown" });
    } catch (error) {
      // Who only describes a call is told at once.
      if (!neverThrows || cache.probe !== undefined) throw error;
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- it may be the program's own
      return Promise.reject(error);
    }
  }

  function give(entry: Entry): unknown {
    return entry.inPromise ? entry.valueAsync() : entry.value();
  }

  function compute(call: Call): unknown {
    const { entry } = call;
    if (state.learning > 0) return entry.cache.answerWhileLearning(call);
    if (entry.isWatched) return recall(call, flyOrWait);
    if (entry.isFilled && servesStale(call, entry)) return give(entry);
    return flyOrWait(call, new Answers(true));
  }

  function flyOrWait(call: Call, answers: Answers): unknown {
    const { entry } = call;
    const context = live(state.computations.getStore());
    if (flightsOf(entry).some((flight) => !isApart(flight, context))) return flyOrJoin(call, answers);
    const { outcome, result } = fly(call, current(), "miss");
    // A throw may have been answered with a stale value, that came in a promise.
    return outcome === undefined || entry.inPromise ? result : outcome.value;
  }

  if (neverThrows) ASYNC.add(cached);
  return register(dressedAs(fn, cached), cache);
}

/** What was made of async functions, which the engine no longer tells. */
const ASYNC = new WeakSet<object>();

/**
 * Whether a body called its own function through the async context of something else. As yet nobody knows whether it
 * will give a promise, so there may be nothing to wait for.
 */
function isApart(flight: Flight, caller: Computation | undefined): boolean {
  return flight.isStarting && (caller === undefined || !flight.isAround(caller));
}

type KeyFunction = (...args: unknown[]) => unknown;

/** How the entry of a call is found. */
function keyReader(keyOf: KeyFunction | undefined, label: string): (args: readonly unknown[]) => Lookup {
  if (keyOf === undefined) return (args) => (root) => find(root, args);
  return (args) => (root) => {
    const key = keyOf(...args);
    if (Array.isArray(key)) return find(root, key);
    throw new InvalidOptionError("key", keyOf, `a function that returns an array, not ${typeof key}`, label);
  };
}

/** The number of arguments comes first, so that no key is the beginning of another. */
function find(root: KeyNode, key: readonly unknown[]): Entry {
  if (key.length === 0) return root.leaf();
  let node = root.next(key.length);
  for (let index = 0; index < key.length - 1; index++) node = node.next(key[index]);
  return node.entry(key.at(-1));
}

function definitionOf(kind: CacheKind, options: WrapOptions, fn: Wrapped, source: string): CacheDefinition {
  if (!isOptions(options)) {
    throw new InvalidOptionError("options", options, 'an object, such as { ttl: "1h" }', source);
  }
  const {
    name = fn.name || "anonymous",
    version = "",
    key,
    tags,
    scope = "global",
    ...rest
  } = options as Record<string, unknown>;
  const isNamed = typeof name === "string" && name !== "";
  const label = `${isNamed ? name : fn.name || "the function"} (${source})`;
  const wrong = (option: string, value: unknown, expected: string): never => {
    throw new InvalidOptionError(option, value, expected, label);
  };
  if (!isNamed) return wrong("name", name, "a text");
  if (typeof version !== "string") return wrong("version", version, "a text");
  if (key !== undefined && typeof key !== "function") {
    wrong("key", key, "a function of the arguments that returns an array");
  }
  if (scope !== "global" && scope !== "session") return wrong("scope", scope, '"global" or "session"');
  const { limits, others } = readLimits(rest, label);
  const { shown, rest: unknown } = readProgress(others, undefined, label);
  for (const [option, value] of Object.entries(unknown)) wrong(option, value, "nothing: there is no such option");
  if (kind === "resource" && limits.maxBytes !== undefined) {
    wrong("maxBytes", rest["maxBytes"], "nothing here: what a resource takes up isn't known. Use maxEntries");
  }
  return {
    id: `${source}#${name}`,
    version: `wrapped-${version}`,
    kind,
    name,
    source,
    isWrapped: true,
    key: key === undefined ? labels("argument") : labels("part", " of the key"),
    ...limits,
    ...(scope === "session" && { scope }),
    ...shown,
    ...(tags === undefined ? {} : { tags: readTags(tags, label) }),
  };
}

/** Messages name so many arguments, or parts of a key, by their number. */
const LABELLED = 20;

function labels(what: string, behind = ""): string[] {
  return [
    "the number of arguments",
    ...Array.from({ length: LABELLED }, (_, index) => `${what} ${index + 1}${behind}`),
  ];
}

function readTags(tags: unknown, label: string): TagTemplate[] {
  if (!Array.isArray(tags) || !tags.every((tag) => typeof tag === "string" && tag !== "")) {
    throw new InvalidOptionError("tags", tags, 'an array of texts, such as ["users", "user:{0}"]', label);
  }
  return (tags as string[]).map((tag) =>
    // Every second piece is a number between braces.
    tag.split(/\{(\d+)\}/).map((piece, index) => (index % 2 === 0 ? piece : Number(piece) + 1)),
  );
}
