import { types } from "node:util";
import type { PathStep } from "../path.js";
import { describeValue, isPlainArray, isPlainDate, isPlainObject } from "../plain.js";
import { ValueProblem } from "../problem.js";

/** Deeper values are refused, long before the stack would overflow. */
export const MAX_DEPTH = 1000;

/** The longest text of an object, in UTF-16 units. */
const MAX_LENGTH = 2 ** 27;

/**
 * From here on texts are kept: references are followed as often as they are met, and a value of few objects may unfold
 * into any number. Smaller values are faster without.
 */
const MANY_OBJECTS = 1000;

/**
 * An injective, self-delimiting text for an object: equal texts mean values that a function can't tell apart, but for
 * the identity of repeated references, which keys ignore. Starts with U+0000, so it meets no real string in a `Map`.
 *
 * @throws {ValueProblem} naming the path of the first value without an exact key.
 */
export function encodeObject(value: unknown): string {
  return "\0" + new Encoder().encode(value);
}

class Encoder {
  /** The objects that enclose the value at hand, for cycles and for the path of an error. */
  private readonly ancestors: object[] = [];
  private readonly steps: PathStep[] = [];
  private objects = 0;
  private texts: Map<object, string> | undefined = undefined;
  /** The place among the ancestors of the outermost object that the value at hand refers back to. */
  private outermostCycle = Infinity;

  encode(value: unknown): string {
    switch (typeof value) {
      case "string":
        return `s${value.length}:${value}`;
      case "number":
        return Object.is(value, -0) ? "n-0;" : `n${value};`;
      case "bigint":
        return `i${value};`;
      case "boolean":
        return value ? "t" : "f";
      case "undefined":
        return "u";
      case "object":
        return value === null ? "l" : this.encodeReference(value);
      default:
        return this.refuse(value);
    }
  }

  private encodeReference(value: object): string {
    const cycle = this.ancestors.indexOf(value);
    if (cycle !== -1) {
      this.outermostCycle = Math.min(this.outermostCycle, cycle);
      return `r${cycle};`;
    }
    const known = this.texts?.get(value);
    if (known !== undefined) return known;
    const depth = this.ancestors.length;
    if (depth === MAX_DEPTH) this.fail(`is nested more than ${MAX_DEPTH} levels deep`);
    // A proxy answers for another object, and may answer differently next time.
    if (types.isProxy(value)) this.refuse(value);

    const { outermostCycle } = this;
    this.outermostCycle = Infinity;
    this.ancestors.push(value);
    const text = this.encodeContents(value);
    this.ancestors.pop();
    if (text.length > MAX_LENGTH) this.fail("is too large for a key");
    if (++this.objects === MANY_OBJECTS) this.texts = new Map();
    // A text that names an ancestor holds only here.
    if (this.outermostCycle >= depth) this.texts?.set(value, text);
    this.outermostCycle = Math.min(outermostCycle, this.outermostCycle);
    return text;
  }

  private encodeContents(value: object): string {
    if (isPlainArray(value)) return this.encodeArray(value);
    if (isPlainDate(value)) {
      if (Reflect.ownKeys(value).length > 0) this.fail("is a Date with properties of its own");
      return `d${Date.prototype.getTime.call(value)};`;
    }
    if (isPlainObject(value)) {
      const mark = Object.getPrototypeOf(value) === null ? "O" : "o";
      return mark + this.encodeProperties(value, Object.getOwnPropertyNames(value));
    }
    return this.refuse(value);
  }

  private encodeArray(array: readonly unknown[]): string {
    const keys = Object.getOwnPropertyNames(array);
    // Elements come first among the names; "length" and named properties, such as those of a RegExp match, follow.
    const end = keys.findIndex((key) => !isIndex(key));
    const isSparse = end < array.length;
    let text = `${isSparse ? "h" : "a"}${array.length}:`;
    if (isSparse) text += `${end}:`;
    for (let position = 0; position < end; position++) {
      const index = isSparse ? Number(keys[position]) : position;
      // Holes leave no trace but their neighbours' indexes: an array may be far longer than what it holds.
      if (isSparse) text += `${index}:`;
      text += this.encodeProperty(index, Object.getOwnPropertyDescriptor(array, index));
    }
    this.refuseSymbols(array);
    if (keys.length === end + 1) return text;
    const named = keys.slice(end).filter((key) => key !== "length");
    return `A${this.encodeProperties(array, named)}${text}`;
  }

  private encodeProperties(object: object, keys: string[]): string {
    let text = `${keys.length}:`;
    // Insertion order is no part of a key; sort() without a function compares code units.
    for (const key of keys.sort()) {
      text += `${key.length}:${key}${this.encodeProperty(key, Object.getOwnPropertyDescriptor(object, key))}`;
    }
    this.refuseSymbols(object);
    return text;
  }

  /** Asked for apart from the names, which is several times faster than asking for all keys at once. */
  private refuseSymbols(object: object): void {
    const [symbol] = Object.getOwnPropertySymbols(object);
    if (symbol !== undefined) this.fail(`has a property named by a symbol, ${String(symbol)}`);
  }

  private encodeProperty(key: string | number, property: PropertyDescriptor | undefined): string {
    this.steps.push(key);
    if (property === undefined) this.fail("went away while the key was read");
    if (property.get !== undefined || property.set !== undefined) this.fail("is a getter or setter");
    if (property.enumerable !== true) this.fail("is a non-enumerable property");
    const text = this.encode(property.value);
    this.steps.pop();
    return text;
  }

  private refuse(value: unknown): never {
    return this.fail(`is ${describeValue(value)}`);
  }

  private fail(reason: string): never {
    throw new ValueProblem(reason, this.steps);
  }
}

function isIndex(key: string): boolean {
  return String(Number(key) >>> 0) === key && key !== "4294967295";
}
