import { readSample, textOf } from "../build/sample.js";

/** A file of many lines, and the place in it where somebody types. */
export interface LargeFile {
  readonly text: string;
  readonly lines: number;
  readonly functions: number;
  /** In a number, in the body of a function. */
  readonly cursor: number;
}

const IMPORT = /^import .*\n/gm;
const TYPED = "const typed = 1;";

/**
 * The sample's reports over and over, each in a namespace of its own. Whoever types does so in the last function that is
 * cached, or in the same one where none is.
 *
 * @param lines the least that it has
 * @param annotated how many of the functions are cached
 * @throws {Error} if the sample doesn't give that much
 */
export function largeFile(lines: number, annotated: number): LargeFile {
  const sample = readSample("feature").find(({ name }) => name === "report");
  if (sample === undefined) throw new Error("the sample has no reports");
  const imports = textOf(sample, 0, "../feature-001/").match(IMPORT) ?? [];
  const head = imports.map((line) => line.replace('"./', '"../feature-000/')).join("");
  const parts: string[] = [];
  let cached = 0;
  for (let count = imports.length; count < lines;) {
    const its = Math.min(annotated - cached, sample.candidates);
    cached += its;
    const text = textOf(sample, its, "").replace(IMPORT, "");
    const isLast = cached === annotated && (its > 0 || parts.length === 0);
    const part = `export namespace Part${parts.length} {\n${isLast ? withCursor(text) : text}}\n`;
    parts.push(part);
    count += linesOf(part);
  }
  const text = head + parts.join("");
  const large = { text, lines: linesOf(text), functions: cached, cursor: text.indexOf(TYPED) + TYPED.length - 1 };
  if (large.lines < lines || cached !== annotated || !text.includes(TYPED))
    throw new Error(`${lines} lines with ${annotated} cached functions: made ${large.lines} with ${cached}`);
  return large;
}

function linesOf(text: string): number {
  return text.split("\n").length - 1;
}

function withCursor(text: string): string {
  return text.replace(/(export function bestSellers.*\n)/, `$1  ${TYPED}\n`);
}
