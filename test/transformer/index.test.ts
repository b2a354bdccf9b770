import ts from "typescript";
import { analyzeFile } from "../../transformer/analyze/analyze-file.js";
import { awaitDependencies } from "../../transformer/hosts/dependencies.js";
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

describe("the plugin's callers are told apart", () => {
  const { program, file } = programOf({ "a.ts": TAGGED });
  const anyCall = tscached as (...call: readonly unknown[]) => unknown;

  test.each([
    ["config", [{}]],
    ["compilerOptions", [{ target: 99 }, {}]],
    ["checker", [program.getTypeChecker(), {}]],
    ["ls", [{ getProgram: () => program, getCompletionsAtPosition: () => undefined }, {}]],
  ])("a call of the type %s is refused by its name, with the line to write", (type, call) => {
    expect(() => anyCall(...call)).toThrow(`the plugin line says "type": "${type}"`);
    expect(() => anyCall(...call)).toThrow('{ "name": "tscached/transformer", "transform": "tscached/transformer",');
  });

  test.each([[[]], [[1, 2, 3]], [[undefined, {}]], [["x"]]])("%j is no call of a host's", (call) => {
    expect(() => anyCall(...call)).toThrow("the plugin was called in an unknown way");
  });

  test("a transformation of a compiler that no module holds is refused", () => {
    const stranger = { factory: {}, hoistFunctionDeclaration: () => undefined };
    expect(() => anyCall(stranger, program, {})).toThrow("this host doesn't say which TypeScript it runs");
    const factory = anyCall(program, {}) as ts.TransformerFactory<ts.SourceFile>;
    expect(() => ts.transform(file("a.ts"), [() => factory(stranger as never)])).toThrow("doesn't say which");
  });

  test("ts-loader's compiler, where no module holds it, has to be passed along", () => {
    const stranger = { factory: {}, hoistFunctionDeclaration: () => undefined };
    const transformed = (...given: readonly unknown[]): unknown => {
      awaitDependencies(file("a.ts").fileName, () => undefined);
      const { before } = anyCall(program, () => program, ...given) as {
        before: readonly [(context: object) => unknown];
      };
      return (before[0](stranger) as ts.Transformer<ts.SourceFile>)(file("a.ts"));
    };
    expect(() => transformed()).toThrow("Pass it along: getCustomTransformers: (program, getProgram) => tscached(");
    expect(() => transformed({ ts })).not.toThrow("Pass it along");
  });

  test.each(["after", "afterDeclarations"])("%s is refused: what comes then has neither types nor comments", (when) => {
    const { program: late } = programOf({ "a.ts": TAGGED });
    const plugins = [{ transform: "tscached/transformer", [when]: true }];
    late.getCompilerOptions = () => ({ plugins: plugins as never });
    expect(() => tscached(late, {}, { ts })).toThrow(`says "${when}"`);
  });
});
