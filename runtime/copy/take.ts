import { types } from "node:util";
import { hasNamedProperties as hasNamedOfTyped, isDetached, isResizable } from "../binary.js";
import { isDisguised } from "../key/disguise.js";
import { LARGE_BYTES, masterOf } from "../memory/kept.js";
import type { PathStep } from "../path.js";
import { describeValue } from "../plain.js";
import { ValueProblem } from "../problem.js";
import { codecOf, copyMethodOf, Encoded } from "./codec.js";
import { errorProperty } from "./error-values.js";
import { kindOf, type Kind } from "./kind.js";
import { BufferMemory, unpooled } from "./memory.js";
import { hasNamedProperties, isIndex, isMostlyHoles } from "./properties.js";
import { isTemporal } from "./temporal.js";
import { CopyWalk, copyGraph } from "./walk.js";

const { getOwnPropertyDescriptor, getOwnPropertyNames, getOwnPropertySymbols } = Object;

/** Deeper values are refused, long before the stack would overflow. */
export const MAX_DEPTH = 1000;

const COPY_METHOD = Symbol("[cacheCopy]()");
const ENCODED = Symbol("encoded");

/** A private copy of a value, and what holds for all of it. */
export interface Taken {
  readonly value: unknown;
  /** Whether some object occurs in several places, or inside itself. */
  readonly shared: boolean;
  /** Whether it is made of nothing but plain objects, arrays and primitives, so that it can be frozen. */
  readonly freezable: boolean;
  /**
   * Whether it is made of these and dates, so that it can be given to a copier: what that takes for an array may be
   * anything, and `slice` of a Buffer is another view of its memory.
   */
  readonly shapely: boolean;
  /** Whether instances of classes that take part are in it: their code may fail to copy them later. */
  readonly hasInstances: boolean;
  /** What stands for its large blocks of memory, whose copies may be made ahead. */
  readonly masters: readonly SharedArrayBuffer[];
}

/**
 * Takes a private copy of a result, checking all of it: every kind of value that isn't copied exactly is refused.
 *
 * @throws {ValueProblem} naming the path of the first such value.
 */
export function take(value: unknown): Taken {
  const first = new TakeWalk(undefined);
  const taken = first.take(value);
  const buffers = first.buffersTogether();
  // Only now it is known whose memory is whose.
  return buffers === undefined ? taken : new TakeWalk(buffers).take(value);
}

/** Buffers that show the same bytes as something else in the value. */
interface Together {
  readonly memory: BufferMemory;
  /** Blocks that aren't shown by Buffers alone; these are kept whole. */
  readonly whole: ReadonlySet<ArrayBufferLike>;
}

/** Copies, and refuses what a copy would change. */
class TakeWalk extends CopyWalk {
  protected override readonly seen = new Map<object, object>();
  private readonly steps: PathStep[] = [];
  private readonly buffers: Buffer[] = [];
  private readonly together: Together | undefined;
  private readonly masters: SharedArrayBuffer[] = [];
  private shared = false;
  private freezable = true;
  private shapely = true;
  private hasInstances = false;

  constructor(together: Together | undefined) {
    super();
    this.together = together;
  }

  take(value: unknown): Taken {
    const taken = this.copy(value);
    const shared = this.shared || this.together !== undefined;
    const { freezable, shapely, hasInstances, masters } = this;
    return { value: taken, shared, freezable, shapely, hasInstances, masters };
  }

  /** What a second walk needs to know of the Buffers, if it takes one. */
  buffersTogether(): Together | undefined {
    if (this.buffers.length === 0) return undefined;
    const whole = new Set(this.buffers.map(({ buffer }) => buffer).filter((memory) => this.seen.has(memory)));
    const memory = new BufferMemory(this.buffers);
    return whole.size > 0 || memory.overlaps ? { memory, whole } : undefined;
  }

  override copy(value: unknown): unknown {
    if (typeof value !== "object" || value === null) return this.leaf(value);
    const known = this.seen.get(value);
    if (known === undefined) return this.fresh(value);
    if (known === UNDER_WAY) this.fail("refers to itself through its codec");
    this.shared = true;
    return known;
  }

  protected override leaf(value: unknown): unknown {
    if (typeof value === "function" || typeof value === "symbol") this.fail(`is ${describeValue(value)}`);
    return value;
  }

  protected override fresh(value: object): object {
    if (this.steps.length === MAX_DEPTH) this.fail(`is nested more than ${MAX_DEPTH} levels deep`);
    if (types.isProxy(value)) this.fail("is a Proxy");
    const kind = kindOf(value);
    if (kind === undefined) return this.instance(value);
    this.check(value, kind);
    return this.build(value, kind);
  }

  protected override child(step: PathStep, value: unknown): unknown {
    this.steps.push(step);
    const copy = this.copy(value);
    this.steps.pop();
    return copy;
  }

