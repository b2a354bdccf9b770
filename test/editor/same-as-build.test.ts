import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";
import { readCases, ROOT } from "../fixtures/cases.js";
import { CURRENT, Project, type Toolchain } from "../hosts/project.js";
import { BY_PACKAGE_NAME, EditorServer } from "./server.js";

/** Fixtures of what is wrong, which need no compiler options of their own. */
const AREAS = ["cache-key", "captures", "keys", "options", "rejected-forms", "results", "slices", "tags", "version"];
const CASES = readCases().filter(
  ({ name, folder, options, references, input }) =>
    AREAS.some((area) => name.startsWith(`${area}/`)) &&
    Object.keys(options).length + references.length === 0 &&
    input === "input.ts" &&
    isParsed(readFileSync(join(folder, input), "utf8")),
);

/** A build says nothing else of a project where that isn't so. */
function isParsed(text: string): boolean {
  return ts.transpileModule(text, { reportDiagnostics: true }).diagnostics?.length === 0;
}

/** Lives up to the folders of the fixtures, since they import from each other. */
function filesOf(): Record<string, string> {
  const files: Record<string, string> = {};
  for (const { folder, files: names } of CASES) {
    for (const name of names.filter((file) => /^(?!run\.).*\.(?:[cm]?ts|json)$/.test(file))) {
      const path = join(folder, name);
      files[join("src", relative(join(ROOT, "fixtures"), path))] = readFileSync(path, "utf8");
    }
  }
  for (const shared of ["frames.ts", "handle-of.ts"]) {
    files[join("src", shared)] = readFileSync(join(ROOT, "fixtures", shared), "utf8");
  }
  return files;
}

/** What is printed of one diagnostic, without what the compiler says of the rest. */
const OURS =
  /^(?<file>.*?)\((?<line>\d+),(?<column>\d+)\): (?<category>error|warning) TS(?<code>87\d{4}): (?<text>.*)$/gm;

describe.each([
  ["typescript-5.0", { typescript: "typescript-5.0", patch: "ts-patch-3" }, BY_PACKAGE_NAME],
  ["typescript-5.9", { typescript: "typescript-5.9", patch: "ts-patch-3" }, {}],
  ["typescript", CURRENT, {}],
] satisfies [string, Toolchain, object][])("the editor with %s", (_, toolchain, options) => {
  test("shows what the build prints", async () => {
    const files = filesOf();
    const project = new Project(files, { ...options, noEmit: true, lib: ["es2022", "dom"] }, toolchain);
    const server = new EditorServer(project.folder, toolchain.typescript);
    try {
      const { output } = await project.tspc("--noEmit");
      const printed = [...output.matchAll(OURS)].map(([line]) => line);
      const shown: string[] = [];
      for (const path of Object.keys(files).filter((name) => name.endsWith("ts"))) {
        const found = await server.diagnostics(server.open(project, path));
        for (const { start, category, code, text } of found.filter((each) => each.code >= 870_000)) {
          shown.push(`${path}(${start.line},${start.offset}): ${category} TS${code}: ${text}`);
        }
      }
      expect(CASES.length).toBeGreaterThan(150);
      expect(printed.length).toBeGreaterThan(150);
      expect(new Set(printed.map((line) => /TS(\d+)/.exec(line)?.[1])).size).toBeGreaterThan(35);
      expect(shown.sort()).toEqual(printed.sort());
    } finally {
      server.stop();
      project.remove();
    }
  });
});
