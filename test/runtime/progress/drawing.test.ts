import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { LINES_CODE } from "../../../runtime/progress/drawing.js";

interface Drawn {
  readonly text: string;
  readonly showTime: boolean;
  readonly at: number;
}

const drawing = runInNewContext(`${LINES_CODE}; drawing`) as (
  tasks: readonly Drawn[],
  now: number,
  columns: number,
  rows: number,
) => string[];

const plain = (text: string): Drawn => ({ text, showTime: false, at: 0 });
const lines = (tasks: readonly Drawn[], columns = 40, rows = 10, now = 0): string[] => [
  ...drawing(tasks, now, columns, rows),
];

test.each([
  [0, "0.0 s"],
  [99, "0.0 s"],
  [100, "0.1 s"],
  [2_449, "2.4 s"],
  [59_999, "59.9 s"],
  [60_000, "1 min 0 s"],
  [125_000, "2 min 5 s"],
  [3_600_000, "1 h 0 min"],
  [9_000_000, "2 h 30 min"],
])("%d ms are shown as %s", (ms, text) => {
  expect(lines([{ text: "x", showTime: true, at: 50 }], 40, 10, ms + 50)).toEqual([`x (${text})`]);
});

test.each([
  ["short", 20, "short"],
  ["seventeen letters", 20, "seventeen letters"],
  ["eighteen letters!!", 20, "eighteen letters…"],
  ["長い長い長い長い", 20, "長い長い長い長い"],
  ["長い長い長い長い長", 20, "長い長い長い長い…"],
  ["長い", 5, "…"],
  ["two\nlines\u001B[31m", 40, "two lines [31m"],
  ["👩‍🚀👩‍🚀", 3, "…"],
])("%j on %d columns is %j", (text, columns, expected) => {
  expect(lines([plain(text)], columns)).toEqual([expected]);
});

test("the time stays where the text is cut", () => {
  expect(lines([{ text: "a long text that is cut", showTime: true, at: 0 }], 20, 10, 1_500)).toEqual([
    "a long t… (1.5 s)",
  ]);
});

test("no line is too wide for its two characters before it and the cursor, and none is missing", () => {
  const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 12 }), fc.integer({ min: 8, max: 60 }), (texts, columns) => {
      const shown = lines(texts.map(plain), columns, 40);
      expect(shown).toHaveLength(texts.length);
      for (const line of shown) expect(Array.from(line).length).toBeLessThanOrEqual(columns - 3);
    }),
  );
});

test.each([
  [1, 10, 1],
  [8, 10, 8],
  [9, 10, 9],
  [30, 10, 9],
  [5, 1, 2],
])("%d tasks on %d rows take %d lines", (count, rows, expected) => {
  const tasks = Array.from({ length: count }, (_, index) => plain(`task ${index}`));
  const shown = lines(tasks, 40, rows);
  expect(shown).toHaveLength(expected);
  if (expected < count) expect(shown.at(-1)).toBe(`… and ${count - expected + 1} more`);
});
