import { relative } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Where the program called a function of ours, for messages: file and line, relative to the working directory.
 *
 * @param outer the function of ours that the program called, or one that it calls
 */
export function callerOf(outer: (...args: never[]) => unknown): string {
  const holder: { stack?: string } = {};
  Error.captureStackTrace(holder, outer);
  // The public function stands between the program and `outer`.
  const line = holder.stack?.split("\n")[2] ?? "";
  const [, place = "", number = ""] = /(?:\(|at )([^()]+?):(\d+):\d+\)?$/.exec(line) ?? [];
  if (place === "") return "unknown place";
  const file = place.startsWith("file:") ? fileURLToPath(place) : place;
  return `${relative(process.cwd(), file)}:${number}`;
}
