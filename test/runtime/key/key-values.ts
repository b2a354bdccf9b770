import fc from "fast-check";
import { types } from "node:util";

/** Texts that look like what an encoder writes, names that objects inherit, and halves of a pair of surrogates. */
const CONFUSING_TEXTS = [
  ...["", "\0", "\0-0", "\0s", "\0s\0", "\0a0:", "\0o0:", "\0d0;"],
  ...["s1:a", "s0:", "n0;", "n-0;", "n1;", "i1;", "a0:", "a1:", "o0:", "O0:", "o1:1:a", "A1:", "r0;", "d0;"],
  ...["t", "f", "u", "l", "h", "0", "-0", "1", "1n", "true", "null", "undefined", "NaN", "a,b", "a", "b"],
  ...["__proto__", "constructor", "toString", "length", "\ud800", "\udc00", "\ud800\udc00"],
];

const confusingText = fc.oneof(
  fc.constantFrom(...CONFUSING_TEXTS),
  fc.string({ unit: fc.constantFrom("s", "a", "o", "1", "2", ":", ";", "\0", "\ud800", "\udc00"), maxLength: 6 }),
  fc.string({ unit: "binary", maxLength: 5 }),
);

const leaf: fc.Arbitrary<unknown> = fc.oneof(
  confusingText,
  fc.constantFrom(0, -0, 1, -1, 0.5, 1e21, 1e-7, NaN, Infinity, -Infinity, 2 ** 53),
  fc.double(),
  fc.constantFrom(0n, 1n, -1n, 2n ** 70n),
  fc.constantFrom(true, false, null, undefined),
  fc.constantFrom(0, 1, -1, NaN).map((time) => new Date(time)),
);

const HOLE = Symbol("hole");

/** Nested data of every type that a key takes, drawn from few leaves so that equal values meet. */
export const keyValue: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 3, withCrossShrink: true }, leaf, tie("array"), tie("object")),
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
})).value;

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

/** Whether a function could not tell two acyclic values apart, by the key table of semantics.md. */
export function sameByKey(left: unknown, right: unknown): boolean {
  if (!isObject(left) || !isObject(right)) return Object.is(left, right);
  if (types.isDate(left) || types.isDate(right)) {
    return types.isDate(left) && types.isDate(right) && Object.is(left.getTime(), right.getTime());
  }
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  if (Object.getPrototypeOf(left) !== Object.getPrototypeOf(right)) return false;
  const names = Reflect.ownKeys(left);
  if (names.length !== Reflect.ownKeys(right).length) return false;
  return names.every(
    (name) => Object.hasOwn(right, name) && sameByKey(Reflect.get(left, name), Reflect.get(right, name)),
  );
}

/** The same value from new objects, with the properties put in the other way round. */
export function rebuilt(value: unknown): unknown {
  return edited(value, -1, undefined);
}

/** {@link rebuilt}, with the leaf at `position` (counted from the end) replaced. */
export function edited(value: unknown, position: number, replacement: unknown): unknown {
  let count = 0;
  return edit(value);

  function edit(part: unknown): unknown {
    if (types.isDate(part)) return count++ === position ? replacement : new Date(part.getTime());
    if (!isObject(part)) return count++ === position ? replacement : part;
    const copy = (
      Array.isArray(part) ? new Array(part.length) : Object.create(Object.getPrototypeOf(part) as object | null)
    ) as object;
    for (const name of Object.keys(part).reverse()) {
      const property = edit(Reflect.get(part, name));
      Object.defineProperty(copy, name, { value: property, enumerable: true, writable: true, configurable: true });
    }
    return copy;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
