import { planOf } from "../../program.js";

/** As the library of browsers and Node's types have it; the program's own library hasn't. */
const GLOBALS = {
  "globals.d.ts": `
    interface AbortSignal {
      readonly aborted: boolean;
      readonly reason: any;
      throwIfAborted(): void;
      addEventListener(type: "abort", listener: () => void): void;
    }
    declare var AbortSignal: { prototype: AbortSignal; abort(): AbortSignal };`,
};
const TYPES = `
interface Deadline extends AbortSignal { readonly at: number }
interface Reader { readonly aborted: boolean; readonly reason: unknown }
`;

function signalsOf(parameters: string): readonly string[] | undefined {
  const { functions, diagnostics } = planOf(
    `${TYPES}\n/** @cacheData */\nexport function f${parameters}: Promise<void> { return undefined!; }`,
    GLOBALS,
  );
  expect(diagnostics).toEqual([]);
  return functions[0]?.signals;
}

test.each([
  ["a parameter", "(_signal: AbortSignal)", ["_signal"]],
  ["an optional one", "(id: number, _signal?: AbortSignal)", ["_signal"]],
  ["one that may be null", "(_signal: AbortSignal | null | undefined)", ["_signal"]],
  ["one with a default", "(_signal = AbortSignal.abort())", ["_signal"]],
  ["the name alone", "(_: AbortSignal)", ["_"]],
  ["what patterns bind", "({ a: _a, b: [_b] }: { a: AbortSignal; b: AbortSignal[] })", ["_a", "_b"]],
  ["a rest element's pattern", "(...[_a, { b: _b }]: [AbortSignal, { b?: AbortSignal }])", ["_a", "_b"]],
  ["an interface that extends it", "(_deadline: Deadline)", ["_deadline"]],
  ["a type parameter", "<S extends AbortSignal | undefined>(_signal: S)", ["_signal"]],
  ["several, in order", "(_b: AbortSignal, x: number, _a?: Deadline)", ["_b", "_a"]],
])("%s is a signal", (_, parameters, expected) => {
  expect(signalsOf(parameters)).toEqual(expected);
});

test.each([
  ["no parameter", "()"],
  ["another type", "(_db: object, snake_case: string)"],
  ["what may be something else", "(_signal: AbortSignal | string)"],
  ["what only has one", "(_init: { signal: AbortSignal })"],
  ["several in an array", "(..._signals: AbortSignal[])"],
  ["a part of one", "(_reader: Reader)"],
  ["what may have any property", "(_bag: Record<string, unknown>, _any: any, _unknown: unknown)"],
  ["nothing", "(_nothing: undefined, _null: null, _never: never)"],
  ["an open type parameter", "<T>(_value: T)"],
])("%s is none", (_, parameters) => {
  expect(signalsOf(parameters)).toEqual([]);
});

test("a signal without the underscore is in the key, where it can't be", () => {
  const { diagnostics } = planOf(
    `${TYPES}\n/** @cacheData */\nexport async function f(url: string, signal?: AbortSignal) { use(signal); return url; }
     declare function use(value: unknown): void;`,
    GLOBALS,
  );
  expect(diagnostics.map(({ code, text }) => [code, text])).toEqual([
    [870_300, expect.stringMatching(/^"signal" is an AbortSignal, .* start its name with "_": _signal\./)],
  ]);
});

test("each overload may have it", () => {
  const { functions } = planOf(
    `${TYPES}
    /** @cacheData */
    export function f(id: number): Promise<number>;
    export function f(id: number, _signal: AbortSignal): Promise<number>;
    export async function f(id: number, _signal?: AbortSignal): Promise<number> { return id; }`,
    GLOBALS,
  );
  expect(functions[0]?.signals).toEqual(["_signal"]);
});
