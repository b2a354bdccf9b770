import { types } from "node:util";
import { hasNamedProperties, binaryKindOf, bufferOf, bytesIn, isDetached, isResizable } from "../binary.js";
import type { PathStep } from "../path.js";
import { describeValue, isIntrinsic, isPlainArray, isPlainDate, isPlainObject } from "../plain.js";
import { ValueProblem } from "../problem.js";
import { countRoughly, isTemplate, type Template } from "./arrays.js";
import { keyMethodOf } from "./keyed.js";
import { isOwnPart, LONGEST_TEXT, MARK, NOT_ONE, singlePart, type Contents, type KeyPart } from "./part.js";
import { shapeOf } from "./shape.js";
import { textOf } from "./texts.js";
import { isDisguised } from "./disguise.js";

const { getOwnPropertyDescriptor, getOwnPropertyNames, getOwnPropertySymbols, getPrototypeOf } = Object;

/** Deeper values are refused, long before the stack would overflow. */
export const MAX_DEPTH = 1000;

/** The most objects that one argument unfolds into. */
export const MAX_OBJECTS = 2 ** 20;

/** The most elements that an array holds: listing the indexes of more takes seconds, and of many more it fails. */
const MAX_ELEMENTS = 2 ** 22;

const MAP_KEY = Symbol("key");
const MAP_VALUE = Symbol("value");
const SET_ELEMENT = Symbol("element");
const KEY_METHOD = Symbol("[cacheKey]()");

/** Made beforehand: a marker for each short length. */
const ARRAY_MARKS = Array.from({ length: 64 }, (_, length) => MARK.array + String(length));

/**
 * Takes a value apart into the parts of a key. Equal parts mean values that a function can't tell apart, but for the
 * order of properties and the identity of repeated references, which keys ignore. No sequence of parts is the
 * beginning of another, so that the parts of several values in a row never run together.
 *
 * Where the parts go is up to the subclass: into a tree, or into bytes.
 */
export abstract class Walk {
  /** The objects that enclose the value at hand, for cycles. */
  protected readonly ancestors: object[];
  /** How the value at hand is reached, for the message of an error. */
  protected readonly steps: PathStep[];
  /** Whether the elements of arrays are asked whether they are accessors; see `FunctionCache.verify`. */
  protected strict: boolean;
  /** How many references led back to an object around them. */
  protected cycles = 0;
  protected objects = 0;

  constructor(strict: boolean, ancestors: object[] = [], steps: PathStep[] = []) {
    this.strict = strict;
    this.ancestors = ancestors;
    this.steps = steps;
  }

  protected abstract readonly contents: Contents;

  protected abstract part(part: KeyPart): void;

  /** Whether a value of so many members is better kept in one part. */
  protected abstract isLarge(members: number): boolean;

  /** Keeps a value in one part. */
  protected abstract whole(value: object): void;

  /** Takes any value apart. */
  visit(value: unknown): void {
    const part = singlePart(value, this.contents);
    if (part !== NOT_ONE) this.part(part);
    else if (typeof value === "object" && value !== null) this.composite(value);
    else this.refuse(value);
  }

  protected composite(value: object): void {
    const { ancestors } = this;
    if (ancestors.length > 0) {
      const cycle = ancestors.indexOf(value);
      if (cycle !== -1) {
        this.cycles++;
        // Counted in levels up, so that what refers only to itself reads the same wherever it stands.
        this.part(MARK.cycle + String(ancestors.length - cycle));
        return;
      }
      if (ancestors.length === MAX_DEPTH) this.fail(`is nested more than ${MAX_DEPTH} levels deep`);
      // References are followed as often as they are met: a few objects may unfold into any number.
      if (++this.objects > MAX_OBJECTS) this.fail(`comes behind more than ${MAX_OBJECTS} other objects`);
    }
    // A proxy answers for another object, and may answer differently next time.
    if (types.isProxy(value)) this.refuse(value);
    if (this.strict && isDisguised(value)) this.fail("is a built-in object with a prototype that isn't its own");
    ancestors.push(value);
    this.members(value);
    ancestors.pop();
  }

