import { compareManifests, type Cause, type Comparison } from "../../../cli/compare/manifests.js";
import { manifestOf, versioned, type FunctionSketch, type UnitSketch } from "../example.js";

type Units = Readonly<Record<string, UnitSketch>>;

const PRICE = "app/src/price.ts#price";
const TOTAL = "app/src/price.ts#total";
const RATE = "app/src/tax.ts#rate";

const UNITS: Units = {
  [PRICE]: ["return total(x)", TOTAL],
  [TOTAL]: ["return rate(x) + pick(x)", RATE, "lodash"],
  [RATE]: ["return 0.2"],
  lodash: { package: "4.17.20 aaaa" },
};

function without(name: string): Units {
  return Object.fromEntries(Object.entries(UNITS).filter(([each]) => each !== name));
}

function compare(before: Units, after: Units, was: FunctionSketch = {}, now = was): Comparison {
  return compareManifests(manifestOf(before, { [PRICE]: was }), manifestOf(after, { [PRICE]: now }), 9);
}

/** The causes for which the one function changed. */
function causes(after: Units, before = UNITS): readonly Cause[] {
  const { changed, ...rest } = compare(before, after);
  expect(rest).toEqual({ added: [], removed: [], unchanged: 0 });
  expect(changed).toHaveLength(1);
  return changed[0]?.causes ?? [];
}

describe("a change in the code is named with the shortest way to it", () => {
  test("of the function itself", () => {
    expect(causes({ ...UNITS, [PRICE]: ["return total(y)", TOTAL] })).toEqual([
      { kind: "code", name: PRICE, added: [], removed: [], path: [PRICE], omitted: 0 },
    ]);
  });

  test("of what it reaches", () => {
    expect(causes({ ...UNITS, [RATE]: ["return 0.25"] })).toEqual([
      { kind: "code", name: RATE, added: [], removed: [], path: [PRICE, TOTAL, RATE], omitted: 0 },
    ]);
  });

  test("of several pieces, the nearest first", () => {
    const found = causes({ ...UNITS, [RATE]: ["return 0.25"], [PRICE]: ["return 1 + total(x)", TOTAL] });
    expect(found.map((cause) => "name" in cause && cause.name)).toEqual([PRICE, RATE]);
  });

  test("with what is used now and what no longer", () => {
    const after: Units = { ...without(RATE), [TOTAL]: ["return vat(x) + pick(x)", "app/src/vat.ts#vat", "lodash"] };
    expect(causes({ ...after, "app/src/vat.ts#vat": ["return 0.3"] })).toEqual([
      {
        kind: "code",
        name: TOTAL,
        added: ["app/src/vat.ts#vat"],
        removed: [RATE],
        path: [PRICE, TOTAL],
        omitted: 0,
      },
    ]);
  });

  test("of a piece with another name at the same place", () => {
    const after: Units = { ...without(RATE), [TOTAL]: ["return rate(x) + pick(x)", "app/src/vat.ts#vat", "lodash"] };
    expect(causes({ ...after, "app/src/vat.ts#vat": ["return 0.3"] })).toEqual([
      {
        kind: "code",
        name: "app/src/vat.ts#vat",
        was: RATE,
        added: [],
        removed: [],
        path: [PRICE, TOTAL, "app/src/vat.ts#vat"],
        omitted: 0,
      },
    ]);
  });

  test("that is only where a name leads", () => {
    // Both pieces are there before and after.
    const both: Units = { ...UNITS, "app/src/b.ts#rate": ["return 0.3"] };
    const before: Units = { ...both, [TOTAL]: ["return rate(x) + pick(x)", RATE, "lodash", "app/src/b.ts#rate"] };
    const after: Units = { ...both, [TOTAL]: ["return rate(x) + pick(x)", "app/src/b.ts#rate", "lodash", RATE] };
    expect(causes(after, before)).toEqual([
      {
        kind: "uses",
        name: TOTAL,
        added: ["app/src/b.ts#rate", RATE],
        removed: ["app/src/b.ts#rate", RATE],
        path: [PRICE, TOTAL],
        omitted: 0,
      },
    ]);
  });

  test("of a package, from version to version", () => {
    expect(causes({ ...UNITS, lodash: { package: "4.17.21 bbbb" } })).toEqual([
      { kind: "package", name: "lodash", from: "4.17.20", to: "4.17.21", path: [PRICE, TOTAL, "lodash"], omitted: 0 },
    ]);
  });

  test("of what a package loads", () => {
    expect(causes({ ...UNITS, lodash: { package: "4.17.20 bbbb" } })).toMatchObject([
      { kind: "package", name: "lodash", from: "4.17.20", to: "4.17.20" },
    ]);
  });

  test("of one copy of a package, and not the other one", () => {
    const both: Units = { ...UNITS, [TOTAL]: ["a(b)", "lodash", "lodash~2"], "lodash~2": { package: "3.10.1 cccc" } };
    // The copies' numbers are exchanged as well.
    const after: Units = {
      ...both,
      [TOTAL]: ["a(b)", "lodash~2", "lodash"],
      lodash: { package: "3.10.1 cccc" },
      "lodash~2": { package: "4.17.21 bbbb" },
    };
    const before = manifestOf(both, { [PRICE]: {} });
    // A package's text has no number in it.
    const plain = manifestOf(after, { [PRICE]: {} });
    const hashes = before.units.find(({ name }) => name === "lodash~2")?.hash ?? "";
    const now = versioned({
      ...plain,
      units: plain.units.map((unit) => (unit.name === "lodash" ? { ...unit, hash: hashes } : unit)),
    });
    expect(compareManifests(before, now, 9).changed[0]?.causes).toEqual([
      {
        kind: "package",
        name: "lodash~2",
        from: "4.17.20",
        to: "4.17.21",
        path: [PRICE, TOTAL, "lodash~2"],
        omitted: 0,
      },
    ]);
  });

  test("no more of them than asked for, and whether there are more", () => {
    const after: Units = { ...UNITS, [PRICE]: ["a", TOTAL], [TOTAL]: ["b", RATE, "lodash"], [RATE]: ["c"] };
    const [before, now] = [manifestOf(UNITS, { [PRICE]: {} }), manifestOf(after, { [PRICE]: {} })];
    const told = (most: number): unknown[] =>
      compareManifests(before, now, most).changed.map(({ causes: found, more }) => [found.length, more]);
    expect([told(1), told(2), told(3), told(4)]).toEqual([[[1, true]], [[2, true]], [[3, false]], [[3, false]]]);
  });
});

