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

describe("ts-node with ts-patch's compiler", () => {
  const project = toolProject("ts-node", "ts-node");
  afterAll(() => {
    project.remove();
  });

  const run = (...options: string[]) => project.node("node_modules/ts-node/dist/bin.js", ...options, "src/main.ts");

  test("runs cached, with lines of the sources, and follows what changes in other files", async () => {
    const { code, output } = await run();
    expect(output).toContain("hits 1, misses 1");
    expect(output).toMatch(THROWN_AT);
    expect(code).toBe(0);
    changeCode(project);
    const before = priceIn(output);
    const after = priceIn((await run()).output);
    expect([before.price, after.price]).toEqual(["20", "30"]);
    expect(after.version).not.toBe(before.version);
    expect(project.has("tscached.versions.cjs")).toBe(false);
  });

  test("doesn't run what can't be cached", async () => {
    breakKey(project);
    const { code, output } = await run();
    edit(project, "src/fares.ts", "City = string | (() => string)", "City = string");
    expect(output).toMatch(BROKEN_KEY);
    expect(output).not.toContain("price 30");
    expect(code).toBe(1);
  });

  test("without types, doesn't run tagged functions uncached", async () => {
    const { code, output } = await run("--transpile-only");
    expect(output).toMatch(WITHOUT_TYPES);
    expect(output).not.toContain("price 30");
    expect(code).toBe(1);
  });
});
