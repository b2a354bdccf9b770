import ts from "typescript";
import { extendProgram } from "../../../transformer/hosts/program.js";
import { createPrinter, createWarnings } from "../../../transformer/hosts/warnings.js";
import { readSettings } from "../../../transformer/settings.js";
import { programOf } from "../program.js";
import { inShort, REPORTED, reportErrorsAs } from "./reported-as.js";

const PLAIN = /^\S*a\.ts\(1,14\): warning TS870220: It changes "n"\.\n$/;
// eslint-disable-next-line no-control-regex -- the colours are control characters
const PRETTY = /a\.ts.*\u001b\[93mwarning\u001b.* TS870220: .*It changes "n"\.\n\n.*export const n = 1;[^]*~.*\n\n$/;

describe("warnings", () => {
  const { file } = programOf({ "a.ts": "export const n = 1;\n", "b.ts": "export const n = 1;\n" });

  function warning(name: string, start = 13): ts.Diagnostic {
    const { Warning } = ts.DiagnosticCategory;
    return { category: Warning, code: 870_220, file: file(name), start, length: 1, messageText: 'It changes "n".' };
  }

  test("are passed on once a file, in the order that tsc prints in", () => {
    const all = new Map([
      [file("a.ts"), [warning("a.ts", 17), warning("a.ts", 13)]],
      [file("b.ts"), [warning("b.ts")]],
    ]);
    const warn = jest.fn<undefined, [ts.Diagnostic]>();
    const warnAbout = createWarnings(ts, { warnings: (of) => all.get(of) ?? [] }, warn);
    warnAbout(file("b.ts"), file("a.ts"));
    warnAbout(file("a.ts"));
    warnAbout(file("b.ts"), file("a.ts"));
    expect(warn.mock.calls.map(([{ file: of, start }]) => `${of?.fileName ?? ""} ${start ?? 0}`)).toEqual([
      `${file("a.ts").fileName} 13`,
      `${file("a.ts").fileName} 17`,
      `${file("b.ts").fileName} 13`,
    ]);
  });

  describe("are printed as tsc prints", () => {
    const { NO_COLOR, FORCE_COLOR } = process.env;

    beforeEach(() => {
      delete process.env["NO_COLOR"];
      delete process.env["FORCE_COLOR"];
    });

    afterAll(() => Object.assign(process.env, NO_COLOR && { NO_COLOR }, FORCE_COLOR && { FORCE_COLOR }));

    function printed(options: ts.CompilerOptions, isTerminal: boolean): string {
      const write = jest.spyOn(ts.sys, "write").mockReturnValue();
      jest.spyOn(ts.sys as Required<ts.System>, "writeOutputIsTTY").mockReturnValue(isTerminal);
      createPrinter(ts, options)(warning("a.ts"));
      const text = write.mock.calls.join("");
      write.mockClear();
      return text;
    }

    test.each([
      ["to a file", {}, false, PLAIN],
      ["to a terminal", {}, true, PRETTY],
      ["to a file with --pretty", { pretty: true }, false, PRETTY],
      ["to a terminal with --pretty false", { pretty: false }, true, PLAIN],
    ])("%s", (_, options, isTerminal, expected) => {
      expect(printed(options, isTerminal)).toMatch(expected);
    });

    test("with NO_COLOR and FORCE_COLOR", () => {
      process.env["FORCE_COLOR"] = "1";
      expect(printed({}, false)).toMatch(PRETTY);
      process.env["NO_COLOR"] = "1";
      expect(printed({}, true)).toMatch(PLAIN);
    });
  });

  test("are not printed by a language service, whose server may talk over the standard output", () => {
    reportErrorsAs("warning");
    const write = jest.spyOn(ts.sys, "write").mockReturnValue();
    const service = ts.createLanguageService({
      getCompilationSettings: () => ({ types: [] }),
      getScriptFileNames: () => ["a.ts"],
      getScriptVersion: () => "1",
      getScriptSnapshot: (name) => (name === "a.ts" ? ts.ScriptSnapshot.fromString(REPORTED) : undefined),
      getCurrentDirectory: () => "/",
      getDefaultLibFileName: () => "lib.d.ts",
      fileExists: (name) => name === "a.ts",
      readFile: () => undefined,
    });
    const program = service.getProgram();
    if (program === undefined) throw new Error("the service has no program");
    extendProgram(ts, program, undefined, readSettings({}));
    expect(inShort(service.getSemanticDiagnostics("a.ts").filter(({ code }) => code >= 870_000))).toEqual([]);
    expect(write).not.toHaveBeenCalled();
  });

  afterEach(() => {
    jest.restoreAllMocks();
  });
});
