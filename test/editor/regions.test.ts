import { catalogue } from "../../transformer/diagnostics/catalogue.js";
import { Project } from "../hosts/project.js";
import { EditorServer, type ServerDiagnostic } from "./server.js";

const REJECTED = catalogue.unhashableParameter.code;

/** A file of so many lines that a server looks at what is visible first: one rejected function at the top, one far below. */
const FILLER = Array.from({ length: 600 }, (_, index) => `export const n${index} = ${index};`).join("\n");
const LARGE = `/** @cacheData */
export function top(onTop: () => void): string { onTop(); return "top"; }
${FILLER}
/** @cacheData */
export function below(onBelow: () => void): string { onBelow(); return "below"; }
export const wrong: number = "text";
`;

interface DiagnosticEvent {
  readonly file: string;
  readonly diagnostics: readonly ServerDiagnostic[];
}

describe.each(["typescript-5.9", "typescript"])("the language server of %s, asked for a region", (typescript) => {
  let project: Project;
  let server: EditorServer;

  beforeAll(() => {
    project = new Project({ "src/large.ts": LARGE, "src/small.ts": LARGE.replace(FILLER, "") });
    server = new EditorServer(project.folder, typescript);
  });

  afterAll(() => {
    server.stop();
    project.remove();
  });

  const shown = ({ diagnostics }: DiagnosticEvent): (readonly [code: number, line: number])[] =>
    diagnostics.map(({ code, start }) => [code, start.line]);

  /** Asks for the diagnostics of some lines, as an editor does for those that are visible; and for all of them. */
  async function ask(file: string, startLine: number, endLine: number): Promise<Record<"region" | "whole", unknown>> {
    const events: DiagnosticEvent[] = [];
    const stop = server.listen("regionSemanticDiag", (body) => events.push(body as DiagnosticEvent));
    const whole = server.event("semanticDiag");
    const ranges = [{ startLine, startOffset: 1, endLine, endOffset: 1 }];
    server.send("geterr", { delay: 0, files: [{ file, ranges }] });
    const all = shown((await whole) as DiagnosticEvent);
    stop();
    expect(events.every((event) => event.file === file)).toBe(true);
    return { region: events.map(shown), whole: all };
  }

  test("shows what is wrong there at once, and all of the file after it", async () => {
    const file = server.open(project, "src/large.ts");
    const whole = [
      [2322, 605],
      [REJECTED, 2],
      [REJECTED, 604],
    ];
    expect(await ask(file, 1, 40)).toEqual({ region: [[[REJECTED, 2]]], whole });
    // With a change the compiler knows no more of the whole file, and looks at regions again.
    server.type(file, "export const n7 = 7;", "export const n7 = 8;");
    expect(await ask(file, 595, 606)).toEqual({
      region: [
        [
          [2322, 605],
          [REJECTED, 604],
        ],
      ],
      whole,
    });
    server.type(file, "export const n7 = 8;", "export const n7 = 9;");
    expect(await ask(file, 300, 340)).toEqual({ region: [[]], whole });
  });

  test("says nothing more of it once it is mended", async () => {
    const file = server.open(project, "src/large.ts", LARGE.replaceAll("onTop", "_onTop"));
    expect(await ask(file, 1, 40)).toEqual({
      region: [[]],
      whole: [
        [2322, 605],
        [REJECTED, 604],
      ],
    });
  });

  test("is answered for the whole of a small file", async () => {
    const file = server.open(project, "src/small.ts");
    expect(await ask(file, 1, 2)).toMatchObject({
      region: [],
      whole: expect.arrayContaining([[REJECTED, 2]]) as unknown,
    });
  });
});
