import type { Cell } from "./cell.js";

/** The cells of one host, by the name of their Node.js. */
export interface Row {
  readonly name: string;
  readonly cells: Map<string, Cell>;
}

/** How many fixtures are the same, and how many differ; of the rest the compiler knows too little. */
export function printTable(columns: readonly string[], rows: readonly Row[]): string {
  const lines = [
    ["TypeScript + host", ...columns],
    ...rows.map(({ name, cells }) => [name, ...columns.map((column) => textOf(cells.get(column)))]),
  ];
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? [];
  const table = lines.map((line) =>
    line
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  const notes = rows.flatMap(({ name, cells }) => {
    const unknown = [...new Set([...cells.values()].flatMap((cell) => cell.unknown))];
    return unknown.length > 0 ? [`${name} doesn't know: ${unknown.join(", ")}`] : [];
  });
  return `\n${[...table, "", ...notes].join("\n")}\n`;
}

function textOf(cell: Cell | undefined): string {
  if (cell === undefined) return "";
  const { same, unknown, differences } = cell;
  const total = same.length + unknown.length + differences.length;
  const counts = [`${same.length} of ${total} same`];
  if (differences.length > 0) counts.push(`${differences.length} DIFFER`);
  return counts.join(", ");
}
