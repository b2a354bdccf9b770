import { Screen, Word } from "../../../runtime/progress/screen.js";

test.each<[string, number | undefined, number | undefined, [columns: number, rows: number]]>([
  ["that tells its size", 120, 50, [120, 50]],
  ["that tells none", undefined, undefined, [80, 24]],
  ["that is said to be of no size", 0, 0, [80, 24]],
  ["that tells its width alone", 40, 0, [40, 24]],
])("a terminal %s", (_what, columns, rows, [width, height]) => {
  const screen = new Screen();
  screen.resize(columns, rows);
  expect([screen.words[Word.columns], screen.words[Word.rows]]).toEqual([width, height]);
});
