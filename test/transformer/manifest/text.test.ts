import fc from "fast-check";
import type { Manifest } from "../../../transformer/manifest/format.js";
import { manifestText, readManifest } from "../../../transformer/manifest/text.js";
import { manifest } from "./memory.js";

const hash = fc.stringMatching(/^[\da-f]{16}$/);
const manifests: fc.Arbitrary<Manifest> = fc.integer({ min: 1, max: 8 }).chain((size) => {
  const position = fc.nat({ max: size - 1 });
  const part = fc.record({ label: fc.string(), read: fc.constantFrom("value", "list", "presence") });
  const unit = fc.record(
    { name: fc.string(), hash, uses: fc.array(position), package: fc.string(), path: fc.string() },
    { requiredKeys: ["name", "hash", "uses"] },
  );
  const fn = fc.record(
    {
      id: fc.string(),
      file: fc.string(),
      line: fc.nat(),
      kind: fc.constantFrom("data", "resource"),
      options: fc.record(
        {
          ttl: fc.nat(),
          maxBytes: fc.nat(),
          refresh: fc.constant("background" as const),
          staleFor: fc.nat(),
          staleIfError: fc.nat(),
          tags: fc.array(fc.string()),
          freeze: fc.boolean(),
          version: fc.string(),
        },
        { requiredKeys: [] },
      ),
      version: hash,
      key: fc.array(part),
      schema: hash,
      compiler: fc.array(fc.string()),
      unit: position,
      body: hash,
    },
    { requiredKeys: ["id", "file", "line", "kind", "options", "version", "key", "schema", "compiler"] },
  );
  return fc.record({
    format: fc.constant(1 as const),
    versionFormat: fc.nat(),
    functions: fc.array(fn),
    units: fc.array(unit, { minLength: size, maxLength: size }),
  });
});

describe("the text of a manifest", () => {
  test("says all of it", () => {
    fc.assert(
      fc.property(manifests, (given) => {
        expect(JSON.stringify(readManifest(manifestText(given), "m.json"))).toBe(JSON.stringify(given));
      }),
    );
  });

  test("has a function and a unit a line", () => {
    const text = manifestText(manifest({ f: "1", g: "2" }, [{ name: "app/a.ts#f", hash: "1", uses: [] }]));
    expect(text.split("\n").map((line) => line.slice(0, 20))).toEqual([
      "{",
      '  "format": 1,',
      '  "versionFormat": 4',
      '  "functions": [',
      '    {"id":"app/a.ts#',
      '    {"id":"app/a.ts#',
      "  ],",
      '  "units": [',
      '    {"name":"app/a.t',
      "  ]",
      "}",
      "",
    ]);
    expect(manifestText({ ...manifest({}), units: [] })).toContain('"functions": [],\n  "units": []');
  });

  const good = manifest({ f: "1" }, [{ name: "app/a.ts#f", hash: "1", uses: [] }]);
  const withOptions = (options: object): [string, RegExp] => {
    const functions = good.functions.map((fn) => ({ ...fn, options }));
    return [JSON.stringify({ ...good, functions }), /^m\.json is no manifest of tscached, or was changed by hand/];
  };
  test.each([
    ["", /^m\.json is empty: its build isn't done/],
    ["{", /^m\.json is not JSON: /],
    ["null", /^m\.json is no manifest of tscached: it holds no object/],
    ["[]", /manifest format none, and this tscached reads format 1\. Build the project again/],
    [JSON.stringify({ ...good, format: 2 }), /^m\.json has the manifest format 2/],
    [JSON.stringify({ ...good, functions: {} }), /^m\.json is no manifest of tscached, or was changed by hand/],
    [JSON.stringify({ ...good, functions: [{ id: "f" }] }), /or was changed by hand/],
    [JSON.stringify({ ...good, units: [{ name: "f", hash: "1" }] }), /or was changed by hand/],
    ...[{ ttl: "1h" }, { maxBytes: "1MB" }, { refresh: true }, { staleFor: "1h" }, { staleIfError: null }].map(
      withOptions,
    ),
    ...[{ tags: "users" }, { tags: [["user:", 0]] }, { freeze: "no" }].map(withOptions),
    [JSON.stringify({ ...good, versionFormat: "4" }), /or was changed by hand/],
    [JSON.stringify({ ...good, units: [] }), /^m\.json refers to units that it doesn't list/],
    [JSON.stringify({ ...good, units: [{ name: "f", hash: "1", uses: [1] }] }), /refers to units that it doesn't list/],
  ])("%s is refused", (text, message) => {
    expect(() => readManifest(text, "m.json")).toThrow(message);
  });
});
