import { types } from "node:util";
import type { PathStep } from "../path.js";
import { describeValue } from "../plain.js";
import { ValueProblem } from "../problem.js";
import { copyMethodOf, Encoded } from "./codec.js";
import { blankError, errorProperty } from "./error-values.js";
import { kindOf, type Kind } from "./kind.js";
import { copyMemory } from "./memory.js";
import { hasNamedProperties, isIndex, isMostlyHoles } from "./properties.js";
import { copyTemporal } from "./temporal.js";

const MAP_KEY = Symbol("key");
const MAP_VALUE = Symbol("value");
const SET_ELEMENT = Symbol("element");

const OwnDate = Date;
const { slice } = Array.prototype;

type Properties = Record<string, unknown>;

/** Copies what was checked when it was stored. */
export class CopyWalk {
  /** The copies so far, for references that are shared or lead in circles; undefined for a value without any. */
  protected readonly seen: Map<object, object> | undefined;

  constructor(seen?: Map<object, object>) {
    this.seen = seen;
  }

  copy(value: unknown): unknown {
    if (!isObject(value)) return this.leaf(value);
    return this.seen?.get(value) ?? this.fresh(value);
  }

  /** What a primitive, or what passes for one, becomes. */
  protected leaf(value: unknown): unknown {
    return value;
  }

  protected fresh(value: object): object {
    const kind = kindOf(value);
    return kind === undefined ? this.instance(value) : this.build(value, kind);
  }

  protected build(value: object, kind: Kind): object {
    switch (kind) {
      case "object":
        return this.members(this.keep(value, { ...value }));
      case "bare":
        return this.members(this.keep(value, { __proto__: null, ...value }));
      case "array":
        return this.array(value as unknown[]);
      case "date":
        return this.keep(value, copyDate(value as Date));
      case "map":
        return this.map(value as Map<unknown, unknown>);
      case "set":
        return this.set(value as Set<unknown>);
      case "view":
        return this.view(value as ArrayBufferView);
      case "memory":
        return this.keep(value, this.memory(value as ArrayBuffer));
      case "regexp":
        return this.keep(value, copyRegExp(value as RegExp));
      case "url":
        return this.keep(value, new URL((value as URL).href));
      case "temporal":
        return this.keep(value, copyTemporal(value));
      case "error":
        return this.error(value);
    }
  }

  protected memory(value: ArrayBuffer): object {
    return copyMemory(value);
  }

  /** An instance of a class that takes part. */
  protected instance(value: object): object {
    // Stands for a large block, of which no copy was made ahead.
    if (types.isSharedArrayBuffer(value)) return this.keep(value, copyMemory(value));
    if (value instanceof Encoded) {
      const made = value.decode(this.copy(value.data));
      // It was tried out on this very data when it was stored.
      if (made === undefined) throw new ValueProblem(`holds what the codec ${value.codec.name} decodes no more`, []);
      return this.keep(value, made);
    }
    const copy = copyMethodOf(value)?.call(value);
    if (!isObject(copy) || Object.getPrototypeOf(copy) !== Object.getPrototypeOf(value)) {
      throw new ValueProblem(`holds ${describeValue(value)} whose [cacheCopy]() gives none any more`, []);
    }
    return this.keep(value, copy);
  }

  protected child(_step: PathStep, value: unknown): unknown {
    return this.copy(value);
  }

  protected keep<T extends object>(original: object, copy: T): T {
    this.seen?.set(original, copy);
    return copy;
  }

  /** Puts copies in the place of the objects that a new object refers to. Its properties are its own, `__proto__` too. */
  private members(copy: object): object {
    const properties = copy as Properties;
    for (const name of Object.keys(properties)) {
      const member = properties[name];
      if (isObject(member)) properties[name] = this.child(name, member);
    }
    return copy;
  }

  private array(value: readonly unknown[]): object {
    if (hasNamedProperties(value) || isMostlyHoles(value)) return this.byName(value);
    // Keeps holes, and the engine's way to store the elements, such as numbers in place.
    const copy = this.keep(value, slice.call(value) as unknown[]);
    for (let index = 0; index < copy.length; index++) {
      const element = copy[index];
      if (isObject(element)) copy[index] = this.child(index, element);
    }
    return copy;
  }

  /** An array may be far longer than what it holds, and hold more than elements. */
  private byName(value: readonly unknown[]): object {
    const copy = this.keep(value, new Array<unknown>(value.length));
    for (const name of Object.keys(value)) {
      const step = isIndex(name) ? Number(name) : name;
      define(copy, name, this.child(step, (value as unknown as Properties)[name]), true);
    }
    return copy;
  }

  private map(value: ReadonlyMap<unknown, unknown>): object {
    const copy = this.keep(value, new Map<unknown, unknown>());
    for (const [key, element] of Map.prototype.entries.call(value) as MapIterator<[unknown, unknown]>) {
      copy.set(this.child(MAP_KEY, key), this.child(MAP_VALUE, element));
    }
    return copy;
  }

  private set(value: ReadonlySet<unknown>): object {
    const copy = this.keep(value, new Set());
    for (const element of Set.prototype.values.call(value) as SetIterator<unknown>) {
      copy.add(this.child(SET_ELEMENT, element));
    }
    return copy;
  }

  /** Views over one buffer stay views over one buffer. */
  private view(value: ArrayBufferView): object {
    if (Buffer.isBuffer(value)) return this.keep(value, this.buffer(value));
    const memory = this.copy(value.buffer) as ArrayBuffer;
    if (types.isDataView(value)) return this.keep(value, new DataView(memory, value.byteOffset, value.byteLength));
    const array = value as Uint8Array;
    const { constructor } = Object.getPrototypeOf(array) as Uint8Array;
    const View = constructor as new (buffer: ArrayBuffer, offset: number, length: number) => Uint8Array;
    return this.keep(value, new View(memory, array.byteOffset, array.length));
  }

  /** A stored Buffer's memory holds what it shows, and no more. */
  protected buffer(value: Buffer): Buffer {
    if (this.seen === undefined) return Buffer.from(value);
    return Buffer.from(this.copy(value.buffer) as ArrayBuffer, value.byteOffset, value.length);
  }

  private error(value: object): object {
    const copy = this.keep(value, blankError(value));
    for (const name of Object.getOwnPropertyNames(value)) {
      const property = errorProperty(value, name);
      if (property !== undefined) define(copy, name, this.child(name, property.value), property.enumerable);
    }
    return copy;
  }
}

/** A copy of a stored value in which no object occurs twice. */
export function copyTree(value: unknown): unknown {
  return treeWalk.copy(value);
}

/**
 * A copy of any stored value.
 *
 * @param known copies that are there already, by what they are of
 */
export function copyGraph(value: unknown, known = new Map<object, object>()): unknown {
  return new CopyWalk(known).copy(value);
}

/** It keeps nothing. */
const treeWalk = new CopyWalk();

export function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function define(target: object, name: string, value: unknown, enumerable: boolean): void {
  Object.defineProperty(target, name, { value, enumerable, writable: true, configurable: true });
}

/** A copy of a `Date`, as the language makes it: a program may have put something else under that name. */
export function copyDate(value: Date): Date {
  return new OwnDate(OwnDate.prototype.getTime.call(value));
}

function copyRegExp(value: RegExp): RegExp {
  // Read past what an instance may have put in their place.
  const source = Reflect.get(RegExp.prototype, "source", value);
  const copy = new RegExp(source, Reflect.get(RegExp.prototype, "flags", value));
  copy.lastIndex = value.lastIndex;
  return copy;
}
