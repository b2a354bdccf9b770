const ACCENTS = /[\u0300-\u036f]/g;
const NOT_WORD = /[^a-z0-9]+/g;

/** A text as a part of an address: `Große Äpfel` becomes `grosse-apfel`. */
export function slug(text: string): string {
  const plain = text.toLowerCase().replaceAll("ß", "ss").normalize("NFD").replace(ACCENTS, "");
  return plain.replace(NOT_WORD, "-").replace(/^-+|-+$/g, "");
}

export function capitalize(text: string): string {
  return text === "" ? "" : text.charAt(0).toUpperCase() + text.slice(1);
}

export function padded(value: number, width: number): string {
  return String(value).padStart(width, "0");
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** The first words of a text, as many as fit. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const words = text.split(/\s+/);
  let result = "";
  for (const word of words) {
    const longer = result === "" ? word : `${result} ${word}`;
    if (longer.length + 1 > most) break;
    result = longer;
  }
  return `${result === "" ? text.slice(0, most - 1) : result}…`;
}

/** One row of a table of fixed columns. */
export function row(cells: readonly string[], widths: readonly number[]): string {
  return cells
    .map((cell, index) => {
      const width = widths[index] ?? cell.length;
      return cell.length > width ? shortened(cell, width) : cell.padEnd(width);
    })
    .join(" | ")
    .trimEnd();
}

export function lines(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
}
