import ts from "typescript";
import { Reporter } from "../../../transformer/analyze/report.js";

describe("a reporter", () => {
  const file = ts.createSourceFile("a.ts", "  export {};\n", ts.ScriptTarget.ES2022, true);
  const message = { code: 870_220, text: "It changes.", parameters: {} };
  const related = [{ place: { file: "b.ts", start: 1, length: 2 }, text: "It is declared here." }];

  test.each(["error", "warning"] as const)("keeps an %s with its place", (category) => {
    const reporter = new Reporter(file);
    const [node] = file.statements;
    if (node === undefined) throw new Error("the file has a statement");
    reporter[category](message, { start: 3, end: 7 }, related);
    reporter[category](message, { start: 3, end: 3 });
    reporter[`${category}At`](message, node, related);
    expect(reporter.diagnostics).toEqual([
      { ...message, category, place: { file: "a.ts", start: 3, length: 4 }, related },
      { ...message, category, place: { file: "a.ts", start: 3, length: 1 }, related: [] },
      { ...message, category, place: { file: "a.ts", start: 2, length: 10 }, related },
    ]);
  });
});
