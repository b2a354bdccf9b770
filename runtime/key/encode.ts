import { types } from "node:util";
import type { PathStep } from "../path.js";
import { describeValue, isPlainArray, isPlainDate, isPlainObject } from "../plain.js";
import { ValueProblem } from "../problem.js";

/** Deeper values are refused, long before the stack would overflow. */
export const MAX_DEPTH = 1000;

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
    if (cycle !== -1) return `r${cycle};`;
    if (this.ancestors.length === MAX_DEPTH) this.fail(`is nested more than ${MAX_DEPTH} levels deep`);
    // A proxy answers for another object, and may answer differently next time.
    if (types.isProxy(value)) this.refuse(value);

    this.ancestors.push(value);
    const text = this.encodeContents(value);
    this.ancestors.pop();
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
    let text = `a${array.length}:`;
    let present = 0;
    for (let index = 0; index < array.length; index++) {
      const property = Object.getOwnPropertyDescriptor(array, index);
      if (property === undefined) {
        text += "h";
        continue;
      }
      present++;
      text += this.encodeProperty(index, property);
    }
    // What remains beside "length" are named properties, such as the index and groups of a RegExp match.
    this.refuseSymbols(array);
    if (keys.length === present + 1) return text;
    const named = keys.slice(present).filter((key) => key !== "length");
    return `A${this.encodeProperties(array, named)}${text}`;
  }

  private encodeProperties(object: object, keys: string[]): string {
    let text = `${keys.length}:`;
    // Insertion order is no part of a key; sort() without a function compares code units.
    for (const key of keys.sort()) {
      const property = Object.getOwnPropertyDescriptor(object, key);
      if (property === undefined) return this.fail(`lost its property ${JSON.stringify(key)} while its key was read`);
      text += `${key.length}:${key}${this.encodeProperty(key, property)}`;
    }
    this.refuseSymbols(object);
    return text;
  }

  /** Asked for apart from the names, which is several times faster than asking for all keys at once. */
  private refuseSymbols(object: object): void {
    const [symbol] = Object.getOwnPropertySymbols(object);
    if (symbol !== undefined) this.fail(`has a property named by a symbol, ${String(symbol)}`);
  }

  private encodeProperty(key: string | number, property: PropertyDescriptor): string {
    this.steps.push(key);
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
