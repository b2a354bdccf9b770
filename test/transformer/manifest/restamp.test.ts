import { createDisk } from "../../../transformer/compiler/disk.js";
import { loadTextHash } from "../../../transformer/analyze/version/hash.js";
import type { Manifest } from "../../../transformer/manifest/format.js";
import { manifestOf } from "../../../transformer/manifest/of-plans.js";
import { restamped } from "../../../transformer/manifest/restamp.js";
import { analyse, edited, type Change, type Files } from "../analyze/version/project.js";

const hash = loadTextHash();
const FOLDER = "/project";
const LOCK = {
  lockfileVersion: 3,
  packages: {
    "node_modules/rates": { version: "1.0.0", integrity: "sha512-a", dependencies: { inner: "1.0.0" } },
    "node_modules/inner": { version: "1.0.0", integrity: "sha512-b" },
  },
};
const FILES: Files = {
  "package.json": '{ "name": "app" }',
  "package-lock.json": JSON.stringify(LOCK),
  "node_modules/rates/package.json": '{ "name": "rates", "version": "1.0.0", "types": "index.d.ts" }',
  "node_modules/rates/index.d.ts": "export declare function rate(n: number): number;\n",
  "main.ts": `
import { rate } from "rates";
import { area } from "./generated/shapes.js";
import { size } from "./size.js";
/** @cacheData */ export function packaged(n: number): number { return rate(n); }
/** @cacheData */ export function generated(n: number): number { return area(n) + rate(n); }
/** @cacheData */ export function sized(n: number): number { return size(n); }
/** @cacheData { hash: "body", version: "2" } */ export function body(n: number): number { return rate(n); }
/** @cacheData { hash: "none" } */ export function none(n: number): number { return rate(n); }
/** @cacheData */ export function fields(n: number): number { return new Box(n).n; }
class Box { n: number; constructor(n: number) { this.n = n; } }
`,
  "size.ts": "export const size = (n: number): number => n;\n",
  "generated/shapes.d.ts": "export declare function area(n: number): number;\n",
  "generated/shapes.js": 'import { half } from "./half.js";\nimport "rates";\nexport const area = (n) => half(n);\n',
  "generated/half.js": "export const half = (n) => n / 2;\n",
};

function manifestFor(files: Files, folder = FOLDER): Manifest {
  const { functions, analysis } = analyse(files, { folder });
  return manifestOf(functions, analysis.versions.roots, folder);
}

/** The manifest of one state of the files, brought up to date with another one. */
function restamp(manifest: Manifest, files: Files): Manifest | undefined {
  const { host } = analyse(files, { folder: FOLDER });
  return restamped(manifest, FOLDER, createDisk(host, FOLDER), hash);
}

describe("a manifest that is brought up to date without its program", () => {
  const manifest = manifestFor(FILES);

  test("is the same where nothing has changed", () => {
    expect(restamp(manifest, FILES)).toEqual(manifest);
  });

  const changedLock = JSON.stringify(LOCK).replace("sha512-b", "sha512-c");
  test.each<[string, Change, string[]]>([
    ["a package", { "node_modules/rates/package.json": ["1.0.0", "1.0.1"] }, ["packaged", "generated"]],
    ["what a package loads", { "package-lock.json": changedLock }, ["packaged", "generated"]],
    ["generated code", { "generated/shapes.js": ["half(n)", "half(n) + 1"] }, ["generated"]],
    ["what generated code imports", { "generated/half.js": ["/ 2", "/ 3"] }, ["generated"]],
    [
      "another import in generated code",
      {
        "generated/half.js": 'export * from "./third.js";\n',
        "generated/third.js": "export const half = (n) => n;\n",
      },
      ["generated"],
    ],
    ["generated code that is gone", { "generated/half.js": undefined }, ["generated"]],
  ])("says of %s what a new build says", (_, change, changes) => {
    const files = edited(FILES, change);
    const after = restamp(manifest, files);
    expect(after).toEqual(manifestFor(files));
    const versions = new Map(manifest.functions.map(({ id, version }) => [id, version]));
    const changed = after?.functions.filter(({ id, version }) => versions.get(id) !== version) ?? [];
    expect(changed.map(({ id }) => id.split("#")[1]).sort()).toEqual([...changes].sort());
  });

  test("knows sources that generated code imports, if it knew them before", () => {
    const importing = { ...FILES, "generated/half.js": 'export { size as half } from "../size.js";\n' };
    expect(restamp(manifestFor(importing), importing)).toEqual(manifestFor(importing));
    // The module as a whole is no unit of the manifest before.
    expect(restamp(manifest, importing)).toBeUndefined();
  });

  test("can't be told where versions are made in another way", () => {
    expect(restamp({ ...manifest, versionFormat: 3 }, FILES)).toBeUndefined();
  });

  test("has the same bytes in another folder, with the files in another order", () => {
    expect(manifestFor(FILES, "/somewhere/else")).toEqual(manifest);
    const { functions, analysis } = analyse(FILES, { folder: FOLDER, order: (names) => names.reverse() });
    expect(manifestOf([...functions].reverse(), analysis.versions.roots, FOLDER)).toEqual(manifest);
  });

  test("names each unit once", () => {
    const inner = (result: string): string => `{ /** @cacheData */ const inner = (m: number) => ${result}; inner(1); }`;
    const twice = { ...FILES, "main.ts": `export function outer(): void { ${inner("m")} ${inner("m + 1")} }\n` };
    expect(manifestFor(twice).units.map(({ name }) => name)).toEqual([
      "app/main.ts#outer.inner",
      "app/main.ts#outer.inner~2",
    ]);
  });
});
