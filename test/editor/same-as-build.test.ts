import { readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";
import { readCases, ROOT } from "../fixtures/cases.js";
import { CURRENT, Project, type Outcome, type Toolchain } from "../hosts/project.js";
import { createWorkspace, OLDER } from "../matrix/host.js";
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

/** Where ts-patch 2 has a compiler to rewrite. */
const PATCHED = join(ROOT, ".cache", `same-${process.pid}`);

type Build = (project: Project) => Promise<Outcome>;

const tspc: Build = (project) => project.tspc("--noEmit");
const ttsc: Build = (project) => project.node(join(ROOT, "node_modules/ttypescript/bin/tsc"), "-p", ".", "--noEmit");
const patchedTsc: Build = async (project) => {
  const { tsc } = await createWorkspace(OLDER[1], PATCHED);
  return project.node(tsc, "-p", ".", "--noEmit");
};

describe.each([
  [
    "typescript-4.9",
    { typescript: "typescript-4.9", patch: "ts-patch-2" },
    BY_PACKAGE_NAME,
    { "ts-patch 2": patchedTsc, ttypescript: ttsc },
  ],
  ["typescript-5.0", { typescript: "typescript-5.0", patch: "ts-patch-3" }, BY_PACKAGE_NAME, { "ts-patch 3": tspc }],
  ["typescript-5.9", { typescript: "typescript-5.9", patch: "ts-patch-3" }, {}, { "ts-patch 3": tspc }],
  ["typescript", CURRENT, {}, { "ts-patch 4": tspc }],
] satisfies [string, Toolchain, object, Record<string, Build>][])(
  "the editor with %s",
  (_, toolchain, options, builds) => {
    const files = filesOf();
    let project: Project;
    let shown: readonly string[];

    beforeAll(async () => {
      project = new Project(files, { ...options, noEmit: true, lib: ["es2022", "dom"] }, toolchain);
      const server = new EditorServer(project.folder, toolchain.typescript);
      try {
        shown = await shownBy(server);
      } finally {
        server.stop();
      }
    });

    afterAll(() => {
      project.remove();
      rmSync(PATCHED, { recursive: true, force: true });
    });

    test.each(Object.entries(builds))("shows what the build with %s prints", async (_name, build) => {
      const { output } = await build(project);
      const printed = [...output.matchAll(OURS)].map(([line]) => line);
      expect(CASES.length).toBeGreaterThan(150);
      expect(printed.length).toBeGreaterThan(150);
      expect(new Set(printed.map((line) => /TS(\d+)/.exec(line)?.[1])).size).toBeGreaterThan(35);
      expect(shown).toEqual(printed.sort());
    });

    async function shownBy(server: EditorServer): Promise<string[]> {
      const lines: string[] = [];
      for (const path of Object.keys(files).filter((name) => name.endsWith("ts"))) {
        const found = await server.diagnostics(server.open(project, path));
        for (const { start, category, code, text } of found.filter((each) => each.code >= 870_000)) {
          lines.push(`${path}(${start.line},${start.offset}): ${category} TS${code}: ${text}`);
        }
      }
      return lines.sort();
    }
  },
);
