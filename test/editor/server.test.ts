import { cpSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { catalogue } from "../../transformer/diagnostics/catalogue.js";
import { Project } from "../hosts/project.js";
import { BY_PACKAGE_NAME, EditorServer, type FileEdits } from "./server.js";

const ROOT = join(__dirname, "../..");

const FUNCTION = `import type { Query } from "./query.js";

/** @cacheData { ttl: "1h" } */
export function load(query: Query, onDone: () => void): string {
  onDone();
  return query.text;
}

/**
 * @cacheKey query.text
 * @cacheData { maxEntries: 10 }
 */
export function short(query: Query): string {
  return query.text.slice(0, 3);
}
`;
const QUERY = `export interface Query { readonly text: string }\n`;
const REJECTED = catalogue.unhashableParameter.code;
const DYNAMIC = catalogue.dynamicParameter.code;

describe.each([
  ["typescript-4.9", BY_PACKAGE_NAME],
  ["typescript-5.0", BY_PACKAGE_NAME],
  ["typescript-5.9", {}],
  ["typescript", {}],
])("the language server of %s", (typescript, options) => {
  let project: Project;
  let server: EditorServer;

  beforeAll(() => {
    project = new Project({ "src/load.ts": FUNCTION, "src/query.ts": QUERY }, options);
    server = new EditorServer(project.folder, typescript, join(project.folder, "server.log"));
  });

  afterAll(() => {
    server.stop();
    project.remove();
  });

  test("shows our diagnostics at their places, and no more once they are mended", async () => {
    const file = server.open(project, "src/load.ts");
    const [found, ...others] = await server.diagnostics(file);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ code: REJECTED, category: "error", source: "tscached" });
    expect(found?.start).toEqual(server.locate(file, "onDone: "));
    server.type(file, "onDone: ", "_onDone: ");
    server.type(file, "onDone();", "_onDone();");
    expect(await server.codes(file)).toEqual([]);
    server.type(file, "_onDone: ", "onDone: ");
    server.type(file, "_onDone();", "onDone();");
    expect(await server.codes(file)).toEqual([REJECTED]);
  });

  test("sends them along when it is asked for the errors of open files", async () => {
    const file = server.open(project, "src/load.ts");
    const event = server.event("semanticDiag");
    server.send("geterr", { delay: 0, files: [file] });
    expect(await event).toMatchObject({ file, diagnostics: [{ code: REJECTED }] });
  });

  test("leaves a file with syntax errors to the compiler", async () => {
    const file = server.open(project, "src/load.ts");
    server.type(file, "onDone();", "onDone(;");
    expect(await server.codes(file)).toEqual([]);
    server.type(file, "onDone(;", "onDone();");
    expect(await server.codes(file)).toEqual([REJECTED]);
  });

  test("sees what another file is about to be", async () => {
    const [file, query] = [server.open(project, "src/load.ts"), server.open(project, "src/query.ts")];
    server.type(query, "text: string", "text: any");
    expect([...(await server.codes(file))].sort()).toEqual([REJECTED, DYNAMIC, DYNAMIC]);
    server.type(query, "text: any", "text: string");
    expect(await server.codes(file)).toEqual([REJECTED]);
  });

  test("offers a fix, which mends it", async () => {
    const file = server.open(project, "src/load.ts");
    expect(await server.request("getSupportedCodeFixes", { file })).toContain(String(REJECTED));
    const [found] = await server.diagnostics(file);
    if (found === undefined) throw new Error("there is nothing to mend");
    const range = { startLine: found.start.line, startOffset: found.start.offset };
    const end = { endLine: found.end.line, endOffset: found.end.offset };
    const fixes = await server.request("getCodeFixes", { file, ...range, ...end, errorCodes: [REJECTED] });
    const fix = (fixes as { fixName: string; fixId?: unknown; changes: FileEdits[] }[]).find(({ fixName }) =>
      fixName.startsWith("tscached-"),
    );
    expect(fix?.fixId).toBeDefined();
    const scope = { type: "file", args: { file } };
    const all = (await server.request("getCombinedCodeFix", { scope, fixId: fix?.fixId })) as { changes: FileEdits[] };
    expect(all.changes).toEqual(fix?.changes);
    server.apply(fix?.changes ?? []);
    expect(server.textOf(file)).toContain("load(query: Query, _onDone: () => void): string {\n  _onDone();");
    expect(await server.diagnostics(file)).toEqual([]);
    // Opened anew, for whoever comes next.
    server.send("close", { file });
  });

  test("says what a key is made of, beside what the compiler says", async () => {
    const file = server.open(project, "src/load.ts");
    const shown = async (text: string): Promise<{ displayString: string; documentation: string }> =>
      (await server.request("quickinfo", { file, ...server.locate(file, text) })) as never;
    const onName = await shown("short(");
    expect(onName.displayString).toBe("function short(query: Query): string");
    expect(onName.documentation).toContain("query.text");
    expect((await shown("maxEntries")).documentation).toMatch(/entries/i);
  });

  test("completes options, with what they mean", async () => {
    const file = server.open(project, "src/load.ts");
    server.type(file, "{ maxEntries: 10 }", "{ maxEntries: 10,  }");
    const place = { file, ...server.locate(file, ",  }", 2) };
    const { entries } = (await server.request("completionInfo", place)) as { entries: { name: string }[] };
    const names = entries.map(({ name }) => name);
    expect(names).toContain("tags");
    expect(names).not.toContain("maxEntries");
    const [details] = (await server.request("completionEntryDetails", { ...place, entryNames: ["tags"] })) as {
      documentation: { text: string }[] | string;
    }[];
    expect(details?.documentation).not.toEqual([]);
    server.type(file, "{ maxEntries: 10,  }", "{ maxEntries: 10 }");
  });

  test("goes from a name in @cacheKey to what it is", async () => {
    const [file, query] = [server.open(project, "src/load.ts"), server.open(project, "src/query.ts")];
    const place = { file, ...server.locate(file, "@cacheKey query.text", "@cacheKey query.t".length) };
    const start = server.locate(query, "text");
    expect(await server.request("definitionAndBoundSpan", place)).toMatchObject({
      definitions: [{ file: query, start }],
    });
    expect(await server.request("definition", place)).toMatchObject([{ file: query, start }]);
  });

  test("logs nothing against us", () => {
    expect(server.log()).toContain("Plugin validation succeeded");
    expect(server.log()).not.toMatch(/tscached: .* failed|TS870990|Plugin activation (failed|warning)/);
  });
});

