import fc from "fast-check";
import { counted, keyPartLabel, optionsLabel, packageOf } from "../../../transformer/manifest/labels.js";
import { parseBytes } from "../../../runtime/bytes-size.js";
import { parseDuration } from "../../../runtime/duration.js";

describe("a duration", () => {
  test.each([
    [1, "1ms"],
    [1_500, "1s500ms"],
    [90_000, "1m30s"],
    [900_000, "15m"],
    [5_400_000, "1h30m"],
    [86_400_000, "1d"],
    [0.5, "0.5ms"],
  ])("of %d ms is %s", (ttl, text) => {
    expect(optionsLabel({ ttl })).toBe(`ttl: "${text}"`);
  });

  test("is one that a tag may say, and is the same there", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 12 }), (ttl) => {
        expect(parseDuration(/"(.*)"/.exec(optionsLabel({ ttl }))?.[1])).toBe(ttl);
      }),
    );
  });
});

describe("a size", () => {
  test.each([
    [1, "1"],
    [999, "999"],
    [1_000, '"1KB"'],
    [1_500, "1500"],
    [64_000_000, '"64MB"'],
    [1_500_000, '"1.5MB"'],
    [67_108_864, '"64MiB"'],
    [1_610_612_736, '"1.5GiB"'],
    [1_234_567, "1234567"],
    [1_234_567_000, '"1234567KB"'],
    [65_536, '"64KiB"'],
    [2_000_000_000, '"2GB"'],
    [Number.MAX_SAFE_INTEGER, "9007199254740991"],
  ])("of %d bytes is %s", (maxBytes, text) => {
    expect(optionsLabel({ maxBytes })).toBe(`maxBytes: ${text}`);
  });

  test("is one that a tag may say, and is the same there", () => {
    const units = [1, 512, 1_000, 1_024, 1_000_000, 1_048_576, 1_073_741_824];
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 6 }), fc.constantFrom(...units), (count, unit) => {
        const written: unknown = JSON.parse(optionsLabel({ maxBytes: count * unit }).replace("maxBytes: ", ""));
        expect(parseBytes(written)).toBe(count * unit);
      }),
    );
  });
});

test("options are told as a tag would write them", () => {
  expect(
    optionsLabel({
      freeze: false,
      tags: ["users", 'user:{user["first name"]}'],
      staleIfError: 86_400_000,
      staleFor: 300_000,
      refresh: "background",
      ttl: 60_000,
      maxBytes: 64_000_000,
    }),
  ).toBe(
    'ttl: "1m", maxBytes: "64MB", refresh: "background", staleFor: "5m", staleIfError: "1d", ' +
      'tags: ["users", "user:{user[\\"first name\\"]}"], freeze: false',
  );
  expect(optionsLabel({ ttl: 60_000, maxEntries: 10, hash: "body", version: 'a"b' })).toBe(
    'ttl: "1m", maxEntries: 10, hash: "body", version: "a\\"b"',
  );
  expect(optionsLabel({})).toBe("none");
});

test("a part of the key says what is read of it", () => {
  const label = "req.tags";
  expect(keyPartLabel({ label, read: "value" })).toBe("req.tags");
  expect(keyPartLabel({ label, read: "list" })).toBe("req.tags (its elements)");
  expect(keyPartLabel({ label, read: "presence" })).toBe("req.tags (whether it is there)");
});

test("a package is told without the digest, and without the number of its copy", () => {
  const unit = { hash: "", uses: [] };
  expect(packageOf({ ...unit, name: "lodash", package: "4.17.21" })).toEqual({ name: "lodash", version: "4.17.21" });
  expect(packageOf({ ...unit, name: "@a/b~2", package: "1.0.0 0123" })).toEqual({ name: "@a/b", version: "1.0.0" });
  expect(packageOf({ ...unit, name: "app/a.ts#f" })).toBeUndefined();
});

test("counts have the right number", () => {
  expect([counted(0, "piece"), counted(1, "piece"), counted(2, "piece")]).toEqual(["0 pieces", "1 piece", "2 pieces"]);
});
