import type ts from "typescript";
import type { FunctionNode } from "../../compiler/adapter.js";
import { unwrap } from "../functions/unwrap.js";
import type { Lookup } from "./built-in-path.js";
import { isReturned } from "./destinations.js";

/** Functions that tell what time it is. */
export const CLOCKS: ReadonlySet<string> = new Set([
  "Date.now",
  "Temporal.Now.instant",
  "Temporal.Now.plainDateISO",
  "Temporal.Now.plainDateTimeISO",
  "Temporal.Now.plainTimeISO",
  "Temporal.Now.zonedDateTimeISO",
]);

/**
 * Functions that tell how long something has lasted. Nearly all of their uses measure what the function itself takes, and
 * show that; so they count only where what they tell is returned.
 */
const STOPWATCHES: ReadonlySet<string> = new Set([
  "performance.now",
  "process.hrtime",
  "process.hrtime.bigint",
  "process.uptime",
  "os.uptime",
]);

/** Methods of `Intl.DateTimeFormat` that take the time now for a date that is left out. */
const FORMATTING: readonly string[] = ["format", "formatToParts"];

/**
 * How a call or a `new` reads the time, as it might be written; undefined if it doesn't.
 *
 * @param path what is called, if that is known
 */
export function timeReadBy(
  lookup: Lookup,
  fn: FunctionNode,
  node: ts.CallExpression | ts.NewExpression,
  path: string | undefined,
): string | undefined {
  const { syntax } = lookup.compiler;
  const given = node.arguments?.length ?? 0;
  if (!syntax.isCallExpression(node)) return path === "Date" && given === 0 ? "new Date()" : undefined;
  if (path === undefined) return given === 0 ? formatOfNow(lookup, node) : undefined;
  if (path === "Date" || CLOCKS.has(path)) return `${path}()`;
  return STOPWATCHES.has(path) && given === 0 && isReturned(lookup, fn, node) ? `${path}()` : undefined;
}

/** `formatter.format()` */
function formatOfNow({ compiler }: Lookup, { expression }: ts.CallExpression): string | undefined {
  const { syntax } = compiler;
  const callee = unwrap(syntax, expression);
  if (!syntax.isPropertyAccessExpression(callee) || !FORMATTING.includes(callee.name.text)) return undefined;
  const [declaration] = compiler.member(callee.name)?.declarations ?? [];
  if (declaration === undefined || compiler.originOf(declaration.getSourceFile()) !== "library") return undefined;
  const { name } = declaration.parent as { readonly name?: ts.Identifier };
  return name?.text === "DateTimeFormat" ? `Intl.DateTimeFormat().${callee.name.text}()` : undefined;
}
