import { join } from "node:path";
import { Project } from "../../hosts/project.js";
import { BY_PACKAGE_NAME, EditorServer, type FileEdits, type ServerDiagnostic } from "../server.js";
import type { FixAllCase, FixCase } from "./cases/case.js";
import { ALL_CASES, CASES, textsOf } from "./cases/index.js";

/** What a server says of a way out. */
interface ServerFix {
  readonly fixName: string;
  readonly description: string;
  readonly fixId?: string;
  readonly changes: readonly FileEdits[];
}

/** A case's files in a project, and what an editor was told of them. */
interface Met {
  readonly its: FixCase | FixAllCase;
  /** By name. */
  readonly files: Readonly<Record<string, string>>;
  readonly offers: readonly string[];
  readonly changes: readonly FileEdits[];
}

interface Outcome {
  readonly offers: readonly string[];
  readonly texts: Readonly<Record<string, string>>;
  readonly theirs: readonly string[];
  readonly codes: readonly number[];
}

const isOurs = ({ code }: ServerDiagnostic): boolean => code >= 870_000;

/**
 * The same cases as in fixes.test.ts, by what goes over the wire: places as lines and columns, fixes by the place and
 * the codes that an editor was told of, and all of a file by the id that came with one fix.
 */
describe.each([
  ["typescript-4.9", { ...BY_PACKAGE_NAME, moduleResolution: "node" }],
  ["typescript-5.0", { ...BY_PACKAGE_NAME, moduleResolution: "bundler" }],
  ["typescript-5.9", { moduleResolution: "bundler" }],
  ["typescript", { moduleResolution: "bundler" }],
])("the language server of %s", (typescript, options) => {
  const outcomes = new Map<FixCase | FixAllCase, Outcome>();
  let project: Project;
  let server: EditorServer;

  beforeAll(async () => {
    const all = [...CASES, ...ALL_CASES].map((its, index) => ({ its, folder: `src/${index}` }));
    const texts = all.flatMap(({ its, folder }) =>
      Object.entries(textsOf(its)).map(([name, text]) => [join(folder, name), text] as const),
    );
    project = new Project(Object.fromEntries(texts), { ...options, module: "esnext", lib: ["es2022"] });
    server = new EditorServer(project.folder, typescript);
    // All are looked for before the first is changed, so that the server makes two programs and no more.
    const opened = all.map(({ its, folder }) => {
      const names = Object.keys(textsOf(its));
      return { its, files: Object.fromEntries(names.map((name) => [name, server.open(project, join(folder, name))])) };
    });
    const met: Met[] = [];
    for (const { its, files } of opened) met.push({ its, files, ...(await lookFor(its, fileOf(files))) });
    for (const { changes } of met) server.apply(changes);
    for (const { its, files, offers } of met) outcomes.set(its, { offers, ...(await look(files)) });
  }, 60_000);

  afterAll(() => {
    server.stop();
    project.remove();
  });

  test.each(CASES.map((its) => [its.title, its] as const))("%s", (_, its) => {
    const { offers, texts, theirs, codes } = outcomes.get(its) ?? {};
    expect(offers).toEqual(its.offers);
    if (its.after === undefined) return;
    const others = Object.entries(its.others ?? {}).map(([name, [, after]]) => [name, after]);
    expect(texts).toEqual({ "a.ts": its.after, ...Object.fromEntries(others) });
    expect(theirs).toEqual([]);
    expect(codes).toEqual(its.leaves ?? []);
  });

  test.each(ALL_CASES.map((its) => [its.title, its] as const))("to all of a file: %s", (_, its) => {
    const { texts, theirs, codes } = outcomes.get(its) ?? {};
    expect(texts?.["a.ts"]).toBe(its.after);
    expect(theirs?.filter((text) => !text.startsWith("TS2588"))).toEqual([]);
    expect(codes?.filter((code) => code !== 870203)).toEqual([]);
  });

  async function lookFor(its: FixCase | FixAllCase, file: string): Promise<Pick<Met, "offers" | "changes">> {
    const found = await server.diagnostics(file);
    if ("id" in its) {
      const scope = { type: "file", args: { file } };
      const fixIds = (await Promise.all(found.filter(isOurs).map((each) => fixesFor(file, each)))).flat();
      const fixId = fixIds.find((fix) => fix.fixId === its.id)?.fixId;
      if (fixId === undefined) return { offers: [`nothing with the id ${its.id}`], changes: [] };
      const all = (await server.request("getCombinedCodeFix", { scope, fixId })) as { changes: readonly FileEdits[] };
      return { offers: [], changes: all.changes };
    }
    const diagnostic = found.find(({ code }) => code === its.code);
    if (diagnostic === undefined) return { offers: [`only ${JSON.stringify(found)}`], changes: [] };
    const fixes = await fixesFor(file, diagnostic);
    return { offers: fixes.map(({ description }) => description), changes: fixes[its.take ?? 0]?.changes ?? [] };
  }

  /** Our ways out of a diagnostic. */
  async function fixesFor(file: string, { start, end, code }: ServerDiagnostic): Promise<readonly ServerFix[]> {
    const range = { startLine: start.line, startOffset: start.offset, endLine: end.line, endOffset: end.offset };
    const fixes = (await server.request("getCodeFixes", { file, ...range, errorCodes: [code] })) as ServerFix[];
    return fixes.filter(({ fixName }) => fixName.startsWith("tscached-"));
  }

  async function look(files: Met["files"]): Promise<Omit<Outcome, "offers">> {
    const found: ServerDiagnostic[] = [];
    for (const file of Object.values(files)) {
      found.push(...((await server.request("syntacticDiagnosticsSync", { file })) as ServerDiagnostic[]));
      found.push(...(await server.diagnostics(file)));
    }
    return {
      texts: Object.fromEntries(Object.entries(files).map(([name, file]) => [name, server.textOf(file)])),
      theirs: found.filter((each) => !isOurs(each)).map(({ code, text }) => `TS${code}: ${text}`),
      codes: found.filter(isOurs).map(({ code }) => code),
    };
  }
});

function fileOf(files: Met["files"]): string {
  const { "a.ts": file } = files;
  if (file === undefined) throw new Error("a case has no a.ts");
  return file;
}
