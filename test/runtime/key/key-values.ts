import fc from "fast-check";
import { types } from "node:util";
import { isHeld, KEYED } from "./key-classes.js";
import { isObject } from "./key-oracle.js";

/** Texts that look like what an encoder writes, names that objects inherit, and halves of a pair of surrogates. */
const CONFUSING_TEXTS = [
  ...[
    "",
    "\0",
    "\0-0",
    "\0s",
    "\0s\0",
    "\0a0:",
    "\0o0:",
    "\0d0;",
    "\0a0",
    "\0o",
    "\0o1:a",
    "\0m0",
    "\0-",
    "\0N",
    "\0.",
  ],
  ...["s1:a", "s0:", "n0;", "n-0;", "n1;", "i1;", "a0:", "a1:", "o0:", "O0:", "o1:1:a", "A1:", "r0;", "d0;"],
  ...["t", "f", "u", "l", "h", "0", "-0", "1", "1n", "true", "null", "undefined", "NaN", "a,b", "a", "b", "a:b"],
  ...["__proto__", "constructor", "toString", "length", "\ud800", "\udc00", "\ud800\udc00"],
];

const confusingText = fc.oneof(
  fc.constantFrom(...CONFUSING_TEXTS),
  fc.string({ unit: fc.constantFrom("s", "a", "o", "1", "2", ":", ";", "\0", "\ud800", "\udc00"), maxLength: 6 }),
  fc.string({ unit: "binary", maxLength: 5 }),
);

const VIEWS = [
  ...[Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array],
  ...[Float64Array, BigInt64Array, BigUint64Array, DataView],
];

export const BINARY_KINDS = ["ArrayBuffer", "Buffer", ...VIEWS.map((View) => View.name)];

type MakeView = new (memory: ArrayBuffer, offset: number, length: number) => object;

/** Binary data of a kind that show `bytes`, from `offset` in a memory of their own. */
export function binaryOf(kind: string, bytes: Uint8Array, offset = 0): object {
  const memory = new Uint8Array(offset + bytes.length + 8).fill(0xee);
  memory.set(bytes, offset);
  if (kind === "ArrayBuffer") return memory.buffer.slice(offset, offset + bytes.length);
  if (kind === "Buffer") return Buffer.from(memory.buffer, offset, bytes.length);
  const View = VIEWS.find(({ name }) => name === kind) ?? Uint8Array;
  const unit = "BYTES_PER_ELEMENT" in View ? View.BYTES_PER_ELEMENT : 1;
  return new (View as MakeView)(memory.buffer, offset, bytes.length / unit);
}

const binary = fc
  .tuple(
    fc.constantFrom(...BINARY_KINDS),
    fc.constantFrom([], [0, 0, 0, 0, 0, 0, 0, 0], [1, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0xf0, 0x3f]),
    fc.constantFrom(0, 8),
  )
  .map(([kind, bytes, offset]) => binaryOf(kind, Uint8Array.from(bytes), offset));

const regExp = fc
  .tuple(
    fc.constantFrom("a", "/", "1/a", "(?:)", "\\0", "g/0/a"),
    fc.constantFrom("", "g", "i", "gi", "v"),
    fc.constantFrom(0, -0, 1, -1, 0.5, NaN),
  )
  .map(([source, flags, lastIndex]) => Object.assign(new RegExp(source, flags), { lastIndex }));

const url = fc
  .constantFrom("http://a/", "http://a/?", "http://a/#", "http://a/b", "http://user@a/", "a:b", "data:,x")
  .map((href) => new URL(href));

/** Values that aren't taken apart further. */
export const leaf: fc.Arbitrary<unknown> = fc.oneof(
  confusingText,
  fc.constantFrom(0, -0, 1, -1, 0.5, 1e21, 1e-7, NaN, Infinity, -Infinity, 2 ** 53),
  fc.double(),
  fc.constantFrom(0n, 1n, -1n, 128n, 2n ** 64n, 2n ** 70n),
  fc.constantFrom(true, false, null, undefined),
  fc.constantFrom(0, 1, -1, NaN).map((time) => new Date(time)),
  regExp,
  url,
  binary,
);

const HOLE = Symbol("hole");

/** Stands in a value for what encloses it, until {@link tied}. */
class Up {
  readonly levels: number;

  constructor(levels: number) {
    this.levels = levels;
  }
}

const untied: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { weight: 4, arbitrary: leaf },
    ...["array", "object", "map", "set", "keyed", "twice"].map((name) => ({ weight: 1, arbitrary: tie(name) })),
    { weight: 1, arbitrary: fc.nat({ max: 3 }).map((levels) => new Up(levels)) },
  ),
  array: fc
    .tuple(
      fc.array(fc.oneof({ weight: 6, arbitrary: tie("value") }, fc.constant(HOLE)), { maxLength: 3 }),
      fc.boolean(),
    )
    .map(([elements, named]) => withHoles(elements, named)),
  object: fc
    .tuple(
      fc.uniqueArray(fc.tuple(confusingText, tie("value")), { selector: ([name]) => name, maxLength: 3 }),
      fc.boolean(),
    )
    .map(([properties, bare]) => objectOf(properties, bare)),
  map: fc.array(fc.tuple(tie("value"), tie("value")), { maxLength: 3 }).map((entries) => new Map(entries)),
  set: fc.array(tie("value"), { maxLength: 3 }).map((elements) => new Set(elements)),
  keyed: fc.tuple(fc.constantFrom(...KEYED), tie("value")).map(([Class, held]) => new Class(held)),
  // One object at two places.
  twice: tie("value").map((value) => [value, value]),
})).value;

/** Nested data of every type that a key takes, drawn from few leaves so that equal values meet. */
export const keyValue: fc.Arbitrary<unknown> = untied.map((value) => tied(value, []));

/** Leads each {@link Up} back to what encloses it. */
function tied(value: unknown, around: readonly object[]): unknown {
  if (value instanceof Up) return around[value.levels % Math.max(around.length, 1)] ?? null;
  if (!isObject(value) || around.includes(value) || !isTaken(value)) return value;
  const inside = [value, ...around];
  const tie = (member: unknown): unknown => tied(member, inside);
  if (types.isMap(value)) {
    const entries = [...value];
    value.clear();
    for (const [key, element] of entries) value.set(tie(key), tie(element));
  } else if (types.isSet(value)) {
    const elements = [...value];
    value.clear();
    for (const element of elements) value.add(tie(element));
  } else if (isHeld(value)) {
    const held = tie(value.held);
    // What is its own key is refused.
    value.held = held === value ? null : held;
  } else {
    for (const name of Object.keys(value)) {
      Object.defineProperty(value, name, { value: tie(Reflect.get(value, name)) });
    }
  }
  return value;
}

/** Whether a value holds others. */
function isTaken(value: object): boolean {
  const isPlain = [Array.prototype, Object.prototype, null].includes(Object.getPrototypeOf(value) as never);
  return isPlain || types.isMap(value) || types.isSet(value) || isHeld(value);
}

function withHoles(elements: readonly unknown[], named: boolean): unknown[] {
  const array = new Array<unknown>(elements.length);
  elements.forEach((element, index) => {
    if (element !== HOLE) array[index] = element;
  });
  // As in the result of a RegExp match.
  return named && elements.length > 1 ? Object.assign(array, { index: elements.length }) : array;
}

/** An object with these properties in this order, `__proto__` among them as a name like any other. */
export function objectOf(properties: readonly (readonly [string, unknown])[], bare = false): object {
  const object = (bare ? Object.create(null) : {}) as object;
  for (const [name, value] of properties) {
    Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true });
  }
  return object;
}
