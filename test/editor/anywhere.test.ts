import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { completionsAt } from "../../editor/completions/index.js";
import { definitionAt } from "../../editor/definition/index.js";
import { hoverAt } from "../../editor/hover/index.js";
import { createTypeScriptCompiler } from "../../transformer/compiler/typescript.js";
import { createSession } from "../../transformer/hosts/session.js";
import { readSettings } from "../../transformer/settings.js";
import { readCases } from "../fixtures/cases.js";

const NIGHTLY = process.env["TSCACHED_NIGHTLY"] === "1";
/** Of the files, and of the positions outside of comments, only some are asked about. */
const [EVERY_FILE, EVERY_POSITION] = NIGHTLY ? [1, 1] : [12, 11];
/** Of each file as it is, and of as many as it may be while it is written. */
const CUTS = NIGHTLY ? 8 : 1;

interface Source {
  readonly name: string;
  readonly path: string;
  readonly text: string;
}

const inputs = readCases()
  .filter((_, index) => index % EVERY_FILE === 3 % EVERY_FILE)
  .map(({ name, folder, input }): Source => {
    const path = join(folder, input);
    return { name, path, text: readFileSync(path, "utf8") };
  });

/** The files, each with some that end somewhere in the middle of it. */
const sources = inputs.flatMap((source, index) => [
  source,
  ...Array.from({ length: CUTS }, (_, cut): Source => {
    // Behind one of its tags, where somebody writes.
    const tags = [...source.text.matchAll(/@cache/g)];
    const tag = tags[cut % Math.max(tags.length, 1)]?.index ?? 0;
    const end = tag + ((index * 7 + cut * 13) % 60);
    const path = source.path.replace(/input(\.\w+)$/, `input-${cut}$1`);
    return { name: `${source.name}, cut at ${end}`, path, text: source.text.slice(0, end) };
  }),
]);

function createProgram(): ts.Program {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2023.d.ts"],
    module: ts.ModuleKind.NodeNext,
    strict: true,
    types: [],
    jsx: ts.JsxEmit.Preserve,
    skipLibCheck: true,
  };
  const host = ts.createCompilerHost(options);
  const texts = new Map(sources.map(({ path, text }) => [path, text]));
  const { getSourceFile, fileExists } = host;
  host.getSourceFile = (path, version, ...rest) => {
    const text = texts.get(path);
    return text === undefined
      ? getSourceFile.call(host, path, version, ...rest)
      : ts.createSourceFile(path, text, version, true);
  };
  host.fileExists = (path) => texts.has(path) || fileExists.call(host, path);
  return ts.createProgram([...texts.keys()], options, host);
}

const program = createProgram();
const session = createSession(ts, program, readSettings({}));
const compiler = createTypeScriptCompiler(ts, program);
// What we ask of the compiler, we ask of its program.
const service = {} as ts.LanguageService;
const answered = { hover: 0, definition: 0, completions: 0 };

test.each(sources.map((source) => [source.name, source] as const))("%s: no place breaks anything", (_, { path }) => {
  const file = program.getSourceFile(path);
  if (file === undefined) throw new Error(`${path} is not in the program`);
  const facts = session.facts(file);
  const parts = { host: ts, program, service, file };
  for (const position of positionsIn(file.text)) {
    const completions = completionsAt({ ...parts, compiler: () => compiler }, position);
    if (completions !== undefined) answered.completions++;
    for (const { replacementSpan, name } of completions ?? []) {
      if (name === "") throw new Error(`an entry without a name at ${position}`);
      checkSpan(file, replacementSpan);
    }
    if (facts === undefined) continue;
    const view = { ...parts, ...facts };
    const hover = hoverAt(view, position);
    if (hover !== undefined) answered.hover++;
    if (hover === "") throw new Error(`nothing is shown at ${position}`);
    const definition = definitionAt(view, position);
    if (definition === undefined) continue;
    answered.definition++;
    checkSpan(file, definition.textSpan);
    for (const { fileName, textSpan, contextSpan } of definition.definitions ?? []) {
      const target = program.getSourceFile(fileName);
      if (target === undefined) throw new Error(`${fileName} is not in the program`);
      checkSpan(target, textSpan);
      checkSpan(target, contextSpan);
    }
  }
});

test("and many places have something to show", () => {
  expect(Object.values(answered).every((count) => count > 5)).toBe(true);
});

/** All positions near tags, and some of the others. */
function positionsIn(text: string): number[] {
  const near = [...text.matchAll(/@cache[^]{0,60}/g)].flatMap(({ 0: whole, index }) => {
    return Array.from(whole, (_, offset) => index + offset);
  });
  const others = Array.from({ length: text.length + 1 }, (_, position) => position);
  return [...new Set([...near, ...others.filter((position) => position % EVERY_POSITION === 0), text.length])];
}

/** Plain comparisons: a matcher for each of many thousand spans takes longer than all that is tested. */
function checkSpan(file: ts.SourceFile, span: ts.TextSpan | undefined): void {
  const isIn =
    span !== undefined && span.start >= 0 && span.length >= 0 && span.start + span.length <= file.text.length;
  if (!isIn) throw new Error(`${file.fileName} has no ${JSON.stringify(span)}`);
}
