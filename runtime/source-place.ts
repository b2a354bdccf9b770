import { relative } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Where the program called a function of ours, for messages: file and line, relative to the working directory.
 *
 * @param outer the function of ours that the program called, or one that it calls
 */
export function callerOf(outer: (...args: never[]) => unknown): string {
  const holder: { stack?: unknown } = {};
  Error.captureStackTrace(holder, outer);
  // A program may have put something else in place of the text.
  const lines = typeof holder.stack === "string" ? holder.stack.split("\n") : [];
  // The public function stands between the program and `outer`.
  return placeOf(lines[2] ?? "");
}

/**
 * File and line of one call, relative to the working directory.
 *
 * @param line of a stack trace: `at name (place:1:2)` or `at place:1:2`
 */
export function placeOf(line: string): string {
  // Folders may have parentheses in their names.
  const pattern = line.endsWith(")") ? / \((.+):(\d+):\d+\)$/ : /^ *at (.+):(\d+):\d+$/;
  const [, place, number] = pattern.exec(line) ?? [];
  if (place === undefined || number === undefined) return "unknown place";
  const file = place.startsWith("file:") ? fileURLToPath(place) : place;
  return `${relative(process.cwd(), file)}:${number}`;
}
