import { stripVTControlCharacters } from "node:util";
import type { Manifest } from "../../transformer/manifest/format.js";
import { manifestOf, versioned, type UnitSketch } from "./example.js";
import { folderWith, tscached, type Outcome } from "./run.js";

const PRICE = "app/src/price.ts#price";
const VIEW = "app/src/view.ts#view";
const SAME = "app/src/same.ts#same";

const UNITS: Readonly<Record<string, UnitSketch>> = {
  [PRICE]: ["total", "app/src/price.ts#total"],
  "app/src/price.ts#total": ["rate pick", "app/src/tax.ts#rate", "lodash"],
  "app/src/tax.ts#rate": ["0.2", "app/src/tax.ts#base"],
  "app/src/tax.ts#base": ["1"],
  [VIEW]: ["view"],
  [SAME]: ["same"],
  lodash: { package: "4.17.20 aaaa" },
};

const OLD = manifestOf(UNITS, {
  [PRICE]: { line: 12, key: [{ label: "limit", read: "value" }] },
  [VIEW]: { options: { version: "1" }, compiler: ["jsx:react"] },
  [SAME]: {},
  "app/src/own.ts#own": { options: { hash: "body" }, body: "1" },
  "app/src/gone.ts#gone": { options: { hash: "none" } },
});

const NEW = manifestOf(
  {
    ...UNITS,
    "app/src/tax.ts#rate": ["0.2 + more", "app/src/more.ts#more"],
    "app/src/more.ts#more": ["5"],
    lodash: { package: "4.17.21 bbbb" },
  },
  {
    [PRICE]: {
      line: 14,
      key: [
        { label: "limit", read: "value" },
        { label: "tags", read: "list" },
      ],
    },
    [VIEW]: { options: { version: "2" }, compiler: ["jsx:preserve"] },
    [SAME]: {},
    "app/src/own.ts#own": { options: { hash: "body" }, body: "2" },
    "app/src/new.ts#fresh": { options: { hash: "none" } },
  },
);

function diff(before: Manifest, after: Manifest, ...options: readonly string[]): Outcome {
  return tscached(folderWith({ "old.json": before, "new.json": after }), ["diff", "old.json", "new.json", ...options]);
}

/** A manifest of nothing but functions without code. */
function functionsOnly(...ids: readonly string[]): Manifest {
  return manifestOf({}, Object.fromEntries(ids.map((id) => [id, { options: { hash: "none" as const } }])));
}

