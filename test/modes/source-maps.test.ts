import {
  generatedPositionFor,
  LEAST_UPPER_BOUND,
  originalPositionFor,
  TraceMap,
  type SourceMapInput,
} from "@jridgewell/trace-mapping";
import type { Project } from "../hosts/project.js";
import { projectOf, type Mode } from "./compilation.js";

const SOURCE = `import { trimmed } from "./other.js";

/** @cacheData */
export function load(url: string, limit = 10): string {
  const parts = url.split("/");
  const last = parts[parts.length - 1] ?? "";
  if (last.length > limit) {
    throw new RangeError("too long: " + last);
  }
  return trimmed(last);
}

/** @cacheData */
export const arrow = (n: number): number =>
  Math.abs(n) * 2;

export class Service {
  /** @cacheData */
  async find(id: string): Promise<string> {
    const found = await Promise.resolve(id);
    for (const part of found) await Promise.resolve(part);
    return found.toUpperCase();
  }
}

export function failing(): string {
  return load("a/very-long-name");
}
`;
const RUN = `import { failing } from "./main.js";
try { failing(); } catch (error) { console.log((error as Error).stack); }
`;
/** Where a debugger may stop in the cached bodies: how the statements begin, as sources and as code. */
const STATEMENTS = [
  "const parts = url",
  "const last = parts[",
  "if (last.length",
  "throw new RangeError",
  "return trimmed(",
  "Math.abs(n)",
  "const found = ",
  "for (const part of",
  "return found.toUpperCase",
];
const FILES = {
  "main.ts": SOURCE,
  "other.ts": "export const trimmed = (text: string): string => text.trim();\n",
  "run.ts": RUN,
};

const MODES: Readonly<Record<string, Mode>> = {
  "sourceMap, inlineSources": { options: { sourceMap: true, inlineSources: true }, files: FILES },
  "inlineSourceMap, module commonjs, target es2015": {
    options: { inlineSourceMap: true, target: "es2015", module: "commonjs", moduleResolution: "bundler" },
    files: FILES,
    commonjs: true,
  },
};

describe.each(Object.entries(MODES))("%s", (_, mode) => {
  let project: Project;
  let lines: readonly string[];
  let map: TraceMap;

  beforeAll(async () => {
    project = projectOf(mode);
    expect(await project.tspc()).toEqual({ code: 0, output: "" });
    const code = project.read("out/main.js");
    lines = code.split("\n");
    const inline = /sourceMappingURL=data:application\/json;base64,(.*)/.exec(code)?.[1];
    const text = inline === undefined ? project.read("out/main.js.map") : Buffer.from(inline, "base64").toString();
    map = new TraceMap(JSON.parse(text) as SourceMapInput);
  });

  afterAll(() => {
    project.remove();
  });

  test("names the source", () => {
    expect(map.sources).toEqual(["../src/main.ts"]);
    expect(map.sourcesContent).toEqual(mode.options["inlineSources"] === true ? [SOURCE] : undefined);
  });

  test.each(STATEMENTS)("a breakpoint at `%s` and the place where it stops are the same statement", (statement) => {
    const before = SOURCE.slice(0, SOURCE.indexOf(statement)).split("\n");
    const place = { source: "../src/main.ts", line: before.length, column: before.at(-1)?.length ?? 0 };
    // Debuggers take the first place of the line.
    for (const wanted of [place, { ...place, column: 0, bias: LEAST_UPPER_BOUND } as const]) {
      const found = generatedPositionFor(map, wanted);
      if (found.line === null) throw new Error("The statement is not in the map.");
      expect(lines[found.line - 1]?.slice(found.column).startsWith(/\w+/.exec(statement)?.[0] ?? "")).toBe(true);
      expect(originalPositionFor(map, found)).toMatchObject(place);
    }
  });

  test("what is added in a function belongs to its first line", () => {
    const firstLines = SOURCE.split("\n").flatMap((text, index) =>
      /load\(url:|arrow =|find\(/.test(text) ? [index + 1] : [],
    );
    const added = lines.flatMap((text, index) => (text.includes("$tscached_entry") ? [index + 1] : []));
    expect(added).toHaveLength(6);
    const originals = added.map((line) => originalPositionFor(map, { line, column: 12 }).line);
    expect(originals).toEqual(firstLines.flatMap((line) => [line, line]));
  });

  test("a stack trace names the sources", async () => {
    const { output } = await project.node("--enable-source-maps", "out/run.js");
    expect(output).toMatch(/RangeError: too long: very-long-name\n.*src\/main\.ts:8:11\)/);
    expect(output).toMatch(/src\/main\.ts:27:10\)/);
  });
});
