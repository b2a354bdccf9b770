import type { SeriesRow } from "./series.js";

const HEADER = ["cpu s", "least", "wall s", "least", "ratio", "quartiles", "of least", "plugin", "MB"] as const;

/** A table for a terminal, which is also one for Markdown. */
export function formatTable(name: string, rows: readonly SeriesRow[]): string {
  const cells = [
    [name, ...HEADER],
    ...rows.map(({ name: lane, cpu, wall, ratio, ratioOfLeast, share, memory }) => [
      lane,
      seconds(cpu.median),
      seconds(cpu.least),
      seconds(wall.median),
      seconds(wall.least),
      times(ratio.median),
      `${times(ratio.lower)} to ${times(ratio.upper)}`,
      times(ratioOfLeast),
      `${(share * 100).toFixed(1)}%`,
      memory.toFixed(0),
    ]),
  ];
  const widths = [name, ...HEADER].map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  const format = (line: readonly string[]): string =>
    `| ${widths.map((width, column) => align(line[column] ?? "", width, column)).join(" | ")} |`;
  const rule = widths.map((width, column) => (column === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`));
  const [head = [], ...body] = cells;
  return [format(head), format(rule), ...body.map(format)].join("\n");
}

function align(cell: string, width: number, column: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}

function seconds(value: number): string {
  return value.toFixed(2);
}

function times(value: number): string {
  return `${value.toFixed(3)}x`;
}
