import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { catalogue } from "../../../transformer/diagnostics/catalogue.js";
import { EXPECTED_DIAGNOSTICS, readCases, readGolden, ROOT } from "../../fixtures/cases.js";

const entries = Object.entries(catalogue).map(([name, { code }]) => [name, code] as const);
const DOCS = join(ROOT, "docs/diagnostics");

const NOT_IN_FIXTURES: readonly number[] = [
  // Of other hosts than the fixtures': test/tools causes them.
  catalogue.compiledAlone.code,
  catalogue.loaderMissing.code,
  // Only shown in editors: test/editor/server.test.ts sees it there.
  catalogue.badSettings.code,
  // Can't be caused from outside; test/transformer/hosts/session.test.ts causes it with a broken compiler.
  catalogue.internalError.code,
];

describe("the catalogue of diagnostics", () => {
  test("has codes of its own range, each once, in order", () => {
    const codes = entries.map(([, code]) => code);
    expect(codes).toEqual([...new Set(codes)].sort((left, right) => left - right));
    expect(codes.every((code) => code >= 870_100 && code <= 870_999)).toBe(true);
  });

  test.each(entries)("%s has a page", (_, code) => {
    expect(readFileSync(join(DOCS, `TS${code}.md`), "utf8")).toMatch(new RegExp(`^# TS${code}: \\S`));
  });

  test("has no page for a code that doesn't exist", () => {
    const pages = readdirSync(DOCS).filter((file) => file !== "README.md");
    expect(pages.sort()).toEqual(entries.map(([, code]) => `TS${code}.md`));
  });

  const shown = readCases()
    .map((fixture) => readGolden(fixture, EXPECTED_DIAGNOSTICS) ?? "")
    .join("\n");

  test.each(entries.filter(([, code]) => !NOT_IN_FIXTURES.includes(code)))("%s has a fixture", (_, code) => {
    expect(shown).toContain(`TS${code}:`);
  });
});
