import ts from "typescript";
import { analyzeFile } from "../../transformer/analyze/analyze-file.js";
import tscached from "../../transformer/index.js";
import { programOf } from "./program.js";

jest.mock("../../transformer/analyze/analyze-file.js", () => {
  const actual = jest.requireActual<{ analyzeFile: typeof analyzeFile }>("../../transformer/analyze/analyze-file.js");
  return { analyzeFile: jest.fn(actual.analyzeFile) };
});

const TAGGED = "/** @cacheData */\nexport function f(n: number): number { return n; }\n";

describe("the plugin passes its settings on to the analysis", () => {
  const analyze = jest.mocked(analyzeFile);
  beforeEach(() => analyze.mockClear());

  test.each([
    [{ transform: "tscached/transformer", transformProgram: true, dynamic: true }, true],
    [{ transform: "tscached/transformer", transformProgram: true }, false],
  ])("as a program transformer: %j", (line, dynamic) => {
    const { program } = programOf({ "a.ts": TAGGED });
    tscached(program, undefined, line, { ts });
    program.getSemanticDiagnostics();
    expect(analyze.mock.calls.map(([analysis]) => analysis.settings)).toEqual([{ dynamic }]);
  });

  test.each([
    [{ dynamic: true }, true],
    [{}, false],
  ])("as a source transformer: %j", (line, dynamic) => {
    const { program, file } = programOf({ "a.ts": TAGGED });
    const factory = tscached(program, line, { ts }) as ts.TransformerFactory<ts.SourceFile>;
    ts.transform(file("a.ts"), [factory]);
    expect(analyze.mock.calls.map(([analysis]) => analysis.settings)).toEqual([{ dynamic }]);
  });

  test("and refuses a wrong one in both forms", () => {
    const { program } = programOf({ "a.ts": TAGGED });
    expect(() => tscached(program, undefined, { dynamic: "yes" }, { ts })).toThrow("takes true or false");
    expect(() => tscached(program, { dynamic: "yes" }, { ts })).toThrow("takes true or false");
  });
});
