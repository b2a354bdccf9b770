import fc from "fast-check";
import { DURATION_FORM, parseDuration } from "../../runtime/duration.js";

const MILLISECONDS = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000, ms: 1 } as const;
const UNITS = ["d", "h", "m", "s", "ms"] as const;

test.each([
  [1, 1_000],
  [0.25, 250],
  ["250ms", 250],
  ["90s", 90_000],
  ["15m", 900_000],
  ["1h", 3_600_000],
  ["1d", 86_400_000],
  ["1h30m", 5_400_000],
  ["1d2h3m4s5ms", 93_784_005],
  ["1.5h", 5_400_000],
  ["0h5m", 300_000],
])("%p is %p ms", (duration, expected) => {
  expect(parseDuration(duration)).toBe(expected);
});

test.each([
  ...[0, -1, NaN, Infinity, -Infinity, Number.MAX_VALUE],
  ...[
    "",
    "0s",
    "0",
    "10",
    "s",
    "ms",
    "-5s",
    "+5s",
    "1 h",
    " 1h",
    "1h ",
    "1H",
    "1w",
    "1y",
    "1.s",
    ".5s",
    "1e3s",
    "1,5h",
  ],
  ...["30m1h", "1h1h", "1ms1s", "1h30", "1hour", "1h,30m", "١s", "constructor", "1constructor", "__proto__"],
  ...[`${"9".repeat(400)}d`, null, undefined, true, 10n, {}, [1], ["1h"], new Date(5)],
])("%p is no duration", (duration) => {
  expect(parseDuration(duration)).toBeUndefined();
});

test("a sum of units, from large to small, is the sum of their times", () => {
  const parts = fc
    .subarray([...UNITS], { minLength: 1 })
    .chain((units) =>
      fc.tuple(...units.map((unit) => fc.integer({ min: 1, max: 1_000 }).map((count) => ({ unit, count })))),
    );
  fc.assert(
    fc.property(parts, (sum) => {
      const text = sum.map(({ unit, count }) => `${count}${unit}`).join("");
      const expected = sum.reduce((total, { unit, count }) => total + count * MILLISECONDS[unit], 0);
      expect(parseDuration(text)).toBe(expected);
      if (sum.length > 1) expect(parseDuration(text.replace(/^(\d+[a-z]+)(.*)$/, "$2$1"))).toBeUndefined();
    }),
  );
});

test("any text is either a positive number of milliseconds or none", () => {
  const alphabet = fc.constantFrom("1", "0", ".", "m", "s", "h", "d", " ");
  fc.assert(
    fc.property(fc.string({ unit: alphabet, maxLength: 8 }), (text) => {
      const milliseconds = parseDuration(text) ?? 1;
      expect(milliseconds > 0 && Number.isFinite(milliseconds)).toBe(true);
    }),
  );
});

test("the form for messages gives examples that are durations", () => {
  const examples = [...DURATION_FORM.matchAll(/"([^"]+)"/g)].map((match) => match[1]);
  expect(examples.length).toBeGreaterThan(3);
  for (const example of examples) expect(parseDuration(example)).toBeGreaterThan(0);
});
