import { chooseFunction, nameOf } from "../../../cli/input/choose.js";
import type { FoundManifest } from "../../../cli/input/manifests.js";
import { manifestOf, type FunctionSketch } from "../example.js";

const DIST = found("dist/tscached.manifest.json", {
  "app/src/load.ts#load": { line: 3 },
  "app/src/load.ts#loadAll": { line: 9 },
  "app/src/load.ts#outer.inner": { line: 20 },
  "app/src/admin/load.ts#load": { line: 3 },
  "app/src/price.ts#price": { line: 12 },
  "app/src/odd#file.ts#odd": { line: 1 },
});

function found(file: string, functions: Readonly<Record<string, FunctionSketch>>): FoundManifest {
  const units = Object.fromEntries(Object.keys(functions).map((id) => [id, ["code"] as const]));
  return { file, manifest: manifestOf(units, functions) };
}

function idOf(asked: string, manifests: readonly FoundManifest[] = [DIST]): string {
  return chooseFunction(manifests, asked).fn.id;
}

describe("a function is found by", () => {
  test.each([
    ["its id", "app/src/price.ts#price", "app/src/price.ts#price"],
    ["its name", "price", "app/src/price.ts#price"],
    ["its qualified name", "outer.inner", "app/src/load.ts#outer.inner"],
    ["the end of its id", "admin/load.ts#load", "app/src/admin/load.ts#load"],
    ["its place", "src/price.ts:12", "app/src/price.ts#price"],
    ["its place with a column", "src/price.ts:12:17", "app/src/price.ts#price"],
    ["its place from further up", "packages/app/src/price.ts:12", "app/src/price.ts#price"],
    ["its place from further down", "price.ts:12", "app/src/price.ts#price"],
    ["its place with a leading ./", "./src/price.ts:12", "app/src/price.ts#price"],
    ["its place with backslashes", "src\\price.ts:12", "app/src/price.ts#price"],
  ])("%s", (_, asked, id) => {
    expect(idOf(asked)).toBe(id);
  });

  test("an id that ends as another one's", () => {
    const both = found("m.json", { "src/a.ts#f": {}, "app/src/a.ts#f": {} });
    expect(idOf("src/a.ts#f", [both])).toBe("src/a.ts#f");
  });
});

test("a name is what stands behind the path, wherever a # is", () => {
  const [fn] = found("m.json", { "app/src/a#b.ts#Shop.#price.inner": {} }).manifest.functions;
  expect(fn && nameOf(fn)).toBe("Shop.#price.inner");
  expect(DIST.manifest.functions.map(nameOf)).toEqual(["load", "loadAll", "outer.inner", "load", "price", "odd"]);
});

describe("an ambiguous function is an error that lists the candidates", () => {
  test("by name", () => {
    expect(() => idOf("load")).toThrow(
      "load may be any of these; give the id:\n  app/src/load.ts#load  (src/load.ts:3)\n  app/src/admin/load.ts#load  (src/admin/load.ts:3)",
    );
  });

  test("by place", () => {
    expect(() => idOf("load.ts:3")).toThrow("load.ts:3 may be any of these");
  });
});

describe("an unknown function is an error that proposes", () => {
  test.each([
    ["a name few slips away", "prise", ["app/src/price.ts#price"]],
    ["the last name of a qualified one", "inner", ["app/src/load.ts#outer.inner"]],
    [
      "names that contain it",
      "LOAD",
      ["app/src/load.ts#load", "app/src/admin/load.ts#load", "app/src/load.ts#loadAll"],
    ],
    ["the name of a wrong id", "lib/src/price.ts#price", ["app/src/price.ts#price"]],
  ])("%s", (_, asked, ids) => {
    expect(() => idOf(asked)).toThrow(
      `There is no cached function ${asked} in dist/tscached.manifest.json. Did you mean:`,
    );
    for (const id of ids) expect(() => idOf(asked)).toThrow(id);
  });

  test("nothing, where nothing is close", () => {
    expect(() => idOf("zzzzzz")).toThrow(
      "There is no cached function zzzzzz in dist/tscached.manifest.json. A function is given by its id, its name, or as file:line.",
    );
  });

  test("at most five", () => {
    const many = found("m.json", Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`app/a.ts#many${i}`, {}])));
    expect(messageOf(() => idOf("many", [many])).match(/app\/a\.ts#many/g)).toHaveLength(5);
  });

  test("the nearest functions of the file, by line", () => {
    expect(() => idOf("src/load.ts:10")).toThrow(
      "No cached function stands in line 10 of src/load.ts. The nearest:\n  app/src/load.ts#loadAll  (src/load.ts:9)\n  app/src/load.ts#load",
    );
  });

  test("the file's name, if that is the slip", () => {
    expect(() => idOf("src/prize.ts:12")).toThrow(
      "There is no cached function in src/prize.ts. Did you mean src/price.ts?",
    );
    expect(() => idOf("other.ts:12")).toThrow(/^There is no cached function in other\.ts\.$/);
  });
});

describe("of several manifests", () => {
  const same = { "app/a.ts#f": {} };
  const other = { "app/a.ts#f": { options: { version: "2" } } };

  test("those that say the same are one answer", () => {
    const manifests = [found("cjs.json", same), DIST, found("esm.json", same)];
    expect(chooseFunction(manifests, "f").files).toEqual(["cjs.json", "esm.json"]);
  });

  test("those that say different versions are an error that names them", () => {
    const manifests = [found("old.json", same), found("new.json", other)];
    expect(() => idOf("f", manifests)).toThrow(
      /^app\/a\.ts#f isn't the same in these manifests; choose one with --manifest <file>:\n {2}old\.json {2}version [\da-f]{16}\n {2}new\.json {2}version [\da-f]{16}$/,
    );
  });

  test("those that say other options, of the same version, are such an error too", () => {
    const manifests = [found("old.json", same), found("new.json", { "app/a.ts#f": { options: { ttl: 5 } } })];
    expect(() => idOf("f", manifests)).toThrow("isn't the same in these manifests");
  });

  test("those that list its code at other positions are one answer", () => {
    const manifests = [found("a.json", same), found("b.json", { "app/b.ts#g": {}, ...same })];
    expect(chooseFunction(manifests, "f").files).toEqual(["a.json", "b.json"]);
  });

  test("all are named where nothing is found, and where nothing is in them", () => {
    expect(() => idOf("g", [found("a.json", same), found("b.json", other)])).toThrow("in a.json and b.json");
    expect(() => idOf("g", [found("a.json", {}), found("b.json", {})])).toThrow(
      "a.json and b.json: there is no cached function in there.",
    );
  });
});

function messageOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("nothing was thrown");
}
