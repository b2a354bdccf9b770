import { InvalidOptionError } from "../../runtime/errors.js";
import { readLimits, type LimitOptions } from "../../runtime/options.js";

test("every limit is read into milliseconds, bytes and counts", () => {
  const options = {
    ttl: "1h30m",
    maxEntries: 5,
    maxBytes: "64MiB",
    refresh: "background",
    staleFor: 90,
    staleIfError: "250ms",
  } as const;
  expect(readLimits(options)).toEqual({
    limits: {
      ttl: 5_400_000,
      maxEntries: 5,
      maxBytes: 67_108_864,
      refresh: "background",
      staleFor: 90_000,
      staleIfError: 250,
    },
    others: {},
  });
});

test("what is undefined is left out, so that it hides no default", () => {
  const options = { ttl: undefined, maxEntries: undefined, maxBytes: undefined, refresh: undefined };
  const { limits, others } = readLimits({ ...options, staleFor: undefined, staleIfError: undefined });
  expect([Object.keys(limits), Object.keys(others)]).toEqual([[], []]);
});

test("what is no limit is left to the caller as it is", () => {
  const tags = ["a"];
  const options = { ttl: 1, tags, freeze: undefined, toString: 5, constructor: 6 } as LimitOptions;
  const { limits, others } = readLimits(options);
  expect(limits).toEqual({ ttl: 1_000 });
  expect(Object.entries(others)).toEqual([
    ["tags", tags],
    ["freeze", undefined],
    ["toString", 5],
    ["constructor", 6],
  ]);
});

test("what is inherited is no option", () => {
  expect(readLimits(Object.create({ ttl: 5 }) as LimitOptions).limits).toEqual({});
});

describe.each(["ttl", "staleFor", "staleIfError"])("%s", (name) => {
  test.each([[0], [-1], [NaN], [Infinity], ["0s"], ["1"], [""], ["soon"], [null], [true], [5n], [[5]], [new Date(5)]])(
    "of %p is an error",
    (value) => {
      const read = (): unknown => readLimits({ [name]: value }, "load (a.ts:1)");
      expect(read).toThrow(InvalidOptionError);
      expect(read).toThrow(`load (a.ts:1): Option ${name} is `);
      expect(read).toThrow("; it takes a time above 0: ");
    },
  );
});

test.each([[0], [-1], [1.5], [NaN], [Infinity], [2 ** 53], ["5"], [null], [true], [5n]])(
  "maxEntries of %p is an error",
  (maxEntries) => {
    expect(() => readLimits({ maxEntries } as LimitOptions)).toThrow(
      /^Option maxEntries is .*; it takes a whole number/,
    );
  },
);

test.each([[0], [-1], [1.5], ["64"], ["64 MB"], ["MB"], [null], [Infinity]])(
  "maxBytes of %p is an error",
  (maxBytes) => {
    expect(() => readLimits({ maxBytes } as LimitOptions)).toThrow(
      /^Option maxBytes is .*; it takes bytes as a whole number/,
    );
  },
);

test.each([["Background"], [""], [true], [null], [0]])("refresh of %p is an error", (refresh) => {
  const read = (): unknown => readLimits({ refresh } as unknown as LimitOptions);
  expect(read).toThrow(InvalidOptionError);
  expect(read).toThrow('; it takes "foreground" or "background".');
});
