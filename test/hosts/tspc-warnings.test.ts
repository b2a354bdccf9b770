import { Project, SOURCE_TRANSFORMER, type Outcome } from "./project.js";

const WARNED = `
import { cacheOf } from "tscached";
let runs = 0;
/** @cacheData */
export function double(n: number): number { runs++; return n * 2; }
double(1); double(1);
console.log(cacheOf(double).stats().hits);
`;
const OTHER = "let runs = 0;\n/** @cacheData */\nexport function half(n: number): number { runs++; return n / 2; }\n";
const BAD =
  "/** @cacheData */\nexport function load(url: string, onDone: () => void): string { onDone(); return url; }\n";

/** The warning, once, and nothing else. */
const WARNED_ONLY: Outcome = {
  code: 0,
  output: expect.stringMatching(/^src\/warned\.ts\(5,\d+\): warning TS870220: .+\n$/) as string,
};

describe("tspc with a warning (TS870220: a cached function changes a module variable)", () => {
  const projects: Project[] = [];

  function project(files: Readonly<Record<string, string>>, options: Readonly<Record<string, unknown>> = {}): Project {
    const made = new Project(files, options);
    projects.push(made);
    return made;
  }

  afterAll(() => {
    for (const made of projects) made.remove();
  });

  test("prints it once, succeeds, and caches the function", async () => {
    const made = project({ "src/warned.ts": WARNED });
    expect(await made.tspc()).toEqual(WARNED_ONLY);
    expect(await made.node("out/warned.js")).toEqual<Outcome>({ code: 0, output: "1\n" });
  });

  test.each(["--noEmit", "--noEmitOnError", "--declaration", "--noEmit --declaration"])("%s", async (options) => {
    const made = project({ "src/warned.ts": WARNED });
    expect(await made.tspc(...options.split(" "))).toEqual(WARNED_ONLY);
    expect(made.has("out")).toBe(!options.split(" ").includes("--noEmit"));
  });

  test.each(["--noEmit", "--declaration"])("--incremental %s prints it again with nothing to do", async (option) => {
    const made = project({ "src/warned.ts": WARNED });
    const build = (): Promise<Outcome> => made.tspc("--incremental", "--tsBuildInfoFile", "info", option);
    expect(await build()).toEqual(WARNED_ONLY);
    expect(await build()).toEqual(WARNED_ONLY);
  });

  test("-b prints it when it builds, and not for a project that is up to date", async () => {
    const made = project({ "src/warned.ts": WARNED, "src/other.ts": "export {};\n" });
    const build = (): Promise<Outcome> => made.node(made.tspcPath, "-b");
    expect(await build()).toEqual(WARNED_ONLY);
    expect(await build()).toEqual<Outcome>({ code: 0, output: "" });
    made.write("src/other.ts", "export const changed = true;\n");
    expect(await build()).toEqual(WARNED_ONLY);
  });

  test("beside an error, fails for the error alone", async () => {
    const made = project({ "src/warned.ts": WARNED, "src/bad.ts": BAD });
    const { code, output } = await made.tspc();
    expect(output.match(/(?:warning|error) TS\d+/g)).toEqual(["warning TS870220", "error TS870300"]);
    expect(code).toBe(2);
  });

  test("--pretty frames the code", async () => {
    const made = project({ "src/warned.ts": WARNED });
    const { code, output } = await made.tspc("--pretty");
    expect(output).toMatch(/src\/warned\.ts.*warning.*TS870220[^]*export function double[^]*~/);
    expect(code).toBe(0);
  });

  test("as a source transformer", async () => {
    const made = project({ "src/warned.ts": WARNED }, SOURCE_TRANSFORMER);
    expect(await made.tspc()).toEqual(WARNED_ONLY);
  });

  test("--watch prints all warnings each time, those of unchanged files as well", async () => {
    const made = project({ "src/warned.ts": WARNED, "src/other.ts": OTHER });
    const watcher = made.watch();
    try {
      const warned = async (): Promise<string[]> =>
        [...(await watcher.rebuilt()).matchAll(/^(\S+\.ts).*warning TS870220/gm)].map(([, file]) => file ?? "").sort();
      expect(await warned()).toEqual(["src/other.ts", "src/warned.ts"]);
      made.write("src/other.ts", `${OTHER}export {};\n`);
      expect(await warned()).toEqual(["src/other.ts", "src/warned.ts"]);
      made.write("src/warned.ts", WARNED.replaceAll("runs", "_runs"));
      expect(await warned()).toEqual(["src/other.ts"]);
    } finally {
      watcher.stop();
    }
  });
});
