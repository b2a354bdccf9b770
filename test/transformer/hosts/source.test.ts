import ts from "typescript";
import { createSourceTransformer } from "../../../transformer/hosts/source.js";
import { readSettings } from "../../../transformer/settings.js";
import { programOf } from "../program.js";
import { inShort, REPORTED, reportErrorsAs } from "./reported-as.js";

describe("a source transformer", () => {
  const { program } = programOf({ "a.ts": REPORTED });
  const write = jest.spyOn(ts.sys, "write");
  const added: ts.Diagnostic[] = [];

  /** As ts-patch does it: the transformer is made anew each time something is emitted. */
  function emit(of: ts.Program): void {
    const factory = createSourceTransformer(of, readSettings({}), {
      ts,
      addDiagnostic: (diagnostic) => added.push(diagnostic),
    });
    of.emit(undefined, () => undefined, undefined, false, { before: [factory] });
  }

  beforeEach(() => {
    added.length = 0;
    write.mockReset();
  });
  afterAll(() => jest.restoreAllMocks());

  test("adds errors, and prints nothing", () => {
    emit(program);
    expect(inShort(added)).toEqual(["Error TS870300 a.ts"]);
    expect(write).not.toHaveBeenCalled();
  });

  test("adds no warnings, and prints each once a program", () => {
    reportErrorsAs("warning");
    const { program: other } = programOf({ "a.ts": REPORTED });
    emit(other);
    emit(other);
    expect(inShort(added)).toEqual([]);
    expect(write.mock.calls).toEqual([[expect.stringMatching(/a\.ts\(2,30\): warning TS870300: "g"/)]]);
  });
});
