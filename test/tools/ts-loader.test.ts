import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Project } from "../hosts/project.js";
import {
  BROKEN_KEY,
  breakKey,
  changeCode,
  edit,
  priceIn,
  THROWN_AT,
  toolProject,
  WITHOUT_TYPES,
} from "./tool-project.js";

const CONFIGS = ["./webpack.config.cjs", "./webpack.patched.config.cjs"];

describe.each(CONFIGS)("ts-loader, %s", (config) => {
  const project = toolProject("ts-loader", "ts-loader", "webpack");
  afterAll(() => {
    project.remove();
  });

  const build = () => project.node("build.cjs", config);
  const run = () => project.node("--enable-source-maps", "dist/main.js");

  test("webpack's watch builds it cached, with lines of the sources, and follows what changes in other files", async () => {
    const watch = watchWith(project, config);
    try {
      expect(await watch.next()).toContain("built");
      const { output } = await run();
      expect(output).toContain("hits 1, misses 1");
      expect(output).toMatch(THROWN_AT);
      changeCode(project);
      expect(await watch.next()).toContain("built");
      const before = priceIn(output);
      const after = priceIn((await run()).output);
      expect([before.price, after.price]).toEqual(["20", "30"]);
      expect(after.version).not.toBe(before.version);
      breakKey(project);
      const broken = await watch.next();
      expect(broken).toContain("failed");
      expect(broken).toMatch(BROKEN_KEY);
      edit(project, "src/fares.ts", "City = string | (() => string)", "City = string");
      expect(await watch.next()).toContain("built");
      expect(priceIn((await run()).output)).toEqual(after);
    } finally {
      await watch.stop();
    }
  });

  test("without types, or without our loader, doesn't build tagged functions uncached", async () => {
    const text = project.read(config);
    edit(project, config, "options: {", "options: { transpileOnly: true,");
    const alone = await build();
    expect(alone.output).toMatch(WITHOUT_TYPES);
    expect(alone.code).not.toBe(0);
    project.write(config, text);
    edit(project, config, '"tscached/webpack-loader",', "");
    const { code, output } = await build();
    expect(output).toMatch(/TS870911: @cacheData depends on more files/);
    expect(code).not.toBe(0);
  });
});

/** Builds a project whenever it changes. */
function watchWith(project: Project, config: string): { next(): Promise<string>; stop(): Promise<unknown> } {
  const child = spawn(process.execPath, ["build.cjs", config, "--watch"], {
    cwd: project.folder,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  let output = "";
  let changed = (): void => undefined;
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
    changed();
  });
  return {
    /** What it prints until it is done with one more build. */
    next: () =>
      new Promise((resolve, reject) => {
        void ended.then(() => {
          reject(new Error(output));
        });
        changed = () => {
          const end = /^(built|failed)\n/m.exec(output);
          if (end === null) return;
          resolve(output.slice(0, end.index + end[0].length));
          output = output.slice(end.index + end[0].length);
        };
        changed();
      }),
    stop() {
      child.kill();
      return ended;
    },
  };
}
