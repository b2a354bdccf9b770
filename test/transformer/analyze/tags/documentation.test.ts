import { readFileSync } from "node:fs";
import { join } from "node:path";
import { documentationOfOption, TAG_DOCS, WRITTEN_TAGS } from "../../../../transformer/analyze/tags/documentation.js";
import { OPTIONS } from "../../../../transformer/analyze/tags/option-table.js";

/** The cells of each row of the tables in a stretch of docs/reference.md. */
function rowsUnder(heading: string): string[][] {
  const reference = readFileSync(join(__dirname, "../../../../docs/reference.md"), "utf8");
  const [, part = ""] = reference.split(`\n## ${heading}\n`);
  const lines = (part.split("\n## ")[0] ?? "").split("\n").filter((line) => line.startsWith("| `"));
  return lines.map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const rows = rowsUnder("Tags");

test("the reference has the options that can be written, in the words that editors show", () => {
  const written = Object.entries(OPTIONS).filter(([, { read }]) => read !== undefined);
  const listed = rows.filter((cells) => cells.length === 2);
  expect(new Map(listed.map(([name, meaning]) => [name, meaning]))).toEqual(
    new Map(written.map(([name, { docs }]) => [`\`${name}\``, docs])),
  );
});

test("and the tags", () => {
  const listed = rows.filter((cells) => cells.length === 3).map(([form, , meaning]) => ({ form, meaning }));
  expect(listed).toEqual(
    WRITTEN_TAGS.map((tag) => ({ form: `\`${TAG_DOCS[tag].form}\``, meaning: TAG_DOCS[tag].meaning })),
  );
});

test("what can't be written has no documentation", () => {
  expect(documentationOfOption("ttl")).toMatch(/^`ttl`: time to live/);
  expect(documentationOfOption("persist")).toBeUndefined();
});
