import { relative } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Where the program called a function of ours, for messages: file and line, relative to the working directory.
 *
 * @param outer what the function that the program called has called
 * @returns undefined where that is no line of a file
 */
export function callerOf(outer: (...args: never[]) => unknown): string | undefined {
  const stack = stackOf(outer);
  // A program may have put something else in place of the text.
  const lines = typeof stack === "string" ? stack.split("\n") : [];
  // The public function stands between the program and `outer`.
  return placeOf(lines[2] ?? "");
}

/**
 * The stack around a function, as a text unless the program makes something else of stacks. Of two calls only: fewer than
 * most programs ask for, which halves what it takes, and more than some do.
 */
function stackOf(outer: (...args: never[]) => unknown): unknown {
  const { stackTraceLimit } = Error;
  const holder: { stack?: unknown } = {};
  try {
    // A program may have frozen it.
    Reflect.set(Error, "stackTraceLimit", 2);
    Error.captureStackTrace(holder, outer);
    return holder.stack;
  } catch {
    // The program's own way of making stacks has failed.
    return undefined;
  } finally {
    Reflect.set(Error, "stackTraceLimit", stackTraceLimit);
  }
}

/**
 * File and line of one call, relative to the working directory.
 *
 * @param line of a stack trace: `at name (place:1:2)` or `at place:1:2`
 */
export function placeOf(line: string): string | undefined {
  // Folders may have parentheses in their names.
  const pattern = line.endsWith(")") ? / \((.+):(\d+):\d+\)$/ : /^ *at (.+):(\d+):\d+$/;
  const [, place, number] = pattern.exec(line) ?? [];
  if (place === undefined || number === undefined) return undefined;
  const file = place.startsWith("file:") ? fileURLToPath(place) : place;
  return `${relative(process.cwd(), file)}:${number}`;
}
