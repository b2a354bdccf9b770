import { types } from "node:util";
import { bufferOf } from "../binary.js";
import { errorProperty } from "./error-values.js";
import { kindOf } from "./kind.js";
import { isMostlyHoles } from "./properties.js";
import { isObject } from "./walk.js";

/** Bytes, as V8 lays values out on a 64-bit machine. */
const WORD = 8;
const HEADER = 3 * WORD;
const ELEMENTS = 2 * WORD;
const NUMBER = 2 * WORD;
const TEXT = 2 * WORD;
const DATE = 13 * WORD;
/** With what the engine keeps of its memory outside of the heap. */
const MEMORY = 24 * WORD;
const VIEW = 14 * WORD;
const REGEXP = 16 * WORD;
const URL_PARTS = 24 * WORD;
const ERROR = 24 * WORD;
const ENTRY_OF_MAP = 3;
const ENTRY_OF_SET = 2;

/** Objects with more properties than this have names of their own, the others share what is kept of their names. */
const DICTIONARY = 128;
/** What the engine keeps for each: a description, and the step from the object without it to the one with it. */
const OWN_NAME = 13 * WORD;
/** Texts up to here are mostly kept once by the engine, however often they occur. */
const SHORT_TEXT = 10;
const SMALL = 2 ** 31;

/**
 * About how many bytes a stored value takes in memory: strings by one or two bytes a character, objects that occur
 * several times and memory behind several views once. What is known of the engine's layout is counted, not what it sets
 * aside; expect the truth within half as much again.
 */
export function sizeOf(value: unknown): number {
  return new SizeWalk().measure(value);
}

class SizeWalk {
  private readonly seen = new Set<object>();
  private readonly texts = new Set<string>();

  /** What a value takes beside the word that refers to it. */
  measure(value: unknown): number {
    switch (typeof value) {
      case "string":
        return this.text(value);
      case "number":
        return Number.isInteger(value) && Math.abs(value) < SMALL && !Object.is(value, -0) ? 0 : NUMBER;
      case "bigint":
        return TEXT + Math.ceil(value.toString(16).length / 16) * WORD;
      default:
        return isObject(value) && !this.seen.has(value) ? this.object(value) : 0;
    }
  }

  private text(text: string): number {
    if (text.length <= SHORT_TEXT) {
      if (this.texts.has(text)) return 0;
      this.texts.add(text);
    }
    return TEXT + words(text.length * (isWide(text) ? 2 : 1));
  }

  private object(value: object): number {
    this.seen.add(value);
    switch (kindOf(value)) {
      case "array":
        return this.array(value as unknown[]);
      case "map":
        return this.map(value as Map<unknown, unknown>);
      case "set":
        return this.set(value as Set<unknown>);
      case "date":
        return DATE;
      case "memory":
        return MEMORY + words((value as ArrayBuffer).byteLength);
      case "view":
        return VIEW + this.measure(bufferOf(value as ArrayBufferView));
      case "regexp":
        return REGEXP + this.text((value as RegExp).source);
      case "url":
        return URL_PARTS + 2 * this.text((value as URL).href);
      case "error":
        return ERROR + this.error(value);
      default:
        // Stands for a large block of memory.
        return types.isSharedArrayBuffer(value) ? MEMORY + words(value.byteLength) : this.properties(value);
    }
  }

  private properties(value: object): number {
    const names = Object.keys(value);
    let total = HEADER + names.length * WORD;
    if (names.length > DICTIONARY) {
      total += names.length * OWN_NAME;
      for (const name of names) total += this.text(name);
    }
    for (const name of names) total += this.measure((value as Record<string, unknown>)[name]);
    return total;
  }

  private array(value: readonly unknown[]): number {
    // There may be far more holes than elements.
    const isSparse = isMostlyHoles(value);
    const elements = isSparse ? Object.values(value) : value;
    let inner = 0;
    let fractions = 0;
    let numbers = 0;
    for (const element of elements) {
      if (typeof element === "number") {
        numbers++;
        fractions += this.measure(element);
      } else inner += this.measure(element);
    }
    // An array of nothing but numbers has them in place.
    const inPlace = numbers === elements.length ? 0 : fractions;
    const slots = isSparse ? ENTRY_OF_MAP * powerOfTwo(1.5 * elements.length) : value.length;
    return HEADER + WORD + ELEMENTS + slots * WORD + inPlace + inner;
  }

  private map(value: ReadonlyMap<unknown, unknown>): number {
    let total = table(value.size, ENTRY_OF_MAP);
    for (const [key, element] of value) total += this.measure(key) + this.measure(element);
    return total;
  }

  private set(value: ReadonlySet<unknown>): number {
    let total = table(value.size, ENTRY_OF_SET);
    for (const element of value) total += this.measure(element);
    return total;
  }

  private error(value: object): number {
    let total = 0;
    for (const name of Object.getOwnPropertyNames(value)) total += this.measure(errorProperty(value, name)?.value);
    return total;
  }
}

/** A hash table that keeps its order: entries of so many words, and half as many buckets. */
function table(size: number, entry: number): number {
  const capacity = powerOfTwo(Math.max(size, 4));
  return HEADER + WORD + ELEMENTS + (3 + capacity / 2 + capacity * entry) * WORD;
}

function powerOfTwo(least: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(least, 1)));
}

/** Bytes, rounded up to whole words. */
function words(bytes: number): number {
  return Math.ceil(bytes / WORD) * WORD;
}

/** Whether a text has characters that don't fit into a byte. */
function isWide(text: string): boolean {
  // eslint-disable-next-line no-control-regex -- the characters of one byte are these
  return /[^\u0000-\u00ff]/.test(text);
}
