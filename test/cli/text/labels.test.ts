import fc from "fast-check";
import { counted, keyPartLabel, optionsLabel, packageOf } from "../../../cli/text/labels.js";
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

test("options are told as a tag would write them", () => {
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
