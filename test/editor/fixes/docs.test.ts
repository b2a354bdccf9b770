import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FIXABLE_CODES } from "../../../editor/fixes/index.js";
import { ROOT } from "../../fixtures/cases.js";

const DOCS = join(ROOT, "docs/diagnostics");

test("the pages of the diagnostics that can be fixed say how, and no others", () => {
  const pages = readdirSync(DOCS).filter((page) => /^Quick fix: \S/m.test(readFileSync(join(DOCS, page), "utf8")));
  expect(pages.sort()).toEqual([...FIXABLE_CODES].sort().map((code) => `TS${code}.md`));
});
