import ts from "typescript";
import { createSession } from "../../../transformer/hosts/session.js";
import { readSettings } from "../../../transformer/settings.js";
import { programOf } from "../program.js";
import { REPORTED, reportErrorsAs } from "./reported-as.js";

const TAGGED = "/** @cacheData */\nexport function f(n: number): number { return n; }\n";

describe("a session", () => {
  afterEach(() => jest.restoreAllMocks());

  test("returns the very same file where nothing is cached", () => {
    const { program, file } = programOf({ "a.ts": "/** Not @cacheable. */\nexport const f = (n: number) => n;\n" });
    const { diagnostics, transformed } = transform(program, file("a.ts"));
    expect(transformed).toBe(file("a.ts"));
    expect(diagnostics).toEqual([]);
  });

  test("doesn't ask for a type checker where nothing is tagged", () => {
    const { program, file } = programOf({ "a.ts": "export const f = (n: number) => n;\n" });
    const getTypeChecker = jest.spyOn(program, "getTypeChecker");
    transform(program, file("a.ts"));
    expect(getTypeChecker).not.toHaveBeenCalled();
  });

  test("turns a mistake of ours into a diagnostic of that file, and leaves the file as it is", () => {
    const { program, file } = programOf({ "a.ts": TAGGED });
    const checker = program.getTypeChecker();
    jest.spyOn(checker, "getTypeAtLocation").mockImplementation(() => {
      throw new Error("broken on purpose");
    });
    const { diagnostics, transformed } = transform(program, file("a.ts"));
    expect(transformed).toBe(file("a.ts"));
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({ code: 870_990, file: file("a.ts"), category: ts.DiagnosticCategory.Error });
    expect(diagnostics[0]?.messageText).toContain("broken on purpose");
  });

  test.each(["error", "warning", "suggestion"] as const)("knows errors and warnings apart: %s", (category) => {
    if (category !== "error") reportErrorsAs(category);
    const { program, file } = programOf({ "a.ts": REPORTED });
    const session = createSession(ts, program, readSettings({}));
    const { Error, Warning } = ts.DiagnosticCategory;
    expect(session.errors(file("a.ts")).map((found) => found.category)).toEqual(category === "error" ? [Error] : []);
    expect(session.warnings(file("a.ts")).map((found) => found.category)).toEqual(
      category === "warning" ? [Warning] : [],
    );
  });

  test("reports a plan that can't be rendered when the file is emitted", () => {
    const { program, file } = programOf({ "a.ts": TAGGED });
    const session = createSession(ts, program, readSettings({}));
    expect(session.errors(file("a.ts"))).toEqual([]);
    // Another parse of the same text with a line more: nothing stands where the plan says.
    const moved = ts.createSourceFile(file("a.ts").fileName, `\n${TAGGED}`, ts.ScriptTarget.ES2022, true);
    Object.defineProperty(file("a.ts"), "statements", { value: moved.statements });
    const { transformed } = ts.transform(file("a.ts"), [
      (context) => (source) => session.transform(context, source, undefined),
    ]);
    expect(transformed[0]).toBe(file("a.ts"));
    expect(session.emitDiagnostics.map(({ code }) => code)).toEqual([870_990]);
  });
});

function transform(
  program: ts.Program,
  file: ts.SourceFile,
): { diagnostics: readonly ts.Diagnostic[]; transformed: ts.SourceFile | undefined } {
  const session = createSession(ts, program, readSettings({}));
  const diagnostics = session.errors(file);
  const { transformed } = ts.transform(file, [(context) => (source) => session.transform(context, source, undefined)]);
  return { diagnostics, transformed: transformed[0] };
}
