import fc from "fast-check";

/** A type as TypeScript writes it, with values of it. */
export interface Typed {
  readonly text: string;
  readonly value: fc.Arbitrary<unknown>;
  /** Its properties, if it is an object type that has some. */
  readonly properties?: Readonly<Record<string, Typed>>;
}

/** Declarations that the types refer to. */
export const PRELUDE = `
enum Level { low, high = 7, text = "1" }
type Id = string & { readonly __brand: "Id" };
interface Tree { value: string | number; next?: Tree | null; kids: Tree[] }
interface Even { readonly odd: Odd | null }
interface Odd { readonly even: Even | undefined }
`;

const text = fc.constantFrom("", "a", "1", "0", "true", "null", "undefined", "\0", "a,b", "__proto__", "\ud800");
const number = fc.constantFrom(0, -0, 1, 2, NaN, Infinity, 0.5);
const dates = fc.constantFrom(0, 1, NaN).map((time) => new Date(time));
const bytes = fc.array(fc.constantFrom(0, 1, 255), { maxLength: 3 });

const tree: fc.Memo<unknown> = fc.memo((depth) =>
  fc.record(
    {
      value: fc.oneof(text, number),
      kids: depth > 1 ? fc.array(tree(), { maxLength: 2 }) : fc.constant([]),
      next: depth > 1 ? fc.oneof(fc.constantFrom(null, undefined), tree()) : fc.constant(null),
    },
    { requiredKeys: ["value", "kids"] },
  ),
);

const even: fc.Memo<unknown> = fc.memo((depth) =>
  fc.record({ odd: depth > 1 ? fc.oneof(fc.constant(null), odd()) : fc.constant(null) }),
);
const odd: fc.Memo<unknown> = fc.memo((depth) =>
  fc.record({ even: depth > 1 ? fc.oneof(fc.constant(undefined), even()) : fc.constant(undefined) }),
);

const simple: fc.Arbitrary<Typed> = fc.constantFrom<Typed>(
  { text: "string", value: text },
  { text: "number", value: number },
  { text: "boolean", value: fc.boolean() },
  { text: "bigint", value: fc.constantFrom(0n, 1n, -1n) },
  { text: "null", value: fc.constant(null) },
  { text: '"a" | "1" | 1 | true', value: fc.constantFrom("a", "1", 1, true) },
  { text: "`id-${number}`", value: fc.constantFrom("id-1", "id-2") },
  { text: "Level", value: fc.constantFrom(0, 7, "1") },
  { text: "Id", value: text },
  { text: "Date", value: dates },
  { text: "RegExp", value: fc.constantFrom("g", "i", "").map((flags) => new RegExp("a", flags)) },
  { text: "Uint8Array", value: bytes.map((list) => Uint8Array.from(list)) },
  { text: "Float64Array", value: bytes.map((list) => Float64Array.from(list)) },
  { text: "Tree", value: tree(3) },
  { text: "Even", value: even(4) },
);

/** Types of every kind that a key takes, nested, each with its values. */
export const anyType: fc.Arbitrary<Typed> = fc.letrec<{ any: Typed; object: Typed }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3, depthSize: "medium", withCrossShrink: true },
    { arbitrary: simple, weight: 3 },
    { arbitrary: tie("object"), weight: 3 },
    {
      arbitrary: tie("any").map((item) => ({
        text: `readonly (${item.text})[]`,
        value: fc.array(item.value, { maxLength: 3 }),
      })),
      weight: 1,
    },
    {
      arbitrary: fc.tuple(tie("any"), tie("any")).map(([first, second]) => ({
        text: `[${first.text}, (${second.text})?]`,
        value: fc.oneof(fc.tuple(first.value, second.value), fc.tuple(first.value)),
      })),
      weight: 1,
    },
    {
      arbitrary: fc.tuple(tie("any"), tie("any")).map(([left, right]) => ({
        text: `(${left.text}) | (${right.text})`,
        value: fc.oneof(left.value, right.value),
      })),
      weight: 1,
    },
    {
      arbitrary: tie("any").map((item) => ({
        text: `Record<string, ${item.text}>`,
        value: fc.dictionary(fc.constantFrom("a", "b", "toString", "1"), item.value, {
          maxKeys: 3,
          noNullPrototype: true,
        }),
      })),
      weight: 1,
    },
    {
      arbitrary: fc.tuple(simple, tie("any")).map(([key, item]) => ({
        text: `Map<${key.text}, ${item.text}>`,
        value: fc.array(fc.tuple(key.value, item.value), { maxLength: 3 }).map((entries) => new Map(entries)),
      })),
      weight: 1,
    },
    {
      arbitrary: tie("any").map((item) => ({
        text: `Set<${item.text}>`,
        value: fc.array(item.value, { maxLength: 3 }).map((items) => new Set(items)),
      })),
      weight: 1,
    },
  ),
  object: fc.tuple(tie("any"), tie("any"), tie("any")).map(([a, b, c]) => objectType({ a, b }, { c })),
})).any;

function objectType(required: Readonly<Record<string, Typed>>, optional: Readonly<Record<string, Typed>>): Typed {
  const names = Object.entries(required).map(([name, { text: type }]) => `${name}: ${type}`);
  const others = Object.entries(optional).map(([name, { text: type }]) => `${name}?: ${type}`);
  const all = { ...required, ...optional };
  const values = Object.fromEntries(
    Object.entries(all).map(([name, { value }]) => [
      name,
      name in optional ? fc.oneof(value, fc.constant(undefined)) : value,
    ]),
  );
  return {
    text: `{ ${[...names, ...others].join("; ")} }`,
    value: fc.record(values, { requiredKeys: Object.keys(required), noNullPrototype: true }),
    properties: all,
  };
}
