/**
 * Every error that the runtime throws, and every warning that it gives. Each has a stable `code`; all errors extend
 * {@link CacheError}.
 */

import { inspect } from "node:util";
import type { Flaw } from "./inputs/readings.js";

const BRAND = Symbol.for("tscached.error");

/** The base of every error of tscached's. `instanceof` holds across the ESM and the CommonJS copy. */
export abstract class CacheError extends Error {
  abstract readonly code: string;
  readonly [BRAND] = true;

  static override [Symbol.hasInstance](value: unknown): boolean {
    if (Function.prototype[Symbol.hasInstance].call(this, value)) return true;
    // The other copy's classes are other objects, so they are told by brand and code.
    if (typeof value !== "object" || value === null || !(BRAND in value)) return false;
    if (this === CacheError) return true;
    const code = Object.getOwnPropertyDescriptor(this, "code")?.value as string | undefined;
    return code !== undefined && (value as CacheError).code === code;
  }
}

/** What to do about an argument that stands in the way of caching, by where its function comes from and what it is for. */
const UNHASHABLE = {
  compiled:
    ', which has no exact key. Pass plain data, or start the parameter\'s name with "_" to leave it out of the key.',
  wrapped: ", which has no exact key. Pass plain data, or say with the option key what the key is made of.",
  tag: ". Pass a primitive value there, or take its placeholder out of the tag.",
} as const;

/** An argument that has no exact key, though its type has one. The function did not run. */
export class UnhashableArgumentError extends CacheError {
  static readonly code = "ERR_TSCACHED_UNHASHABLE_ARGUMENT";
  readonly code = UnhashableArgumentError.code;
  override readonly name = "UnhashableArgumentError";

  /**
   * @param functionName the cached function, with its source location
   * @param parameter the parameter, as written
   * @param path where the value stands inside the argument: `.items[3]`
   * @param reason what the value is: "is a function"
   * @param where in what it has no place
   */
  constructor(
    functionName: string,
    parameter: string,
    path: string,
    reason: string,
    where: keyof typeof UNHASHABLE = "compiled",
  ) {
    super(`${functionName} can't be cached for this call: ${parameter}${path} ${reason}${UNHASHABLE[where]}`);
  }
}

/** A result of a `@cacheData` function that can't be copied exactly. Nothing was stored. */
export class UnserializableReturnValueError extends CacheError {
  static readonly code = "ERR_TSCACHED_UNSERIALIZABLE_RETURN_VALUE";
  readonly code = UnserializableReturnValueError.code;
  override readonly name = "UnserializableReturnValueError";

  /**
   * @param functionName the cached function, with its source location
   * @param path where the value stands inside the result
   * @param reason what the value is: "is a function"
   */
  constructor(functionName: string, path: string, reason: string) {
    super(
      `${functionName} returned what can't be copied: result${path} ${reason}. ` +
        `Return plain data, or use @cacheResource to share the object itself.`,
    );
  }
}

/** A call of a replayable function with an argument that can't be copied, inside of a `@cacheData` function. It wasn't made. */
export class UnreplayableArgumentError extends CacheError {
  static readonly code = "ERR_TSCACHED_UNREPLAYABLE_ARGUMENT";
  readonly code = UnreplayableArgumentError.code;
  override readonly name = "UnreplayableArgumentError";

  /**
   * @param replayable the replayable function, with its source location
   * @param functionName the innermost `@cacheData` function around the call, with its source location
   * @param problem what stands in the way: "argument 1.items[3] is a function"
   * @param inner the cached resource inside of that one that made the call, with its source location; absent if there is none
   */
  constructor(replayable: string, functionName: string, problem: string, inner?: string) {
    const place = inner === undefined ? functionName : `${inner}, which is part of ${functionName}`;
    const remedy = inner === undefined ? "@cacheResource" : `@cacheResource for ${functionName} too`;
    super(
      `${replayable}, called inside of ${place}, can't be called again on a hit: ${problem}, which can't be copied. ` +
        `Pass plain data, or use ${remedy}: its recordings keep the very arguments.`,
    );
  }
}