  private members(value: object): void {
    const prototype = getPrototypeOf(value) as object | null;
    if (prototype === Object.prototype) this.object(value, false);
    else if (prototype === null) this.object(value, true);
    else if (isPlainArray(value)) this.array(value);
    else if (isPlainObject(value)) this.object(value, false);
    else this.other(value, prototype);
  }

  /** Whether only the elements of a value have to be read, when nobody looks at more of it. */
  protected isList(value: unknown): value is unknown[] {
    if (!Array.isArray(value) || types.isProxy(value) || !isPlainArray(value)) return false;
    if (this.isLarge(value.length)) return false;
    for (let index = 0; index < value.length; index++) {
      // `map`, `filter` and others pass over a hole, and not over undefined.
      if (value[index] === undefined && !Object.hasOwn(value, index)) return false;
    }
    return true;
  }

  /** The elements of an array without holes. */
  protected elements(value: readonly unknown[]): void {
    this.ancestors.push(value);
    this.dense(value);
    this.ancestors.pop();
  }

  private object(value: object, bare: boolean): void {
    const names = getOwnPropertyNames(value);
    if (this.isLarge(names.length)) this.whole(value);
    else this.properties(value, names, bare);
  }

  private properties(value: object, listed: readonly string[], bare: boolean): void {
    this.refuseSymbols(value);
    const shape = shapeOf(listed) ?? this.fail("is too large for a key");
    this.marker(bare ? shape.bare : shape.plain);
    for (const name of shape.names) {
      const property = getOwnPropertyDescriptor(value, name);
      // Straight through for what most properties are; an accessor has no value.
      if (property?.enumerable === true && isOwnPart(property.value)) this.part(property.value);
      else this.property(name, property);
    }
  }

  private property(name: string | number, property: PropertyDescriptor | undefined): void {
    this.steps.push(name);
    if (property === undefined) this.fail("went away while the key was read");
    if (property.enumerable !== true) this.fail("is a non-enumerable property");
    if (property.get !== undefined || property.set !== undefined) this.fail("is a getter or setter");
    this.visit(property.value);
    this.steps.pop();
  }

  private array(value: readonly unknown[]): void {
    const { length } = value;
    if (this.isLarge(length)) {
      this.whole(value);
      return;
    }
    if (length > MAX_ELEMENTS && countRoughly(value) > MAX_ELEMENTS) this.fail("is too large for a key");
    const names = getOwnPropertyNames(value);
    this.refuseSymbols(value);
    // Indexes come first among the names; "length" and named properties, such as those of a RegExp match, follow.
    if (names.length === length + 1 && names[length] === "length") this.dense(value);
    else if (isTemplate(value, names)) this.template(value);
    else this.sparse(value, names);
  }

  /** What a template hands to its tag: the strings, and how they are written. */
  private template(value: Template): void {
    this.part(MARK.template + String(value.length));
    for (let index = 0; index < value.length; index++) this.property(index, getOwnPropertyDescriptor(value, index));
    this.element("raw", value.raw);
  }

  private dense(value: readonly unknown[]): void {
    const { length } = value;
    this.part(ARRAY_MARKS[length] ?? MARK.array + String(length));
    for (let index = 0; index < length; index++) {
      const property = this.strict ? getOwnPropertyDescriptor(value, index) : undefined;
      if (property === undefined) this.element(index, value[index]);
      else this.property(index, property);
    }
  }

  /** An array with holes, or with named properties. Only what it holds leaves a trace: it may be far longer. */
  private sparse(value: readonly unknown[], names: readonly string[]): void {
    const end = names.indexOf("length");
    this.part(MARK.sparse + String(value.length));
    this.part(end);
    for (const name of names.slice(0, end)) {
      this.part(Number(name));
      this.property(Number(name), getOwnPropertyDescriptor(value, name));
    }
    this.properties(value, names.slice(end + 1), false);
  }

  private element(step: PathStep, value: unknown): void {
    if (isOwnPart(value)) {
      this.part(value);
      return;
    }
    this.steps.push(step);
    this.visit(value);
    this.steps.pop();
  }

