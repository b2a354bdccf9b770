import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import type { Project, Watcher } from "../hosts/project.js";
import { projectOf, textsIn } from "./compilation.js";

const MAIN = `import type { Options } from "./types.js";
/** @cacheData */
export function load(options: Options): Options { return { ...options }; }
console.log(load({ id: 1 }), load({ id: 1 }));
`;
const TYPES = "export interface Options { id: number }\n";
/** Is copied in another way. */
const OTHER_TYPES = "export interface Options { id: number; at?: Date }\n";
/** Can be no key. */
const WRONG_TYPES = "export interface Options { id: number; onDone(): void }\n";
const FILES = { "main.ts": MAIN, "types.ts": TYPES };
const REJECTED = /src\/main\.ts\(3,22\): error TS870300: "options\.onDone" is a function/;

describe("edits of types in another file", () => {
  const projects: Project[] = [];

  function project(options: Readonly<Record<string, unknown>> = {}): Project {
    const made = projectOf({ options, files: FILES });
    projects.push(made);
    return made;
  }

  afterAll(() => {
    for (const made of projects) made.remove();
  });

  /** What a build writes that has nothing from before. */
  async function cleanly(options: Readonly<Record<string, unknown>>, types: string): Promise<Map<string, string>> {
    const made = project(options);
    made.write("src/types.ts", types);
    expect(await made.tspc()).toEqual({ code: 0, output: "" });
    return outputOf(made);
  }

  function outputOf(made: Project): Map<string, string> {
    const texts = [...textsIn(join(made.folder, "out"))];
    return new Map(texts.filter(([path]) => !path.endsWith(".tsbuildinfo")));
  }

  /** Changes the types until what the compiler prints fits: `-b -w` begins to watch only after it has said that it does. */
  async function edit(made: Project, watcher: Watcher, types: string, expected: RegExp): Promise<void> {
    for (;;) {
      made.write("src/types.ts", types);
      const abort = new AbortController();
      const missed = setTimeout(10_000, "", { signal: abort.signal }).catch(() => "");
      const output = await Promise.race([watcher.rebuilt(), missed]);
      abort.abort();
      if (expected.test(output)) return;
    }
  }

  test.each([
    ["--incremental", { incremental: true }, ["-p", "."]],
    ["-b, composite", { composite: true, declarationMap: true }, ["-b"]],
  ])("%s: reports, and writes what a clean build writes", async (_, options, command) => {
    const made = project(options);
    const build = () => made.node(made.tspcPath, ...command);
    expect(await build()).toEqual({ code: 0, output: "" });
    const first = outputOf(made);
    made.write("src/types.ts", WRONG_TYPES);
    const wrong = await build();
    expect(wrong.output).toMatch(REJECTED);
    expect(wrong.code).not.toBe(0);
    expect((await build()).output).toBe(wrong.output);
    made.write("src/types.ts", OTHER_TYPES);
    expect(await build()).toEqual({ code: 0, output: "" });
    expect(outputOf(made).get("main.js")).not.toBe(first.get("main.js"));
    expect(outputOf(made)).toEqual(await cleanly(options, OTHER_TYPES));
    expect((await made.node("out/main.js")).output).toBe("{ id: 1 } { id: 1 }\n");
  });

  test.each([
    ["-w", (made: Project) => made.watch()],
    ["-b -w", (made: Project) => made.watchBuild()],
  ])("%s: the same", async (_, watch: (made: Project) => Watcher) => {
    const made = project();
    const watcher = watch(made);
    try {
      expect(await watcher.rebuilt()).toContain("Found 0 errors.");
      const first = outputOf(made);
      await edit(made, watcher, WRONG_TYPES, REJECTED);
      await edit(made, watcher, OTHER_TYPES, /Found 0 errors\./);
      expect(outputOf(made).get("main.js")).not.toBe(first.get("main.js"));
      const expected = await cleanly({}, OTHER_TYPES);
      // Versions are written right after the compiler has said that it is done.
      for (let tries = 0; tries < 100 && !isDeepStrictEqual(outputOf(made), expected); tries++) await setTimeout(100);
      expect(outputOf(made)).toEqual(expected);
    } finally {
      watcher.stop();
    }
  });

  test("--emitDeclarationOnly writes declarations only, and fails as well", async () => {
    const made = project({ declaration: true, emitDeclarationOnly: true });
    expect(await made.tspc()).toEqual({ code: 0, output: "" });
    expect([...outputOf(made)]).toEqual([
      [
        "main.d.ts",
        'import type { Options } from "./types.js";\n/** @cacheData */\nexport declare function load(options: Options): Options;\n',
      ],
      ["types.d.ts", "export interface Options {\n    id: number;\n}\n"],
    ]);
    made.write("src/types.ts", WRONG_TYPES);
    const { code, output } = await made.tspc();
    expect(output).toMatch(REJECTED);
    expect(code).toBe(2);
  });
});