  protected override instance(value: object): object {
    this.freezable = this.shapely = false;
    this.hasInstances = true;
    const prototype = Object.getPrototypeOf(value) as object;
    const codec = codecOf(prototype);
    if (codec !== undefined) {
      this.seen.set(value, UNDER_WAY);
      const encoded = new Encoded(codec, prototype, this.child(ENCODED, codec.encode(value)));
      if (encoded.decode(copyGraph(encoded.data)) === undefined) this.fail("is not what its codec decodes");
      return this.keep(value, encoded);
    }
    const method = copyMethodOf(value);
    if (method === undefined) this.fail(`is ${describeValue(value)}`);
    const copy = method.call(value);
    this.steps.push(COPY_METHOD);
    if (typeof copy !== "object" || copy === null || Object.getPrototypeOf(copy) !== prototype) {
      this.fail("is no instance of the same class");
    }
    this.steps.pop();
    return this.keep(value, copy);
  }

  protected override buffer(value: Buffer): Buffer {
    this.buffers.push(value);
    if (this.together?.whole.has(value.buffer) === true) {
      return Buffer.from(this.copy(value.buffer) as ArrayBuffer, value.byteOffset, value.byteLength);
    }
    if (this.together !== undefined) return this.together.memory.copyOf(value);
    return value.byteLength < LARGE_BYTES ? unpooled(value) : Buffer.from(this.master(value));
  }

  protected override memory(value: ArrayBuffer): object {
    return value.byteLength < LARGE_BYTES ? super.memory(value) : this.master(value);
  }

  private master(source: ArrayBuffer | Buffer): SharedArrayBuffer {
    const master = masterOf(source);
    this.masters.push(master);
    return master;
  }

  private check(value: object, kind: Kind): void {
    const symbols = getOwnPropertySymbols(value);
    if (symbols.length > 0) this.fail(`has a property named by a symbol, ${String(symbols[0])}`);
    if (kind === "object" || kind === "bare") this.checkObject(value);
    else if (kind === "array") this.checkArray(value as unknown[]);
    else {
      this.freezable = false;
      this.shapely &&= kind === "date";
      if (kind === "error") this.checkError(value);
      else if (kind === "view" || kind === "memory") this.checkBinary(value as ArrayBuffer | ArrayBufferView);
      else this.checkWithout(value, kind);
    }
  }

  private checkObject(value: object): void {
    const names = getOwnPropertyNames(value);
    // Cheaper than it looks: a disguised one with properties of its own that all look right is nobody's accident.
    if ((names.length === 0 || ArrayBuffer.isView(value)) && isDisguised(value)) {
      this.fail("is a built-in object with a prototype that isn't its own");
    }
    for (const name of names) this.checkProperty(name, getOwnPropertyDescriptor(value, name));
  }

  private checkArray(value: readonly unknown[]): void {
    if (hasNamedProperties(value) || isMostlyHoles(value)) {
      for (const name of getOwnPropertyNames(value)) {
        if (name === "length") continue;
        this.checkProperty(isIndex(name) ? Number(name) : name, getOwnPropertyDescriptor(value, name));
      }
      return;
    }
    for (let index = 0; index < value.length; index++) {
      const property = getOwnPropertyDescriptor(value, index);
      if (property !== undefined) this.checkProperty(index, property);
    }
  }

  /** Refuses a property that a copy by enumeration would lose or change. */
  private checkProperty(step: PathStep, property: PropertyDescriptor | undefined): void {
    if (property?.enumerable !== true) this.failAt(step, "is a non-enumerable property");
    if (property.get !== undefined || property.set !== undefined) this.failAt(step, "is a getter or setter");
    const { value } = property as { value: unknown };
    if (typeof value === "function" || typeof value === "symbol") this.failAt(step, `is ${describeValue(value)}`);
  }

  private checkError(value: object): void {
    for (const name of getOwnPropertyNames(value)) {
      if (errorProperty(value, name) === undefined) this.failAt(name, "is a getter or setter");
    }
  }

  private checkBinary(value: ArrayBuffer | ArrayBufferView): void {
    if (isResizable(value)) this.fail("is memory that may change its size");
    if (isDetached(value)) this.fail("is memory that was given away");
    if (!types.isTypedArray(value)) this.checkWithout(value, types.isDataView(value) ? "DataView" : "ArrayBuffer");
    else if (hasNamedOfTyped(value)) this.fail("is a typed array with properties of its own");
  }

  /** Refuses what a copy made from the value's inside would lose. */
  private checkWithout(value: object, kind: string): void {
    const own = kind === "regexp" ? 1 : 0;
    if (getOwnPropertyNames(value).length > own)
      this.fail(`is ${NAMES[kind] ?? `a ${kind}`} with properties of its own`);
    if (kind === "temporal" && !isTemporal(value)) this.fail(`is ${describeValue(value)}`);
    if (kind === "regexp" && typeof (value as RegExp).lastIndex !== "number") {
      this.fail("is a RegExp whose lastIndex is no number");
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

/** Stands for an instance that is being encoded. */
const UNDER_WAY = {};

const NAMES: Readonly<Record<string, string>> = {
  ArrayBuffer: "an ArrayBuffer",
  date: "a Date",
  map: "a Map",
  set: "a Set",
  regexp: "a RegExp",
  url: "a URL",
  temporal: "a Temporal value",
};
