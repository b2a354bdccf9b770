import { pathText } from "../../runtime/path.js";

test("names, indexes, odd names and kinds of members", () => {
  expect(pathText([])).toBe("");
  expect(pathText(["items", 3, "odd name", "$ok_1", "ä", "1a", ""])).toBe('.items[3]["odd name"].$ok_1.ä["1a"][""]');
  expect(pathText([Symbol("key"), "a"])).toBe("<key>.a");
});

test("a very deep path is cut short, and says so", () => {
  const steps = Array.from({ length: 13 }, (_, index) => index);
  expect(pathText(steps)).toBe("[0][1][2][3][4][5][6][7][8][9][10][11]…");
  expect(pathText(steps.slice(0, 12))).toBe("[0][1][2][3][4][5][6][7][8][9][10][11]");
});
