import fc from "fast-check";
import { BYTES_FORM, parseBytes } from "../../runtime/bytes-size.js";

const UNITS = {
  B: 1,
  kB: 1_000,
  KB: 1_000,
  MB: 1_000_000,
  GB: 1_000_000_000,
  KiB: 1_024,
  MiB: 1_048_576,
  GiB: 1_073_741_824,
} as const;

test.each([
  [1, 1],
  [4096, 4096],
  ["1B", 1],
  ["512KB", 512_000],
  ["512kB", 512_000],
  ["64MB", 64_000_000],
  ["64MiB", 67_108_864],
  ["1GB", 1_000_000_000],
  ["1.5MB", 1_500_000],
  ["1.1MB", 1_100_000],
  ["0.5KiB", 512],
  ["1.0006KB", 1_001],
  ["0064KB", 64_000],
])("%p is %p bytes", (size, expected) => {
  expect(parseBytes(size)).toBe(expected);
});

test.each([
  ...[0, -1, 0.5, 1.5, NaN, Infinity, -Infinity, Number.MAX_VALUE, Number.MAX_SAFE_INTEGER + 1],
  ...["", "0", "0MB", "0.4B", "64", "MB", "-1MB", "+1MB", "1 MB", " 1MB", "1MB ", "1mb", "1Mb", "1M", "1m", "1KIB"],
  ...["1kiB", "1MIB", "1.MB", ".5MB", "1e3MB", "1,5MB", "1MB1KB", "1TB", "1mB", "1gB", "١MB", "1_000B", "64 mb"],
  ...["1constructor", "constructor", "__proto__", `${"9".repeat(400)}B`, "9007199254740992B"],
  ...[null, undefined, true, 10n, {}, [1], ["1MB"], new Date(5)],
])("%p is no size", (size) => {
  expect(parseBytes(size)).toBeUndefined();
});

test("a whole number of units is that many times the unit", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.constantFrom(...Object.keys(UNITS)), (count, unit) => {
      expect(parseBytes(`${count}${unit}`)).toBe(count * UNITS[unit as keyof typeof UNITS]);
    }),
  );
});

test("a number is itself", () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (size) => parseBytes(size) === size));
});

test("the form for messages shows only sizes that can be read", () => {
  const examples = [...BYTES_FORM.matchAll(/"([^"]+)"/g)].map(([, example]) => example);
  expect(examples.length).toBeGreaterThan(2);
  for (const example of examples) expect(parseBytes(example)).toBeGreaterThan(0);
});