describe("tscached diff", () => {
  test("names the functions that lose their results, and why", () => {
    expect(diff(OLD, NEW)).toEqual({
      code: 1,
      err: "",
      out: `changed  app/src/own.ts#own  (src/own.ts:4)
    its own code changed
changed  app/src/price.ts#price  (src/price.ts:14)
    the key: limit -> limit, tags (its elements)
    app/src/tax.ts#rate changed
      through price -> total -> app/src/tax.ts#rate
      now uses app/src/more.ts#more
      no longer uses app/src/tax.ts#base
    lodash 4.17.20 -> 4.17.21
      through price -> total -> lodash
changed  app/src/view.ts#view  (src/view.ts:5)
    the option version: 1 -> 2
    compiler options: jsx:react -> jsx:preserve
removed  app/src/gone.ts#gone  (src/gone.ts:5)
added    app/src/new.ts#fresh  (src/new.ts:6)

4 functions lose their cached results: 3 changed, 1 removed, 1 added, 1 unchanged.
`,
    });
  });

  test("says so where none loses its results", () => {
    expect(diff(OLD, OLD)).toEqual({
      code: 0,
      err: "",
      out: "No function loses its cached results: 0 changed, 0 removed, 0 added, 5 unchanged.\n",
    });
  });

  test.each([
    [
      "a changed function",
      functionsOnly("a/a.ts#a"),
      { ...functionsOnly("a/a.ts#a"), functions: [{ ...OLD.functions[4], id: "a/a.ts#a", version: "x" }] } as Manifest,
      1,
    ],
    ["a removed function", functionsOnly("a/a.ts#a", "a/b.ts#b"), functionsOnly("a/a.ts#a"), 1],
    ["an added function", functionsOnly("a/a.ts#a"), functionsOnly("a/a.ts#a", "a/b.ts#b"), 0],
    ["no function at all", functionsOnly(), functionsOnly(), 0],
  ])("%s: the exit code", (_, before, after, code) => {
    expect(diff(before, after).code).toBe(code);
    expect(diff(before, after, "--json").code).toBe(code);
  });

  test("tells of one function in the singular", () => {
    expect(diff(functionsOnly("a/a.ts#a"), functionsOnly()).out).toMatch(/\n1 function loses its cached results: /);
  });

  test("says honestly where the manifests don't tell the cause", () => {
    const odd = { ...OLD, functions: OLD.functions.map((fn) => ({ ...fn, version: "0".repeat(16) })) };
    const { out } = diff(OLD, odd);
    expect(out.match(/^ {4}no cause can be named: the manifests agree in all that they say of it$/gm)).toHaveLength(5);
  });

  test("tells a new format of versions", () => {
    expect(diff(OLD, versioned({ ...OLD, versionFormat: 5 })).out).toContain(
      "changed  app/src/same.ts#same  (src/same.ts:5)\n    another format of versions: 4 -> 5\n",
    );
  });

  test.each([
    [
      "what was called otherwise",
      ["a", "b.ts#f"],
      ["a", "c.ts#f"],
      "    c.ts#f changed; it was b.ts#f\n      through price -> c.ts#f\n",
    ],
    [
      "contents of a package",
      ["a", "lodash"],
      ["a", "lodash"],
      "    lodash 4.17.20: its contents changed, or something that it loads\n",
    ],
    ["the function itself", ["a"], ["b"], "    its own code changed\n"],
    [
      "where a name leads",
      ["a", "d.ts#f", "e.ts#f"],
      ["a", "e.ts#f", "d.ts#f"],
      "    its own code: a name in it leads elsewhere\n      now uses d.ts#f, e.ts#f\n",
    ],
  ] as const)("tells %s", (_, was, now, text) => {
    const others = { "d.ts#f": ["d"], "e.ts#f": ["e"] } as const;
    const before = manifestOf(
      { [PRICE]: was, ...others, "b.ts#f": ["1"], lodash: { package: "4.17.20 a" } },
      { [PRICE]: {} },
    );
    const after = manifestOf(
      { [PRICE]: now, ...others, "c.ts#f": ["2"], lodash: { package: "4.17.20 b" } },
      { [PRICE]: {} },
    );
    expect(diff(before, after).out).toContain(text);
  });

  test("tells a key of the same names that is read from elsewhere", () => {
    const key = [{ label: "a", read: "value" as const }];
    const before = manifestOf({ [PRICE]: ["x"] }, { [PRICE]: { key, schema: "1" } });
    const after = manifestOf({ [PRICE]: ["x"] }, { [PRICE]: { key, schema: "2" } });
    expect(diff(before, after).out).toContain("    the key: a, read from elsewhere\n");
  });

  test("leaves out the middle of a long way", () => {
    const chain = (last: string): Manifest =>
      manifestOf(
        Object.fromEntries(
          Array.from({ length: 40 }, (_, at): [string, UnitSketch] => [
            `app/m.ts#u${at}`,
            at === 39 ? [last] : [`${at}`, `app/m.ts#u${at + 1}`],
          ]),
        ),
        { "app/m.ts#u0": {} },
      );
    expect(diff(chain("a"), chain("b")).out).toContain(
      "      through u0 -> u1 -> u2 -> (34 more) -> app/m.ts#u37 -> u38 -> u39\n",
    );
    const [changed] = (JSON.parse(diff(chain("a"), chain("b"), "--json").out) as { changed: { causes: object[] }[] })
      .changed;
    expect(changed?.causes).toMatchObject([{ omitted: 8, path: { length: 32 } }]);
  });

  test("names as many causes as it is told to", () => {
    const { out } = diff(OLD, NEW, "--causes", "1");
    expect(out).toContain("    app/src/tax.ts#rate changed\n");
    expect(out).not.toContain("lodash");
    expect(out).toContain("      no longer uses app/src/tax.ts#base\n    and more; --causes <number> shows them\n");
  });

  test("colours the output only if it may", () => {
    const folder = folderWith({ "old.json": OLD, "new.json": NEW });
    const { out } = tscached(folder, ["diff", "old.json", "new.json"], true);
    expect(out).toContain("\u001b[31mremoved\u001b[39m  \u001b[1mapp/src/gone.ts#gone\u001b[22m");
    expect(stripVTControlCharacters(out)).toBe(diff(OLD, NEW).out);
  });

  test.each([
    ["the old one", ["missing.json", "a.json"], "missing.json can't be read: there is no such file.\n"],
    ["the new one", ["a.json", "broken.json"], "broken.json is not JSON: "],
  ])("fails with exit code 2 if a manifest can't be read: %s", (_, files, message) => {
    const folder = folderWith({ "a.json": OLD, "broken.json": "{" });
    const { code, out, err } = tscached(folder, ["diff", ...files]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(`tscached diff: ${message}`);
  });
});

describe("tscached diff --json", () => {
  test("prints everything, in the order of the ids", () => {
    const { code, out } = diff(OLD, NEW, "--json");
    expect(code).toBe(1);
    const { changed, ...rest } = JSON.parse(out) as { changed: { id: string }[] };
    expect(rest).toEqual({
      format: 1,
      old: "old.json",
      new: "new.json",
      summary: { changed: 3, removed: 1, added: 1, unchanged: 1 },
      removed: [{ id: "app/src/gone.ts#gone", file: "src/gone.ts", line: 5 }],
      added: [{ id: "app/src/new.ts#fresh", file: "src/new.ts", line: 6 }],
    });
    expect(changed.map(({ id }) => id)).toEqual(["app/src/own.ts#own", PRICE, VIEW]);
    expect(changed[1]).toEqual({
      id: PRICE,
      file: "src/price.ts",
      line: 14,
      from: OLD.functions[0]?.version,
      to: NEW.functions[0]?.version,
      causes: [
        {
          kind: "key",
          from: [{ label: "limit", read: "value" }],
          to: [
            { label: "limit", read: "value" },
            { label: "tags", read: "list" },
          ],
        },
        {
          kind: "code",
          name: "app/src/tax.ts#rate",
          added: ["app/src/more.ts#more"],
          removed: ["app/src/tax.ts#base"],
          path: [PRICE, "app/src/price.ts#total", "app/src/tax.ts#rate"],
          omitted: 0,
        },
        {
          kind: "package",
          name: "lodash",
          from: "4.17.20",
          to: "4.17.21",
          path: [PRICE, "app/src/price.ts#total", "lodash"],
          omitted: 0,
        },
      ],
      more: false,
    });
  });

  test("is the same whatever the order of the functions in the manifests", () => {
    const turned = (manifest: Manifest): Manifest => ({ ...manifest, functions: manifest.functions.toReversed() });
    expect(diff(turned(OLD), turned(NEW), "--json")).toEqual(diff(OLD, NEW, "--json"));
  });

  test("parses where nothing changed", () => {
    expect(JSON.parse(diff(OLD, OLD, "--json").out)).toMatchObject({ changed: [], removed: [], added: [] });
  });
});
