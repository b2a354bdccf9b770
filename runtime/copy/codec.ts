import { InvalidOptionError } from "../errors.js";
import { state } from "../state.js";
import { isObject } from "../value-kind.js";

/**
 * The name of the method by which a class takes part in copies in memory: it returns a copy of the instance that shares
 * nothing with it that may change. An instance that can't change may return itself. The same symbol in every copy of
 * the runtime.
 */
export const cacheCopy: unique symbol = Symbol.for("tscached.cacheCopy") as never;

/** What a class has that takes part in copies. */
export interface CacheCopyable {
  [cacheCopy](): this;
}

/** How the instances of a class are taken apart into data, and put together again. */
export interface Codec<T, D> {
  /** Stands for the class where values outlive the process: no two classes may have the same. */
  readonly name: string;
  /** All that makes up an instance, as data: whatever a `@cacheData` function may return. */
  encode(instance: T): D;
  /** An instance equal to the one that was taken apart. The data is a copy of its own, to keep. */
  decode(data: D): T;
}

/** Any codec: what it was registered with fits together. */
export type AnyCodec = Codec<object, unknown>;

type Class<T> = abstract new (...args: never[]) => T;

/**
 * Lets instances of a class be results of `@cacheData` functions: they are stored as data, and every hit gets an
 * instance made from that. Of this very class: a subclass needs a codec of its own. A second codec for a class takes
 * the place of the first, for what is stored from then on.
 *
 * @throws {InvalidOptionError} naming what the codec lacks
 */
export function registerCodec<T extends object, D>(type: Class<T>, codec: Codec<T, D>): void {
  // They may come from JavaScript, where nothing has checked them.
  const prototype: unknown = isObject(type) ? Reflect.get(type, "prototype") : undefined;
  if (!isObject(prototype)) throw new InvalidOptionError("class", type, "the class that the codec is for");
  if (!isObject(codec)) throw new InvalidOptionError("codec", codec, "an object with name, encode and decode");
  const { name } = codec;
  if (typeof name !== "string" || name === "") throw new InvalidOptionError("name", name, "the name of a class");
  for (const option of ["encode", "decode"] as const) {
    const given: unknown = Reflect.get(codec, option);
    if (typeof given !== "function") throw new InvalidOptionError(option, given, "a function");
  }
  state.codecs.set(prototype, {
    name,
    encode: (instance) => codec.encode(instance as T),
    decode: (data) => codec.decode(data as D),
  });
}

/** The codec of the class that a prototype belongs to. */
export function codecOf(prototype: object): AnyCodec | undefined {
  return state.codecs.get(prototype);
}

/** How an instance of a class with a codec is stored. */
export class Encoded {
  readonly codec: AnyCodec;
  /** Of the instance. */
  readonly prototype: object;
  readonly data: unknown;

  constructor(codec: AnyCodec, prototype: object, data: unknown) {
    this.codec = codec;
    this.prototype = prototype;
    this.data = data;
  }

  /** An instance, made of data that is nobody else's. Undefined if it is none of the class. */
  decode(data: unknown): object | undefined {
    const made: unknown = this.codec.decode(data);
    return typeof made === "object" && made !== null && Object.getPrototypeOf(made) === this.prototype
      ? made
      : undefined;
  }
}

/** The method of an instance of a class that takes part; undefined for anything else. Reads nothing but prototypes. */
export function copyMethodOf(value: object): (() => unknown) | undefined {
  if (Object.hasOwn(value, cacheCopy)) return undefined;
  let holder = Object.getPrototypeOf(value) as object | null;
  while (holder !== null) {
    const method: unknown = Object.getOwnPropertyDescriptor(holder, cacheCopy)?.value;
    if (method !== undefined) return typeof method === "function" ? (method as () => unknown) : undefined;
    holder = Object.getPrototypeOf(holder) as object | null;
  }
  return undefined;
}
