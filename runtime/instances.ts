import { isObject } from "./value-kind.js";

/** What an object's own cache has to be, to be one among those of a function. */
interface InstanceCache {
  /** Drops every entry. */
  clear(): void;
}

/** The most primitive receivers that have a cache at a time: nothing tells when the last of a value is gone. */
const MOST_VALUES = 1000;

/**
 * The caches of a function that has one for each object that it is called on. They are held weakly: with the object its
 * cache goes. A call without an object, or on a primitive, has a place by that value, and the least recent one goes
 * when there are too many.
 */
export class Instances<Cache extends InstanceCache> {
  private readonly make: () => Cache;
  private readonly byObject = new WeakMap<object, Cache>();
  private readonly byValue = new Map<unknown, Cache>();
  private readonly objects = new Set<WeakRef<object>>();
  private readonly gone = new FinalizationRegistry<WeakRef<object>>((reference) => this.objects.delete(reference));

  /** @param make makes an empty cache for one more object */
  constructor(make: () => Cache) {
    this.make = make;
  }

  /** The cache of one receiver: the object that the function is called on, or whatever is in its place. */
  of(receiver: unknown): Cache {
    if (isObject(receiver)) return this.byObject.get(receiver) ?? this.add(receiver);
    return this.ofValue(valueKey(receiver));
  }

  /** The cache of one receiver, if it has one yet. */
  find(receiver: unknown): Cache | undefined {
    return isObject(receiver) ? this.byObject.get(receiver) : this.byValue.get(valueKey(receiver));
  }

  /** The caches of all receivers that are alive. */
  *caches(): Generator<Cache> {
    for (const [, cache] of this.live()) yield cache;
  }

  /** All receivers that are alive, each with its cache. */
  *live(): Generator<readonly [receiver: unknown, cache: Cache]> {
    for (const [value, cache] of this.byValue) yield [value === NEGATIVE_ZERO ? -0 : value, cache];
    for (const reference of this.objects) {
      const object = reference.deref();
      const cache = object && this.byObject.get(object);
      if (cache !== undefined) yield [object, cache];
    }
  }

  private add(object: object): Cache {
    const cache = this.make();
    const reference = new WeakRef(object);
    this.byObject.set(object, cache);
    this.objects.add(reference);
    this.gone.register(object, reference);
    return cache;
  }

  private ofValue(value: unknown): Cache {
    const cache = this.byValue.get(value) ?? this.make();
    // The order of a map is that of insertion.
    this.byValue.delete(value);
    this.byValue.set(value, cache);
    if (this.byValue.size > MOST_VALUES) {
      for (const [oldest, dropped] of this.byValue) {
        this.byValue.delete(oldest);
        dropped.clear();
        break;
      }
    }
    return cache;
  }
}

/** A map's keys don't tell the zeros apart. */
const NEGATIVE_ZERO = Symbol("-0");

function valueKey(receiver: unknown): unknown {
  return Object.is(receiver, -0) ? NEGATIVE_ZERO : receiver;
}
