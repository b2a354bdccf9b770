import { stripVTControlCharacters } from "node:util";
import fc from "fast-check";
import type { Explanation } from "../../cli/explanation.js";
import type { Manifest } from "../../transformer/manifest/format.js";
import { hash, manifestOf } from "./example.js";
import { folderWith, tscached } from "./run.js";

const PRICE = "app/src/price.ts#price";
const OTHER = "app/src/other.ts#other";

const MANIFEST = manifestOf(
  {
    [OTHER]: ["return 1", "app/src/other.ts#one"],
    "app/src/other.ts#one": ["1"],
    [PRICE]: ["return total(x)", "app/src/price.ts#total", "app/src/rates.json"],
    "app/src/price.ts#total": ["rate", "app/src/tax.ts#rate", "lodash", PRICE],
    "app/src/tax.ts#rate": ["pick", "lodash"],
    "app/src/rates.json": ["{}"],
    lodash: { package: "4.17.21 0123456789abcdef" },
  },
  {
    [OTHER]: {},
    [PRICE]: {
      kind: "resource",
      line: 12,
      options: { ttl: 900_000, maxEntries: 100 },
      key: [
        { label: "limit", read: "value" },
        { label: "tags", read: "list" },
        { label: "user", read: "presence" },
      ],
      compiler: ["fields:define", "jsx:react"],
    },
    "app/src/own.ts#own": { options: { hash: "body" }, body: "feedfeedfeedfeed" },
    "app/src/bare.ts#bare": { options: { hash: "none", version: "2" } },
    "app/src/tax.ts#rate": {},
  },
);

const folder = folderWith({ "dist/tscached.manifest.json": MANIFEST });

function text(asked: string): string {
  const { code, out, err } = tscached(folder, ["explain", asked]);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  return out;
}

function json(asked: string, manifest: Manifest = MANIFEST): Explanation {
  const { out } = tscached(folderWith({ "m.json": manifest }), ["explain", asked, "-m", "m.json", "--json"]);
  return JSON.parse(out) as Explanation;
}

function versionOf(id: string): string {
  return MANIFEST.functions.find((fn) => fn.id === id)?.version ?? "";
}

describe("tscached explain", () => {
  test("prints a function's facts and the tree of what its version covers", () => {
    expect(text("price")).toBe(
      [
        "app/src/price.ts#price",
        "  at        src/price.ts:12",
        "  kind      resource",
        '  options   ttl: "15m", maxEntries: 100',
        "  key       limit",
        "            tags (its elements)",
        "            user (whether it is there)",
        `  version   ${versionOf(PRICE)}`,
        "  covers    the function's code and all that it reaches: 3 pieces of code and 1 package",
        "  compiler  fields:define",
        "            jsx:react",
        "  manifest  dist/tscached.manifest.json",
        "",
        `app/src/price.ts#price  ${hash("return total(x)")}`,
        `├─ app/src/price.ts#total  ${hash("rate")}`,
        `│  ├─ app/src/tax.ts#rate  ${hash("pick")}`,
        `│  │  └─ lodash 4.17.21  ${hash("lodash 4.17.21 0123456789abcdef")}`,
        "│  ├─ lodash 4.17.21  (above)",
        "│  └─ app/src/price.ts#price  (circle)",
        `└─ app/src/rates.json  ${hash("{}")}`,
        "",
      ].join("\n"),
    );
  });

  test.each([
    ["src/own.ts#own", "the function's own code, and nothing that it uses (feedfeedfeedfeed)"],
    ["bare", "no code, only the key's parts and the option version"],
    ["rate", "the function's code and all that it reaches: 1 package"],
    ["other", "the function's code and all that it reaches: 1 piece of code"],
  ])("%s: says what the version covers", (asked, covers) => {
    expect(text(asked)).toContain(`\n  covers    ${covers}\n`);
  });

  test("prints no tree where the version covers no other code", () => {
    expect(text("own")).not.toContain("\n\n");
    expect(text("bare")).toContain(
      '  options   hash: "none", version: "2"\n  key       nothing: all calls share one result\n',
    );
  });

  test("colours the output only if it may", () => {
    const { out } = tscached(folder, ["explain", "price"], true);
    expect(out.startsWith("\u001b[1mapp/src/price.ts#price\u001b[22m\n")).toBe(true);
    expect(stripVTControlCharacters(out)).toBe(text("price"));
    expect(tscached(folder, ["explain", "price", "--json"], true).out).not.toContain("\u001b");
  });

  test("reads the manifests that it is told to, and no others", () => {
    const place = folderWith({ "dist/tscached.manifest.json": "broken", "a.json": MANIFEST, "b.json": MANIFEST });
    const { out } = tscached(place, ["explain", "price", "--manifest=a.json", "-m", "b.json"]);
    expect(out).toContain("\n  manifest  a.json\n            b.json\n");
    expect(tscached(place, ["explain", "price"])).toMatchObject({ code: 2, out: "" });
  });

  test("fails with exit code 2 where there is no such function, and prints nothing to stdout", () => {
    expect(tscached(folder, ["explain", "prise"])).toEqual({
      code: 2,
      out: "",
      err:
        "tscached explain: There is no cached function prise in dist/tscached.manifest.json. Did you mean:\n" +
        "  app/src/price.ts#price  (src/price.ts:12)\n",
    });
  });
});

