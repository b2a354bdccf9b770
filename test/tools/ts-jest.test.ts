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

describe("ts-jest with astTransformers", () => {
  const project = toolProject("ts-jest", "jest", "ts-jest");
  afterAll(() => {
    project.remove();
  });

  const run = () => project.node("node_modules/jest/bin/jest.js", "--cacheDirectory", ".jest", "--ci");

  test("tests run cached, and its cache follows what changes in other files", async () => {
    const { code, output } = await run();
    expect(output).toMatch(/Tests: +2 passed, 2 total/);
    expect(output).toMatch(THROWN_AT);
    expect(code).toBe(0);
    changeCode(project);
    const before = priceIn(output);
    const after = priceIn((await run()).output);
    expect([before.price, after.price]).toEqual(["20", "30"]);
    expect(after.version).not.toBe(before.version);
    breakKey(project);
    const broken = await run();
    expect(broken.output).toMatch(BROKEN_KEY);
    expect(broken.code).toBe(1);
  });

  test("with isolatedModules, doesn't run tagged functions uncached", async () => {
    edit(project, "tsconfig.json", '"strict": true', '"strict": true, "isolatedModules": true');
    const { code, output } = await run();
    expect(output).toMatch(WITHOUT_TYPES);
    expect(code).toBe(1);
  });
});
