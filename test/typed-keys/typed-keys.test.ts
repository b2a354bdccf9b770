import fc from "fast-check";
import { edited, rebuilt } from "../runtime/key/key-edits.js";
import { sameByKey } from "../runtime/key/key-oracle.js";
import { keyValue } from "../runtime/key/key-values.js";
import { load } from "./compile.js";
import { anyType, PRELUDE, type Typed } from "./types.js";

/** Set to go on where a run failed: the types come from it. */
const SEED = Number(process.env["TSCACHED_SEED"] ?? Date.now() % 2 ** 31);
const NIGHTLY = process.env["TSCACHED_NIGHTLY"] !== undefined;
const TYPES = NIGHTLY ? 250 : 40;
const PAIRS = NIGHTLY ? 250 : 30;

type Cached = (value: unknown) => number;

/** A function of a type: its code, and whether it can tell two values apart. */
interface Way {
  readonly name: string;
  readonly code: string;
  readonly isSame: (left: unknown, right: unknown) => boolean;
}

/** The ways in which a function may use a value of a type. */
function waysOf({ text, properties }: Typed, index: number): Way[] {
  const whole: Way = {
    name: `whole${index}`,
    code: `export function whole${index}(x: ${text}): number { return ran(x); }`,
    isSame: sameByKey,
  };
  if (properties === undefined) return [whole];
  const names = Object.keys(properties);
  const path = pathInto(properties);
  return [
    whole,
    {
      name: `bound${index}`,
      code: `export function bound${index}({ ${names.join(", ")} }: ${text}): number { return ran(${names.join(", ")}); }`,
      isSame: (left, right) => names.every((name) => sameEnd(left, right, [name])),
    },
    {
      name: `read${index}`,
      code: `export function read${index}(x: ${text}): number { return ran(x${path.map((step) => `?.${step}`).join("")}); }`,
      isSame: (left, right) => sameEnd(left, right, path),
    },
  ];
}

/** The path to the innermost property that objects lead to. */
function pathInto(properties: Readonly<Record<string, Typed>>): string[] {
  const [inner] = Object.entries(properties).filter(([, type]) => type.properties !== undefined);
  return inner?.[1].properties === undefined ? ["a"] : [inner[0], ...pathInto(inner[1].properties)];
}

/** Whether two values lead to the same along a path, or end at the same step. */
function sameEnd(left: unknown, right: unknown, path: readonly string[]): boolean {
  const [one, other] = [endOf(left, path), endOf(right, path)];
  return one.steps === other.steps && sameByKey(one.value, other.value);
}

function endOf(start: unknown, path: readonly string[]): { steps: number; value: unknown } {
  let value = start;
  for (const [steps, step] of path.entries()) {
    if (value === null || value === undefined) return { steps, value: undefined };
    value = (value as Record<string, unknown>)[step];
  }
  return { steps: path.length, value };
}

/** Two values of a type, often equal ones of different objects, or some that differ at one place only. */
function pairOf({ value }: Typed): fc.Arbitrary<readonly [unknown, unknown]> {
  return fc.oneof(
    fc.tuple(value, value),
    value.map((one) => [one, rebuilt(one)] as const),
    fc
      .tuple(value, fc.nat({ max: 6 }), keyValue)
      .map(([one, position, leaf]) => [one, edited(one, position, leaf)] as const),
  );
}

const types = fc.sample(anyType, { seed: SEED, numRuns: TYPES });
const ways = types.map(waysOf);

let runs = 0;
const source = `${PRELUDE}\n${ways
  .flat()
  .map(({ code }) => `/** @cacheData */\n${code}`)
  .join("\n")}\ndeclare function ran(...values: unknown[]): number;`;
const functions = load(source, { ran: () => ++runs });

test(`calls of compiled functions share an entry exactly when the function can't tell them apart (seed ${SEED})`, () => {
  let [equal, different] = [0, 0];
  for (const [index, type] of types.entries()) {
    for (const { name, code, isSame } of ways[index] ?? []) {
      const cached = functions[name] as Cached;
      const check = ([left, right]: readonly [unknown, unknown]): void => {
        const same = isSame(left, right);
        if ((cached(left) === cached(right)) !== same) throw new Error(`${same ? "apart" : "shared"}: ${code}`);
        if (same) equal++;
        else different++;
      };
      fc.assert(fc.property(pairOf(type), check), { numRuns: PAIRS, seed: SEED });
    }
  }
  // Otherwise the law would hold for want of cases.
  expect(equal).toBeGreaterThan((TYPES * PAIRS) / 10);
  expect(different).toBeGreaterThan((TYPES * PAIRS) / 10);
  expect(equal + different).toBeGreaterThan(TYPES * PAIRS * 1.2);
});