describe("a change in a function's own facts is named", () => {
  const from: FunctionSketch = { key: [{ label: "a", read: "value" }] };

  test.each<[string, FunctionSketch, FunctionSketch, Cause]>([
    [
      "the key",
      from,
      { key: [{ label: "a.b", read: "list" }] },
      { kind: "key", from: [{ label: "a", read: "value" }], to: [{ label: "a.b", read: "list" }] },
    ],
    [
      "what the version covers",
      { ...from, options: { hash: "body" }, body: "1" },
      { ...from, compiler: ["fields:define"] },
      { kind: "option", option: "hash", from: "body", to: "deps" },
    ],
    [
      "the option version",
      { ...from, options: { version: "1" } },
      { ...from, options: { version: "2" } },
      { kind: "option", option: "version", from: "1", to: "2" },
    ],
    [
      "the option version, given for the first time",
      from,
      { ...from, options: { version: "2" } },
      { kind: "option", option: "version", from: null, to: "2" },
    ],
    [
      "compiler options",
      { ...from, compiler: ["fields:assign"] },
      { ...from, compiler: ["fields:define"] },
      { kind: "compiler", from: ["fields:assign"], to: ["fields:define"] },
    ],
    [
      "the own code of hash: body",
      { ...from, options: { hash: "body" }, body: "1" },
      { ...from, options: { hash: "body" }, body: "2" },
      { kind: "body" },
    ],
  ])("%s", (_, was, now, cause) => {
    expect(compare(UNITS, UNITS, was, now).changed.map(({ causes: found }) => found)).toEqual([[cause]]);
  });

  test("alone, where the version covers other things than before", () => {
    const now: FunctionSketch = { options: { hash: "body" }, body: "1" };
    const after: Units = { ...UNITS, [RATE]: ["return 0.25"] };
    expect(compare(UNITS, after, now, {}).changed[0]?.causes).toEqual([
      { kind: "option", option: "hash", from: "body", to: "deps" },
    ]);
  });

  test("but not one that changes no version", () => {
    expect(
      compare(UNITS, UNITS, { line: 1 }, { line: 9, kind: "resource", options: { ttl: 5, maxEntries: 1 } }),
    ).toEqual({
      added: [],
      removed: [],
      changed: [],
      unchanged: 1,
    });
    expect(compare(UNITS, UNITS, {}, { options: { hash: "deps" } }).changed[0]?.causes ?? []).toEqual([]);
  });
});

