import ts from "typescript";
import { extendProgram } from "../../../transformer/hosts/program.js";
import { readSettings } from "../../../transformer/settings.js";
import { programOf } from "../program.js";
import { inShort, REPORTED, reportErrorsAs } from "./reported-as.js";

describe("a program", () => {
  const warn = jest.fn<undefined, [ts.Diagnostic]>();

  function extended(): ts.Program {
    const { program } = programOf({ "a.ts": REPORTED, "b.ts": REPORTED });
    return extendProgram(ts, program, undefined, readSettings({}), warn);
  }

  function warnedOf(): string[] {
    return inShort(warn.mock.calls.map(([warning]) => warning));
  }

  beforeEach(() => warn.mockReset());
  afterEach(() => jest.restoreAllMocks());

  test("returns errors with its own diagnostics, and warns of nothing", () => {
    expect(inShort(extended().getSemanticDiagnostics())).toEqual(["Error TS870300 a.ts", "Error TS870300 b.ts"]);
    expect(warn).not.toHaveBeenCalled();
  });

  test("returns no warnings, and hands each on once, whoever asks and however often", () => {
    reportErrorsAs("warning");
    const program = extended();
    expect(inShort(program.getSemanticDiagnostics(fileOf(program, "b.ts")))).toEqual([]);
    expect(warnedOf()).toEqual(["Warning TS870300 b.ts"]);
    expect(inShort(program.getSemanticDiagnostics())).toEqual([]);
    expect(inShort(program.emit(undefined, () => undefined).diagnostics)).toEqual([]);
    expect(inShort(program.getSemanticDiagnostics())).toEqual([]);
    expect(warnedOf()).toEqual(["Warning TS870300 b.ts", "Warning TS870300 a.ts"]);
  });

  test("hands warnings on when it is only emitted", () => {
    reportErrorsAs("warning");
    const program = extended();
    program.emit(undefined, () => undefined);
    program.emit(undefined, () => undefined);
    expect(warnedOf()).toEqual(["Warning TS870300 a.ts", "Warning TS870300 b.ts"]);
  });

  test("that a builder builds again hands on the warnings of unchanged files too", () => {
    reportErrorsAs("warning");
    // Only a file that stays the same object counts as unchanged.
    const files = new Map<string, ts.SourceFile>();
    const options: ts.CompilerOptions = { types: [], noLib: true, target: ts.ScriptTarget.ES2022 };
    const host = ts.createCompilerHost(options);
    host.getSourceFile = (name) => files.get(name);
    host.createHash = (text) => text;
    const build = (old?: ts.EmitAndSemanticDiagnosticsBuilderProgram): ts.EmitAndSemanticDiagnosticsBuilderProgram => {
      const program = ts.createProgram(["a.ts", "b.ts"], options, host, old?.getProgram());
      extendProgram(ts, program, undefined, readSettings({}), warn);
      const builder = ts.createEmitAndSemanticDiagnosticsBuilderProgram(program, host, old);
      expect(inShort(builder.getSemanticDiagnostics())).toEqual([]);
      builder.emit(undefined, () => undefined);
      return builder;
    };
    const put = (name: string, text: string): void => {
      const file = ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true);
      files.set(name, Object.assign(file, { version: text }));
    };
    put("a.ts", REPORTED);
    put("b.ts", REPORTED);
    const first = build();
    expect(warnedOf()).toEqual(["Warning TS870300 a.ts", "Warning TS870300 b.ts"]);

    warn.mockReset();
    put("b.ts", `${REPORTED}\nexport {};`);
    const second = build(first);
    expect(warnedOf().sort()).toEqual(["Warning TS870300 a.ts", "Warning TS870300 b.ts"]);

    warn.mockReset();
    build(second);
    expect(warnedOf()).toEqual(["Warning TS870300 a.ts", "Warning TS870300 b.ts"]);
  });

  test("keeps suggestions to itself", () => {
    reportErrorsAs("suggestion");
    const program = extended();
    expect(inShort(program.getSemanticDiagnostics())).toEqual([]);
    expect(inShort(program.emit(undefined, () => undefined).diagnostics)).toEqual([]);
    expect(warn).not.toHaveBeenCalled();
  });
});

function fileOf(program: ts.Program, name: string): ts.SourceFile | undefined {
  return program.getSourceFiles().find(({ fileName }) => fileName.endsWith(name));
}
