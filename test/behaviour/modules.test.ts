import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import ts from "typescript";
import { extendProgram } from "../../transformer/hosts/program.js";
import { readSettings } from "../../transformer/settings.js";
import { runScript } from "../runtime/script.js";
import { FORMS, inForm, nameOf, type Form } from "./form.js";

/** Of this process alone, and inside the package, so that its own name resolves. */
const FOLDER = join(__dirname, "../../.cache/behaviour", String(process.pid));

const SOURCE = `
  let _runs = 0;

  /** @cacheData { ttl: "10s" } */
  export async function load(_by: string, id: number): Promise<{ id: number; run: number }> {
    return { id, run: ++_runs };
  }

  export function ran(): number { return _runs; }
`;

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  rootDir: FOLDER,
  outDir: FOLDER,
  strict: true,
  lib: ["lib.es2023.d.ts"],
  types: [],
};

/** Compiles one source as an ES module and as a CommonJS one, in each form. */
beforeAll(() => {
  mkdirSync(FOLDER, { recursive: true });
  const files = FORMS.flatMap(([, form]) => ["mts", "cts"].map((ending) => fileOf(form, ending)));
  for (const [, form] of FORMS) {
    for (const ending of ["mts", "cts"]) writeFileSync(fileOf(form, ending), inForm(SOURCE, form));
  }
  const program = ts.createProgram(files, OPTIONS);
  extendProgram(ts, program, undefined, readSettings({}), (warning) => {
    throw new Error(ts.flattenDiagnosticMessageText(warning.messageText, "\n"));
  });
  const diagnostics = ts.getPreEmitDiagnostics(program);
  expect(diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"))).toEqual([]);
  program.emit();
});

afterAll(() => {
  rmSync(FOLDER, { recursive: true, force: true });
});

describe.each(FORMS)("%s", (_name, form) => {
  /** Loads both instances of the module, and both copies of the runtime, and evaluates an expression. */
  function withBoth(before: string, expression: string): unknown {
    return runScript(`
      import { createRequire } from "node:module";
      import { join } from "node:path";
      import * as esmRuntime from "tscached";
      import * as esm from ${JSON.stringify(pathToFileURL(fileOf(form, "mjs")).href)};
      const require = createRequire(join(process.cwd(), "any.cjs"));
      const cjsRuntime = require("tscached");
      const cjs = require(${JSON.stringify(fileOf(form, "cjs"))});
      const instances = [esm, cjs];
      const runtimes = [esmRuntime, cjsRuntime];
      const runs = () => instances.map(({ ran }) => ran());
      const loadAll = async (id) => { for (const { load } of instances) { await load("a", id); await load("b", id); } };
      ${before}
      console.log(JSON.stringify(await (${expression})));
    `);
  }

  test("two instances of a module, ESM and CommonJS, run their bodies once each", () => {
    expect(withBoth("await loadAll(1); await loadAll(1); await loadAll(2);", "runs()")).toEqual([2, 2]);
  });

  test("either copy of the runtime has handles of both, of the same id and the same kind", () => {
    const before = "const handles = runtimes.flatMap(({ cacheOf }) => instances.map(({ load }) => cacheOf(load)));";
    const ids = withBoth(before, "handles.map(({ id, kind }) => [id, kind])") as [string, string][];
    expect(ids).toHaveLength(4);
    expect(ids[2]).toEqual(ids[0]);
    expect(ids[3]).toEqual(ids[1]);
    expect(new Set(ids.map(([, kind]) => kind))).toEqual(new Set([form.kind]));
  });

  test("a clear of everything reaches both, whichever copy of the runtime it comes from", () => {
    const clearAll = form.kind === "data" ? "clearAllData" : "clearAllResources";
    const before = `
      const seen = [];
      for (const runtime of runtimes) { await loadAll(1); runtime.${clearAll}(); await loadAll(1); seen.push(runs()); }`;
    expect(withBoth(before, "seen")).toEqual([
      [2, 2],
      [3, 3],
    ]);
  });

  test("a clock moves time for both", () => {
    const before = `
      let time = 0;
      cjsRuntime.configure({ clock: { now: () => time } });
      await loadAll(1);
      time = 9_999;
      await loadAll(1);
      const seen = [runs()];
      time = 10_000;
      await loadAll(1);
      seen.push(runs());`;
    expect(withBoth(before, "seen")).toEqual([
      [1, 1],
      [2, 2],
    ]);
  });
});

function fileOf(form: Form, ending: string): string {
  return join(FOLDER, `${nameOf(form).replace(" ", "-")}.${ending}`);
}