describe("functions", () => {
  const unit: UnitSketch = ["code"];

  test("are added and removed, in the order of their ids", () => {
    const before = manifestOf(
      { "a/c.ts#c": unit, "a/a.ts#a": unit, "a/b.ts#b": unit },
      { "a/c.ts#c": {}, "a/a.ts#a": {}, "a/b.ts#b": {} },
    );
    const after = manifestOf(
      { "a/b.ts#b": unit, "a/e.ts#e": unit, "a/d.ts#d": unit },
      { "a/b.ts#b": {}, "a/e.ts#e": {}, "a/d.ts#d": {} },
    );
    const { added, removed, changed, unchanged } = compareManifests(before, after, 9);
    expect(removed.map(({ id }) => id)).toEqual(["a/a.ts#a", "a/c.ts#c"]);
    expect(added.map(({ id }) => id)).toEqual(["a/d.ts#d", "a/e.ts#e"]);
    expect({ changed, unchanged }).toEqual({ changed: [], unchanged: 1 });
  });

  test("of another format of versions have that cause, and what changed besides", () => {
    const was = manifestOf(UNITS, { [PRICE]: {} });
    const now = manifestOf({ ...UNITS, [RATE]: ["return 0.25"] }, { [PRICE]: {} });
    expect(compareManifests(was, versioned({ ...was, versionFormat: 5 }), 9).changed[0]?.causes).toEqual([
      { kind: "format", from: 4, to: 5 },
    ]);
    expect(compareManifests(was, versioned({ ...now, versionFormat: 5 }), 9).changed[0]?.causes).toMatchObject([
      { kind: "format" },
      { kind: "code", name: RATE },
    ]);
  });

  test("whose version is another one for no reason in the manifests have no cause", () => {
    const now = manifestOf(UNITS, { [PRICE]: {} });
    const was = { ...now, functions: now.functions.map((fn) => ({ ...fn, version: "0".repeat(16) })) };
    expect(compareManifests(was, now, 9).changed).toMatchObject([{ from: "0".repeat(16), causes: [], more: false }]);
  });

  test("whose code was only renamed and moved are unchanged", () => {
    const renamed: Units = {
      "app/lib/vat.ts#share": ["return 0.2"],
      "app/lib/sum.ts#sum": ["return rate(x) + pick(x)", "app/lib/vat.ts#share", "lodash"],
      [PRICE]: ["return total(x)", "app/lib/sum.ts#sum"],
      lodash: { package: "4.17.20 aaaa" },
    };
    expect(compare(UNITS, renamed)).toEqual({ added: [], removed: [], changed: [], unchanged: 1 });
  });

  test("whose code was renamed, and something else changed: only that is the cause", () => {
    const renamed: Units = {
      "app/lib/vat.ts#share": ["return 0.2"],
      "app/lib/sum.ts#sum": ["return rate(x) + pick(x)", "app/lib/vat.ts#share", "lodash"],
      [PRICE]: ["return total(x)", "app/lib/sum.ts#sum"],
      lodash: { package: "4.17.21 bbbb" },
    };
    expect(causes(renamed)).toMatchObject([{ kind: "package", path: [PRICE, "app/lib/sum.ts#sum", "lodash"] }]);
  });

  test("that use what has got another number: it is not taken for what has its number now", () => {
    const before: Units = { [PRICE]: ["get()", "app/a.ts#get"], "app/a.ts#get": ["1"] };
    const after: Units = {
      [PRICE]: ["get() + get()", "app/a.ts#get~2", "app/a.ts#get"],
      "app/a.ts#get": ["2"],
      "app/a.ts#get~2": ["1"],
    };
    expect(causes(after, before)).toMatchObject([{ name: PRICE, added: ["app/a.ts#get"], removed: [] }]);
  });

  test("whose neighbours have got other numbers: only what changed is the cause", () => {
    const before: Units = {
      [PRICE]: ["get(x) + rate(x)", "app/a.ts#get", RATE],
      "app/a.ts#get": ["return one", "app/a.ts#one"],
      "app/a.ts#one": ["1"],
      [RATE]: ["return 0.2"],
    };
    // A get of the same text is written before the one there was.
    const after: Units = {
      [PRICE]: ["get(x) + rate(x)", "app/a.ts#get~2", RATE],
      "app/a.ts#get": ["return one", "app/a.ts#two"],
      "app/a.ts#get~2": ["return one", "app/a.ts#one"],
      "app/a.ts#one": ["1"],
      "app/a.ts#two": ["2"],
      [RATE]: ["return 0.25"],
    };
    expect(causes(after, before)).toMatchObject([{ kind: "code", name: RATE }]);
  });
});
