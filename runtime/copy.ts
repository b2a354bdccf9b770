import { types } from "node:util";
import { binaryKindOf, hasNamedProperties, isDetached, isResizable } from "./binary.js";
import { describeValue, isIntrinsic, isPlainArray, isPlainDate, isPlainObject } from "./plain.js";
import type { PathStep } from "./path.js";
import { ValueProblem } from "./problem.js";

/** From here on the elements of an array are asked for by name. */
const MANY_HOLES = 1000;

const MAP_KEY = Symbol("key");
const MAP_VALUE = Symbol("value");
const SET_ELEMENT = Symbol("element");

/** Deeper values are refused, long before the stack would overflow. */
export const MAX_DEPTH = 1000;

/**
 * A private copy of a result, checked: every kind of value that isn't copied exactly is refused.
 *
 * @throws {ValueProblem} naming the path of the first such value.
 */
export function snapshotData(value: unknown): Snapshot {
  if (!isObject(value) && typeof value !== "function" && typeof value !== "symbol") return { value, copy: undefined };
  return { value: new Snapshotter().copy(value), copy: copyData };
}

export interface Snapshot {
  readonly value: unknown;
  readonly copy: ((value: unknown) => unknown) | undefined;
}

export function sizeOf(value: unknown): number {
  return String(JSON.stringify(value)).length;
}

/** A copy of a snapshot. Nothing needs checking: a snapshot holds only what {@link snapshotData} let through. */
export function copyData(value: unknown): unknown {
  return isObject(value) ? new Copy().copy(value) : value;
}

/** Copies plain data; references that are shared or cyclic within one value stay so. */
class Copy {
  private first: object | undefined = undefined;
  private firstCopy: object | undefined = undefined;
  /** Every object but the first; a flat value needs no map at all. */
  private others: Map<object, object> | undefined = undefined;

  copy(value: unknown): unknown {
    if (!isObject(value)) return this.leaf(value);
    const known = value === this.first ? this.firstCopy : this.others?.get(value);
    return known ?? this.fresh(value);
  }

  /** What a primitive, or what passes for one, becomes. */
  protected leaf(value: unknown): unknown {
    return value;
  }

  protected fresh(value: object): object {
    if (Object.getPrototypeOf(value) === Object.prototype) return this.object(value);
    if (Array.isArray(value)) return this.array(value);
    if (types.isDate(value)) return this.keep(value, new Date(Date.prototype.getTime.call(value)));
    if (types.isMap(value)) return this.map(value);
    if (types.isSet(value)) return this.set(value);
    if (types.isArrayBufferView(value)) return this.view(value);
    if (types.isArrayBuffer(value)) return this.keep(value, value.slice(0));
    return this.object(value);
  }

  protected child(_step: PathStep, value: unknown): unknown {
    return this.copy(value);
  }

  private array(value: readonly unknown[]): object {
    const copy = this.keep(value, new Array<unknown>(value.length));
    let holes = 0;
    for (let index = 0; index < value.length; index++) {
      const element = value[index];
      if (element !== undefined || Object.hasOwn(value, index)) copy[index] = this.child(index, element);
      // A hole stays a hole. An array may be far longer than what it holds.
      else if (++holes > MANY_HOLES) return this.elements(value, copy);
    }
    return copy;
  }

  private elements(value: readonly unknown[], copy: unknown[]): object {
    for (const key of Object.keys(value)) copy[Number(key)] ??= this.child(Number(key), value[Number(key)]);
    return copy;
  }

  private map(value: ReadonlyMap<unknown, unknown>): object {
    const copy = this.keep(value, new Map<unknown, unknown>());
    for (const [key, element] of value) copy.set(this.child(MAP_KEY, key), this.child(MAP_VALUE, element));
    return copy;
  }

  private set(value: ReadonlySet<unknown>): object {
    const copy = this.keep(value, new Set());
    for (const element of value) copy.add(this.child(SET_ELEMENT, element));
    return copy;
  }