  private other(value: object, prototype: object | null): void {
    const kind = binaryKindOf(value);
    if (kind !== undefined) this.binary(kind, value as ArrayBuffer | ArrayBufferView);
    else if (types.isMap(value) && isIntrinsic(prototype, Map.prototype, "Map")) this.map(value);
    else if (types.isSet(value) && isIntrinsic(prototype, Set.prototype, "Set")) this.set(value);
    else if (isPlainDate(value)) {
      this.refuseProperties(value, "a Date");
      this.part(MARK.date + String(Date.prototype.getTime.call(value)));
    } else {
      const text = textOf(value, prototype);
      if (text === undefined) this.keyed(value, prototype);
      else {
        this.refuseProperties(value, text.kind, text.ownNames);
        this.marker(text.marker);
      }
    }
  }

  private map(value: ReadonlyMap<unknown, unknown>): void {
    this.refuseProperties(value, "a Map");
    const size = sizeOf(Map.prototype, value);
    if (this.isLarge(2 * size)) {
      this.whole(value);
      return;
    }
    this.part(MARK.map + String(size));
    for (const [key, element] of Map.prototype.entries.call(value)) {
      this.element(MAP_KEY, key);
      this.element(MAP_VALUE, element);
    }
  }

  private set(value: ReadonlySet<unknown>): void {
    this.refuseProperties(value, "a Set");
    const size = sizeOf(Set.prototype, value);
    if (this.isLarge(size)) {
      this.whole(value);
      return;
    }
    this.part(MARK.set + String(size));
    for (const element of Set.prototype.values.call(value)) this.element(SET_ELEMENT, element);
  }

  private binary(kind: string, value: ArrayBuffer | ArrayBufferView): void {
    if (isDetached(value)) this.fail("is memory that was transferred");
    if (types.isSharedArrayBuffer(bufferOf(value))) this.fail("is memory that other threads may change");
    if (isResizable(value)) this.fail("is memory that may change its size");
    if (types.isTypedArray(value)) {
      this.refuseSymbols(value);
      if (hasNamedProperties(value)) this.fail("is a typed array with properties of its own");
    } else this.refuseProperties(value, `a${kind === "ArrayBuffer" ? "n" : ""} ${kind}`);
    this.part(this.contents.of(kind, bytesIn(value)));
  }

  /** An instance of a class that takes part: what its `[cacheKey]()` returns, beside the class itself. */
  private keyed(value: object, prototype: object | null): void {
    const method = prototype === null ? undefined : keyMethodOf(value, prototype);
    if (prototype === null || method === undefined) return this.refuse(value);
    const key = method.call(value);
    // As a circle it would be the same for every instance.
    if (key === value) this.fail("is its own [cacheKey]()");
    this.part(MARK.keyed);
    this.part(prototype);
    this.steps.push(KEY_METHOD);
    this.visit(key);
    this.steps.pop();
  }

  /** A part of any length: a `Map` would have all long strings of one length in one place. */
  private marker(marker: string): void {
    this.part(marker.length > LONGEST_TEXT ? this.contents.of("marker", marker) : marker);
  }

  private refuseProperties(value: object, kind: string, ownNames = 0): void {
    this.refuseSymbols(value);
    if (getOwnPropertyNames(value).length !== ownNames) this.fail(`is ${kind} with properties of its own`);
  }

  /** Asked for apart from the names, which is several times faster than asking for all keys at once. */
  private refuseSymbols(value: object): void {
    const symbols = getOwnPropertySymbols(value);
    if (symbols.length > 0) this.fail(`has a property named by a symbol, ${String(symbols[0])}`);
  }

  private refuse(value: unknown): never {
    return this.fail(`is ${describeValue(value)}`);
  }

  protected fail(reason: string): never {
    throw new ValueProblem(reason, this.steps);
  }
}

/** Past what an instance may have put in its place. */
function sizeOf(prototype: object, value: object): number {
  return Number(Reflect.get(prototype, "size", value));
}
