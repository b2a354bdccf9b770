import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { cacheKey } from "../../../runtime/key/keyed.js";
import { absent, presence, unset } from "../../../runtime/key/read.js";

/** A row of the tables in docs/key-encoding.md. */
export interface Vector {
  /** JavaScript expressions, separated by commas. */
  readonly values: string;
  /** The bytes of the key in hexadecimal, or for a long one how many they are. */
  readonly key: string;
  readonly name: string;
}

const PAGE = readFileSync(join(__dirname, "../../../docs/key-encoding.md"), "utf8");

/** The vectors below a heading of the page's table, which names its second column. */
export function vectorsOf(column: string): Vector[] {
  const head = new RegExp(`^\\| values +\\| ${column} +\\| name +\\|\\n\\|[-| ]+\\|\\n((?:\\|.*\\n)+)`, "m").exec(PAGE);
  const rows = head?.[1]?.trim().split("\n") ?? [];
  return rows.map((row) => {
    const [, values, key, name] = /^\| (.*?) +\| (.*?) +\| (.*?) +\|$/.exec(row) ?? [];
    return { values: unquoted(values), key: unquoted(key), name: unquoted(name) };
  });
}

/** Without the backticks, and the blanks that keep them apart from one inside. */
function unquoted(cell = ""): string {
  return cell.replace(/^`+ ?| ?`+$/g, "");
}

/** What the expressions of a vector give. */
export function valuesOf(vector: Vector): unknown[] {
  const definitions = /after\n\n```js\n([^]*?)```/.exec(PAGE)?.[1] ?? "throw new Error('no definitions')";
  const { Temporal } = globalThis as { Temporal?: unknown };
  const known = { cacheKey, absent, presence, unset, URL, Buffer, Temporal };
  return runInNewContext(`${definitions};[${vector.values}]`, known) as unknown[];
}