/** An input that was asked, inside of a cached function, with or for what has no exact key or no exact copy. */
export class UncacheableInputError extends CacheError {
  static readonly code = "ERR_TSCACHED_UNCACHEABLE_INPUT";
  readonly code = UncacheableInputError.code;
  override readonly name = "UncacheableInputError";

  /**
   * @param input the input function, with its source location
   * @param functionName the cached function that asked it, with its source location
   * @param problem what stands in the way: "its answer.items[3] is a function"
   */
  constructor(input: string, functionName: string, problem: string) {
    super(
      `${input}, asked inside of ${functionName}, can't tell whether a stored value is still good: ${problem}. ` +
        `An input takes and gives plain data.`,
    );
  }
}

/** A computation that waits for its own result. Without a cache it would never end either. */
export class CacheRecursionError extends CacheError {
  static readonly code = "ERR_TSCACHED_RECURSION";
  readonly code = CacheRecursionError.code;
  override readonly name = "CacheRecursionError";

  /** @param chain the cached functions that wait for each other, outermost first */
  constructor(chain: readonly string[]) {
    super(
      `${chain.join(" → ")}: the call waits for itself. ` +
        `A cached function called itself, directly or through others, with the same arguments.`,
    );
  }
}

/** `cacheOf` was given a function that isn't cached. */
export class NotCachedError extends CacheError {
  static readonly code = "ERR_TSCACHED_NOT_CACHED";
  readonly code = NotCachedError.code;
  override readonly name = "NotCachedError";

  /** @param functionName the function's name */
  constructor(functionName: string) {
    super(
      `${functionName} is not cached. Either it has no @cacheData or @cacheResource tag, ` +
        `or the tscached transformer wasn't in the build of its file: add the plugin line to tsconfig.json and build ` +
        `with tspc. "npx tscached check" lists all annotated functions that a build left uncached.`,
    );
  }
}

/** `clear(...args)` could not tell which entry a call with these arguments would use. */
export class AmbiguousArgumentsError extends CacheError {
  static readonly code = "ERR_TSCACHED_AMBIGUOUS_ARGUMENTS";
  readonly code = AmbiguousArgumentsError.code;
  override readonly name = "AmbiguousArgumentsError";

  /** @param functionName the cached function, with its source location */
  constructor(functionName: string) {
    super(
      `${functionName}: a default parameter calls the function itself, so the arguments given here ` +
        `don't tell which entry is meant. Pass every argument, or clear the whole function.`,
    );
  }
}

/** Arguments that describe a call of a method, which don't tell its entry without the object that it is called on. */
export class ReceiverNeededError extends CacheError {
  static readonly code = "ERR_TSCACHED_RECEIVER_NEEDED";
  readonly code = ReceiverNeededError.code;
  override readonly name = "ReceiverNeededError";

  /** @param functionName the cached function, with its source location */
  constructor(functionName: string) {
    super(
      `${functionName}: the object that it is called on is part of the key, so the arguments given here don't tell ` +
        `which entry is meant. Say which object: cacheOf(object.method).on(object).`,
    );
  }
}

/** A call of a function with `scope: "session"` that no session can answer. The function did not run. */
export class SessionError extends CacheError {
  static readonly code = "ERR_TSCACHED_SESSION";
  readonly code = SessionError.code;
  override readonly name = "SessionError";

  /**
   * @param functionName the cached function, with its source location
   * @param outer the cached function whose body called it, where that gives its results to every session; absent for a
   *   call outside a session
   */
  constructor(functionName: string, outer?: string) {
    super(
      outer === undefined
        ? `${functionName} has scope: "session" and was called outside a session. Call it inside runInSession(id, fn).`
        : `${functionName} has scope: "session" and was called by ${outer}, which gives its results to every session, so ` +
            `one session would get what is another's. Give the outer function scope: "session" as well, or pass it the value.`,
    );
  }
}