  /** Views over one buffer stay views over one buffer. */
  private view(value: ArrayBufferView): object {
    if (Buffer.isBuffer(value)) return this.keep(value, Buffer.from(value));
    const buffer = this.copy(value.buffer) as ArrayBuffer;
    if (types.isDataView(value)) return this.keep(value, new DataView(buffer, value.byteOffset, value.byteLength));
    const array = value as Uint8Array;
    const { constructor } = Object.getPrototypeOf(array) as Uint8Array;
    const View = constructor as new (buffer: ArrayBuffer, offset: number, length: number) => Uint8Array;
    return this.keep(value, new View(buffer, array.byteOffset, array.length));
  }

  private object(value: object): object {
    const bare = Object.getPrototypeOf(value) === null;
    const copy = this.keep(value, (bare ? Object.create(null) : {}) as Record<string, unknown>);
    for (const key of Object.keys(value)) {
      const property = this.child(key, (value as Record<string, unknown>)[key]);
      if (key === "__proto__") {
        Object.defineProperty(copy, key, { value: property, enumerable: true, writable: true, configurable: true });
      } else copy[key] = property;
    }
    return copy;
  }

  private keep<T extends object>(original: object, copy: T): T {
    if (this.first === undefined) {
      this.first = original;
      this.firstCopy = copy;
    } else {
      this.others ??= new Map();
      this.others.set(original, copy);
    }
    return copy;
  }
}

/** Copies and refuses what a copy would change. */
class Snapshotter extends Copy {
  private readonly steps: PathStep[] = [];

  protected override leaf(value: unknown): unknown {
    if (typeof value === "function" || typeof value === "symbol") this.fail(`is ${describeValue(value)}`);
    return value;
  }

  protected override fresh(value: object): object {
    if (this.steps.length === MAX_DEPTH) this.fail(`is nested more than ${MAX_DEPTH} levels deep`);
    if (types.isProxy(value)) this.fail("is a Proxy");
    this.check(value);
    return super.fresh(value);
  }

  protected override child(step: PathStep, value: unknown): unknown {
    this.steps.push(step);
    const copy = this.copy(value);
    this.steps.pop();
    return copy;
  }

  private check(value: object): void {
    if (isPlainArray(value)) this.checkProperties(value, true);
    else if (isPlainObject(value)) this.checkProperties(value, false);
    else if (isPlainDate(value) || isPlainCollection(value)) this.checkProperties(value, false, "Date, Map or Set");
    else if (binaryKindOf(value) === undefined) this.fail(`is ${describeValue(value)}`);
    else this.checkBinary(value as ArrayBuffer | ArrayBufferView);
  }

  private checkBinary(value: ArrayBuffer | ArrayBufferView): void {
    if (isResizable(value)) this.fail("is memory that may change its size");
    if (isDetached(value)) this.fail("is memory that was given away");
    if (!types.isTypedArray(value)) this.checkProperties(value, false, "buffer");
    else if (hasNamedProperties(value)) this.fail("is a typed array with properties of its own");
  }

  /** Refuses the properties that a copy by enumeration would lose or change. */
  private checkProperties(value: object, isArray: boolean, bare?: string): void {
    for (const key of Reflect.ownKeys(value)) {
      if (isArray && key === "length") continue;
      if (typeof key === "symbol") this.fail(`has a property named by a symbol, ${String(key)}`);
      if (bare !== undefined) this.fail(`is a ${bare} with properties of its own`);
      const property = Object.getOwnPropertyDescriptor(value, key);
      const step = isArray && isIndex(key) ? Number(key) : key;
      if (property?.enumerable !== true) this.failAt(step, "is a non-enumerable property");
      if (property.get !== undefined || property.set !== undefined) this.failAt(step, "is a getter or setter");
      if (isArray && !isIndex(key)) this.failAt(step, "is a named property of an array");
    }
  }

  private failAt(step: PathStep, reason: string): never {
    this.steps.push(step);
    return this.fail(reason);
  }

  private fail(reason: string): never {
    throw new ValueProblem(reason, this.steps);
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isIndex(key: string): boolean {
  return String(Number(key) >>> 0) === key && key !== "4294967295";
}

function isPlainCollection(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (types.isMap(value)) return isIntrinsic(prototype, Map.prototype, "Map");
  return types.isSet(value) && isIntrinsic(prototype, Set.prototype, "Set");
}
