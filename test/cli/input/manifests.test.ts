import { chmodSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { findManifests, loadManifest } from "../../../cli/input/manifests.js";
import { manifestOf } from "../example.js";
import { folderWith, tscached } from "../run.js";

const EMPTY = manifestOf({}, {});

describe("the manifests below a folder", () => {
  test("are all found, of whatever configuration and however deep", () => {
    const folder = folderWith({
      "tscached.manifest.json": EMPTY,
      "b/dist/tscached.build.manifest.json": EMPTY,
      "a/dist/tscached.manifest.json": EMPTY,
      "a/dist/tscached.test.e2e.manifest.json": EMPTY,
    });
    expect(findManifests(folder).map(({ file }) => file)).toEqual([
      "tscached.manifest.json",
      "a/dist/tscached.manifest.json",
      "a/dist/tscached.test.e2e.manifest.json",
      "b/dist/tscached.build.manifest.json",
    ]);
  });

  test("are not looked for in node_modules and folders with a dot, nor behind links", () => {
    const folder = folderWith({
      "dist/tscached.manifest.json": EMPTY,
      "node_modules/x/tscached.manifest.json": EMPTY,
      "a/node_modules/x/dist/tscached.manifest.json": EMPTY,
      ".cache/tscached.manifest.json": EMPTY,
    });
    symlinkSync(folder, join(folder, "around"), "dir");
    expect(findManifests(folder).map(({ file }) => file)).toEqual(["dist/tscached.manifest.json"]);
  });

  test("are no files of other names, and no folders", () => {
    const folder = folderWith({
      "dist/tscached.manifest.json": EMPTY,
      "dist/manifest.json": "{}",
      "dist/my-tscached.manifest.json": "{}",
      "dist/tscached.manifest.json.bak": "{}",
      "dist/tscached.dependents.json": "[]",
      "tscached.manifest.json/x.txt": "",
    });
    expect(findManifests(folder).map(({ file }) => file)).toEqual(["dist/tscached.manifest.json"]);
  });

  test("that can't be entered are passed over", () => {
    const folder = folderWith({ "dist/tscached.manifest.json": EMPTY, "closed/tscached.manifest.json": EMPTY });
    chmodSync(join(folder, "closed"), 0o000);
    try {
      // The superuser may look everywhere.
      const isRoot = process.getuid?.() === 0;
      expect(findManifests(folder)).toHaveLength(isRoot ? 2 : 1);
    } finally {
      chmodSync(join(folder, "closed"), 0o700);
    }
  });

  test("are missing: the error says what to do", () => {
    expect(tscached(folderWith({ "src/a.ts": "" }), ["explain", "f"])).toEqual({
      code: 2,
      out: "",
      err:
        "tscached explain: There is no tscached.manifest.json below this folder. A build writes it beside its output: " +
        "build the project with tspc, or say where the manifest is with --manifest <file>.\n" +
        "A build writes none if it has errors and the option noEmitOnError, with --noEmit or --emitDeclarationOnly, if " +
        'it is one of plain tsc, and if no function is annotated; "npx tscached check" tells.\n',
    });
  });
});

describe("a manifest that can't be read", () => {
  const folder = folderWith({
    "text.json": "no JSON",
    "empty.json": "",
    "other.json": '{ "format": 99 }',
    "none.json": '{ "format": 1, "functions": [{}], "units": [] }',
    "folder/x": "",
  });

  test.each([
    ["missing.json", /^missing\.json can't be read: there is no such file\.$/],
    ["text.json/x", /^text\.json\/x can't be read: there is no such file\.$/],
    ["folder", /^folder can't be read: it is a folder, and the manifest is a file in it\.$/],
    ["text.json", /^text\.json is not JSON: /],
    ["empty.json", /^empty\.json is empty: its build isn't done, or it failed or was killed\. Build the project again/],
    ["other.json", /^other\.json has the manifest format 99, /],
    ["none.json", /^none\.json is no manifest of tscached/],
  ])("%s", (file, message) => {
    expect(() => loadManifest(folder, file)).toThrow(message);
    const { code, out, err } = tscached(folder, ["explain", "f", "--manifest", file]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(`tscached explain: ${file} `);
  });
});
