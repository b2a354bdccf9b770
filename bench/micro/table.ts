import type { Row } from "./statistics.js";

const HEADER = ["", "ns/call", "quartiles", "ratio"] as const;

/** A table for a terminal, which is also one for Markdown. */
export function formatTable(name: string, rows: readonly Row[]): string {
  return formatCells([
    [name, ...HEADER.slice(1)],
    ...rows.map((row) => [
      row.name,
      digits(row.median),
      `${digits(row.lower)} to ${digits(row.upper)}`,
      `${digits(row.ratio)}x`,
    ]),
  ]);
}

/** A table of ratios, each measured several times. */
export function formatRatios(name: string, rows: readonly Omit<Row, "ratio">[]): string {
  return formatCells([
    [name, "ratio", "quartiles"],
    ...rows.map((row) => [row.name, `${digits(row.median)}x`, `${digits(row.lower)} to ${digits(row.upper)}`]),
  ]);
}

function formatCells(cells: readonly (readonly string[])[]): string {
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  const [head, ...body] = cells.map((line) => format(line, widths));
  const rule = `| ${widths.map((width, column) => "-".repeat(column === 0 ? width : width - 1) + (column === 0 ? "" : ":")).join(" | ")} |`;
  return [head, rule, ...body].join("\n");
}

function format(line: readonly string[], widths: readonly number[]): string {
  const cells = widths.map((width, column) => {
    const cell = line[column] ?? "";
    return column === 0 ? cell.padEnd(width) : cell.padStart(width);
  });
  return `| ${cells.join(" | ")} |`;
}

/** Three digits: more would be noise. */
function digits(value: number): string {
  return value < 10 ? value.toFixed(2) : value < 100 ? value.toFixed(1) : value.toFixed(0);
}