describe("one language server", () => {
  const made: { stop(): void }[] = [];
  afterAll(() => {
    for (const each of made) each.stop();
  });

  function project(files: Readonly<Record<string, string>>, options: Readonly<Record<string, unknown>> = {}): Project {
    const created = new Project(files, options);
    made.push({
      stop: () => {
        created.remove();
      },
    });
    return created;
  }

  function serve(folder: string, log?: string): EditorServer {
    const server = new EditorServer(folder, "typescript", log);
    made.unshift(server);
    return server;
  }

  const line = (settings: object): object => ({
    plugins: [{ name: "tscached/transformer", transform: "tscached/transformer", transformProgram: true, ...settings }],
  });
  const UNKNOWN = `/** @cacheData */\nexport function read(value: unknown): string { return String(value); }\n`;
  const BAD_SETTINGS = catalogue.badSettings.code;

  test("keeps several projects apart, shows a wrong plugin line, and takes in a mended one", async () => {
    const strict = project({ "src/a.ts": UNKNOWN });
    const dynamic = project({ "src/a.ts": UNKNOWN }, { ...line({ dynamic: true }) });
    const wrong = project({ "src/a.ts": UNKNOWN, "src/b.ts": "export {};\n" }, { ...line({ dynamik: true }) });
    const server = serve(strict.folder, join(strict.folder, "server.log"));
    const files = [strict, dynamic, wrong].map((each) => server.open(each, "src/a.ts"));
    const untagged = server.open(wrong, "src/b.ts");
    const codes = async (): Promise<unknown> => Promise.all(files.map((file) => server.codes(file)));
    expect(await codes()).toEqual([[DYNAMIC], [], [BAD_SETTINGS]]);
    expect(await codes()).toEqual([[DYNAMIC], [], [BAD_SETTINGS]]);
    expect(await server.codes(untagged)).toEqual([]);
    expect(server.log()).toContain('no setting "dynamik". Did you mean "dynamic"?');
    wrong.write("tsconfig.json", strict.read("tsconfig.json"));
    await server.request("reloadProjects").catch(() => undefined);
    expect(await codes()).toEqual([[DYNAMIC], [], [DYNAMIC]]);
  });

  test("checks JavaScript and JSX as well", async () => {
    const made = project(
      {
        "src/a.js": "/**\n * @param {() => void} g\n * @cacheData\n */\nexport function f(g) { g(); return 1; }\n",
        "src/b.tsx": "/** @cacheData */\nexport function f(g: () => void): number { g(); return 1; }\n",
      },
      { allowJs: true, checkJs: true, jsx: "preserve" },
    );
    const server = serve(made.folder);
    for (const path of ["src/a.js", "src/b.tsx"]) {
      expect([path, await server.codes(server.open(made, path))]).toEqual([path, [REJECTED]]);
    }
  });

  test("goes on, and logs it, where we fail", async () => {
    const holed = project({ "src/load.ts": FUNCTION, "src/query.ts": QUERY });
    // A copy of the package with a hole in it.
    holed.remove("node_modules/tscached");
    for (const part of ["package.json", "transformer/plugin.cjs", "transformer/package.json", "dist"]) {
      cpSync(join(ROOT, part), join(holed.folder, "node_modules/tscached", part), { recursive: true });
    }
    symlinkSync(join(ROOT, "node_modules/xxhash-wasm"), join(holed.folder, "node_modules/xxhash-wasm"));
    holed.write(
      "node_modules/tscached/dist/cjs/transformer/analyze/tags/find.js",
      `exports.findTaggedComments = () => { throw new Error("a hole"); };
       exports.nodesAround = exports.commentAt = exports.findTaggedComments;\n`,
    );
    const server = serve(holed.folder, join(holed.folder, "server.log"));
    const file = server.open(holed, "src/load.ts", `${FUNCTION}export const wrong: number = "text";\n`);
    const found = await server.diagnostics(file);
    expect(found.map(({ code }) => code)).toEqual([2322, catalogue.internalError.code]);
    const place = { file, ...server.locate(file, "short(") };
    expect(await server.request("quickinfo", place)).toMatchObject({
      displayString: "function short(query: Query): string",
    });
    expect(await server.request("definition", place)).toMatchObject([{ start: { line: place.line } }]);
    const comment = { file, ...server.locate(file, "maxEntries") };
    await server.request("completionInfo", comment).catch(() => undefined);
    expect(server.log()).toMatch(/tscached: getQuickInfoAtPosition failed: Error: a hole/);
    expect(server.log()).toMatch(/tscached: tscached failed on this file.*a hole/);
  });
});