/** An option given at run time that is out of range or of the wrong type. */
export class InvalidOptionError extends CacheError {
  static readonly code = "ERR_TSCACHED_INVALID_OPTION";
  readonly code = InvalidOptionError.code;
  override readonly name = "InvalidOptionError";

  /**
   * @param option the option's name
   * @param value what it was set to
   * @param expected what it takes, as the end of a sentence
   * @param functionName the cached function that it is for, with its source location; absent if it is for all
   */
  constructor(option: string, value: unknown, expected: string, functionName?: string) {
    const place = functionName === undefined ? "" : `${functionName}: `;
    super(`${place}Option ${option} is ${inspect(value, { depth: 0, customInspect: false })}; it takes ${expected}.`);
  }
}

/**
 * Tells once for each function, as a process warning, that calls of it are not stored.
 *
 * @param functionName the cached function, with its source location
 */
export function warnOfChangedArguments(functionName: string): void {
  process.emitWarning(
    `${functionName}: something in the key of a call was changed while it was being computed, an argument or a variable ` +
      `that the function reads, so its result is not stored. Copy arguments before you change them.`,
    { type: "CacheWarning", code: "TSCACHED_ARGUMENT_CHANGED" },
  );
}

/**
 * Tells once for each function, as a process warning, that a call of it is not stored.
 *
 * @param functionName the cached function, with its source location
 * @param input the input function, with its source location
 */
export function warnOfUnsettledInput(functionName: string, input: string, flaw: Flaw): void {
  const what = {
    failed: "failed, though the function coped with that. Let it give a value instead, such as undefined",
    late: "gave no answer before that was there. Await it; a function that isn't async needs inputs that answer at once",
    changed: "answered one question in two ways meanwhile. Ask once, and pass the answer on",
  }[flaw.why];
  const text = flaw.why === "failed" ? ` ${textOf(flaw.error)}` : "";
  process.emitWarning(`${functionName}: a result is not stored, since the input ${input} ${what}.${text}`, {
    type: "CacheWarning",
    code: "TSCACHED_UNSETTLED_INPUT",
  });
}

/**
 * Tells once for each function, as a process warning, of an error that no caller sees and nobody listens to.
 *
 * @param functionName the cached function, with its source location
 */
export function warnOfHiddenError(
  functionName: string,
  during: "call" | "refresh" | "release" | "replay" | "progress" | "onError",
  error: unknown,
): void {
  const what = {
    call: "a call failed, and was answered with a stale value (staleIfError)",
    refresh: "a background refresh failed; the stale value is served on",
    release: "onRelease failed",
    replay: "a replayed call gave a promise that was rejected, and a function that isn't async awaits none",
    progress: "the reporter of its progress failed",
    onError: "onError itself failed",
  }[during];
  process.emitWarning(
    `${functionName}: ${what}. Further failures of this kind are not printed; ` +
      `see them with cacheOf(fn).configure({ onError }) or the channel "tscached:error". ${textOf(error)}`,
    { type: "CacheWarning", code: "TSCACHED_HIDDEN_ERROR" },
  );
}

function textOf(error: unknown): string {
  try {
    return error instanceof Error && typeof error.stack === "string" ? error.stack : inspect(error);
  } catch {
    // Whatever was thrown, that it can't be shown is no error of the call's.
    return "The error itself can't be shown.";
  }
}

/**
 * Tells once for each function, as a process warning, that a value is too large to be kept.
 *
 * @param functionName the cached function, with its source location
 */
export function warnOfSize(functionName: string, bytes: number, maxBytes: number): void {
  process.emitWarning(
    `${functionName}: a value of about ${bytes} bytes is not stored, since maxBytes is ${maxBytes}. Raise maxBytes, or return less.`,
    { type: "CacheWarning", code: "TSCACHED_TOO_LARGE" },
  );
}