describe("tscached explain --json", () => {
  test("prints the same as JSON, with the units that are reached as a list of their own", () => {
    const { units, ...facts } = json("price");
    expect(facts).toEqual({
      format: 1,
      manifests: ["m.json"],
      id: PRICE,
      file: "src/price.ts",
      line: 12,
      kind: "resource",
      options: { ttl: 900_000, maxEntries: 100 },
      version: versionOf(PRICE),
      hash: "deps",
      key: [
        { label: "limit", read: "value" },
        { label: "tags", read: "list" },
        { label: "user", read: "presence" },
      ],
      schema: expect.stringMatching(/^[\da-f]{16}$/) as string,
      compiler: ["fields:define", "jsx:react"],
      body: null,
    });
    expect(units.map(({ name, uses }) => [name, uses])).toEqual([
      [PRICE, [1, 2]],
      ["app/src/price.ts#total", [3, 4, 0]],
      ["app/src/rates.json", []],
      ["app/src/tax.ts#rate", [4]],
      ["lodash", []],
    ]);
    expect(units[4]?.package).toBe("4.17.21 0123456789abcdef");
  });

  test("has the hash of the body, and no units, where only that counts", () => {
    expect(json("own")).toMatchObject({ hash: "body", body: "feedfeedfeedfeed", units: [] });
    expect(json("bare")).toMatchObject({ hash: "none", body: null, units: [] });
  });

  test("always has the same fields in the same order", () => {
    const fields = ["price", "own", "bare"].map((asked) => Object.keys(json(asked)));
    expect(new Set(fields.map(String)).size).toBe(1);
    expect(fields[0]).toEqual([
      "format",
      "manifests",
      "id",
      "file",
      "line",
      "kind",
      "options",
      "version",
      "hash",
      "key",
      "schema",
      "compiler",
      "body",
      "units",
    ]);
  });

  test("lists exactly what the function reaches, whatever that is", () => {
    const size = 12;
    const anyUses = fc.uniqueArray(fc.nat(size - 1), { maxLength: 3 });
    fc.assert(
      fc.property(fc.array(anyUses, { minLength: size, maxLength: size }), (all) => {
        const units = Object.fromEntries(
          all.map((uses, at) => [`a/u.ts#u${at}`, [`${at}`, ...uses.map((used) => `a/u.ts#u${used}`)] as const]),
        );
        const reached = new Set([0]);
        for (const at of reached) for (const used of all[at] ?? []) reached.add(used);
        const explained = json("u0", manifestOf(units, { "a/u.ts#u0": {} })).units;
        expect(new Set(explained.map(({ name }) => name))).toEqual(new Set([...reached].map((at) => `a/u.ts#u${at}`)));
        for (const { name, uses } of explained) {
          const at = Number(name.slice("a/u.ts#u".length));
          expect(uses.map((used) => explained[used]?.name)).toEqual(all[at]?.map((used) => `a/u.ts#u${used}`));
        }
      }),
      { numRuns: 30 },
    );
  });
});
