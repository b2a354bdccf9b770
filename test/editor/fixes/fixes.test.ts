import { basename, join } from "node:path";
import ts from "typescript";
import ts49 from "typescript-4.9";
import ts50 from "typescript-5.0";
import { fixAll, fixesFor, FIXABLE_CODES } from "../../../editor/fixes/index.js";
import { ROOT } from "../../fixtures/cases.js";
import type { FixAllCase, FixCase } from "./cases/case.js";
import { ALL_CASES, CASES, textsOf } from "./cases/index.js";
import { EditedFiles } from "./edited-files.js";

const FOLDER = join(__dirname, "virtual");

type TS = typeof ts;

const HOSTS: readonly (readonly [string, TS])[] = [
  [ts.version, ts],
  [ts50.version, ts50 as unknown as TS],
  [ts49.version, ts49 as unknown as TS],
];

/** What became of one case. */
interface Outcome {
  readonly offers: readonly string[];
  readonly texts: Readonly<Record<string, string>>;
  readonly theirs: readonly string[];
  readonly codes: readonly number[];
}

describe.each(HOSTS)("TypeScript %s", (_, host) => {
  const outcomes = new Map<FixCase | FixAllCase, Outcome>();

  beforeAll(() => {
    const all = [...CASES, ...ALL_CASES].map((its, index) => ({ its, folder: join(FOLDER, String(index)) }));
    const files = open(
      host,
      all.flatMap(({ its, folder }) => Object.entries(textsOf(its)).map(([name, text]) => [join(folder, name), text])),
    );
    // All fixes are looked for in one program, and all that they change is checked in another.
    const found = all.map((entry) => ({ ...entry, ...lookFor(files, entry.its, entry.folder) }));
    for (const { changes } of found) files.apply(changes);
    for (const { its, folder, offers } of found) outcomes.set(its, { offers, ...look(files, its, folder) });
  });

  describe.each(CASES.map((its) => [its.title, its] as const))("%s", (_, its) => {
    test("is offered what leads out", () => {
      expect(outcomes.get(its)?.offers).toEqual(its.offers);
      expect(its.after === undefined).toBe(its.offers.length === 0);
    });

    if (its.after !== undefined) {
      test("is changed as it should be", () => {
        const others = Object.entries(its.others ?? {}).map(([name, [, after]]) => [name, after]);
        expect(outcomes.get(its)?.texts).toEqual({ "a.ts": its.after, ...Object.fromEntries(others) });
      });

      test("is fine afterwards", () => {
        expect(outcomes.get(its)?.theirs).toEqual([]);
        expect(outcomes.get(its)?.codes).toEqual(its.leaves ?? []);
      });
    }
  });

  describe("to all of a file:", () => {
    test.each(ALL_CASES.map((its) => [its.title, its] as const))("%s", (_, its) => {
      expect(outcomes.get(its)?.texts["a.ts"]).toBe(its.after);
      expect(outcomes.get(its)?.theirs.filter((text) => !text.startsWith("TS2588"))).toEqual([]);
      expect(outcomes.get(its)?.codes.filter((code) => code !== 870203)).toEqual([]);
    });
  });
});

test.each(CASES.filter(({ value }) => value !== undefined).map((its) => [its.title, its] as const))(
  "%s: means the same afterwards",
  (_, { before, after = "", value = "" }) => {
    expect(valueOf(after, value)).toEqual(valueOf(before, value));
  },
);

test("each code that can be fixed is among the cases", () => {
  expect([...new Set(CASES.map(({ code }) => code))].sort()).toEqual([...FIXABLE_CODES].sort());
});

function open(host: TS, texts: readonly (readonly string[])[]): EditedFiles {
  const { Bundler } = host.ModuleResolutionKind as { Bundler?: ts.ModuleResolutionKind };
  const { NodeJs } = host.ModuleResolutionKind as unknown as { NodeJs: ts.ModuleResolutionKind };
  const options: ts.CompilerOptions = {
    target: host.ScriptTarget.ES2022,
    module: host.ModuleKind.ESNext,
    moduleResolution: Bundler ?? NodeJs,
    strict: true,
    types: [],
    lib: ["lib.es2022.d.ts"],
    // Not every version resolves the package's own name.
    paths: { tscached: [join(ROOT, "dist/cjs/runtime/index.d.ts")] },
  };
  const files = new EditedFiles(
    host,
    texts.map(([path = ""]) => path),
    options,
    FOLDER,
  );
  for (const [path = "", text = ""] of texts) files.write(path, text);
  return files;
}

function lookFor(
  files: EditedFiles,
  its: FixCase | FixAllCase,
  folder: string,
): { offers: string[]; changes: readonly ts.FileTextChanges[] } {
  const path = join(folder, "a.ts");
  if (files.program.getSourceFile(path) === undefined) throw new Error(`${path} is not in the program`);
  const view = files.viewOf(path);
  if (view === undefined) return { offers: ["no tags were found"], changes: [] };
  if ("id" in its) return { offers: [], changes: fixAll(view, its.id)?.changes ?? [] };
  const diagnostic = view.plan.diagnostics.find(({ code }) => code === its.code);
  if (diagnostic === undefined) {
    const met = view.plan.diagnostics.map(({ code, text }) => `TS${code} ${text}`);
    return { offers: [`only ${met.join(", ")}`], changes: [] };
  }
  const fixes = fixesFor(view, diagnostic, { newLine: "\n" });
  return {
    offers: fixes.map(({ description }) => description),
    changes: fixes[its.take ?? 0]?.changes ?? [],
  };
}

function look(files: EditedFiles, its: FixCase | FixAllCase, folder: string): Omit<Outcome, "offers"> {
  const paths = Object.keys(textsOf(its)).map((name) => join(folder, name));
  return {
    texts: Object.fromEntries(paths.map((path) => [basename(path), files.textOf(path)])),
    theirs: paths.flatMap((path) => files.theirsIn(path)),
    codes: paths.flatMap((path) => files.oursIn(path).map(({ code }) => code)),
  };
}

/** What an expression over the exports of a module gives. */
function valueOf(text: string, expression: string): unknown {
  const { CommonJS } = ts.ModuleKind;
  const { outputText } = ts.transpileModule(`${text}\nexport const $value = ${expression};`, {
    compilerOptions: { module: CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const exports: { $value?: unknown } = {};
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- the cases' own code
  new Function("exports", outputText)(exports);
  return exports.$value;
}
