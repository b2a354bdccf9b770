import type ts from "typescript";
import type { Compiler, FunctionNode } from "../../compiler/adapter.js";
import { assignmentTo } from "./assignment.js";

/**
 * For each function declaration whose variable is assigned another value, the first such assignment. Done for all
 * functions of a file at once, since it walks the file.
 *
 * @param functions of that file; others than declarations stay what they are
 */
export function findReassignments(
  compiler: Compiler,
  file: ts.SourceFile,
  functions: readonly FunctionNode[],
): ReadonlyMap<FunctionNode, ts.Node> {
  const { syntax } = compiler;
  const found = new Map<FunctionNode, ts.Node>();
  const named = new Map<string, ts.FunctionDeclaration[]>();
  for (const fn of functions) {
    if (!syntax.isFunctionDeclaration(fn) || fn.name === undefined) continue;
    const others = named.get(fn.name.text);
    if (others === undefined) named.set(fn.name.text, [fn]);
    else others.push(fn);
  }
  if (named.size === 0) return found;

  const mayStandIn = occurrencesOf([...named.keys()], file.text);
  const visit = (node: ts.Node): void => {
    if (!mayStandIn(node.pos, node.end)) return;
    if (syntax.isIdentifier(node)) {
      const candidates = named.get(node.text) ?? [];
      if (candidates.length > 0 && assignmentTo(syntax, node) !== undefined) {
        const assigned = compiler.resolve(node)?.identity;
        for (const fn of candidates) {
          if (node === fn.name || found.has(fn)) continue;
          if (fn.name !== undefined && compiler.resolve(fn.name)?.identity === assigned) found.set(fn, node);
        }
      }
    }
    syntax.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** Whether one of some names may stand in a stretch of a text: most of a file isn't about them. */
function occurrencesOf(names: readonly string[], text: string): (start: number, end: number) => boolean {
  // A name may be written with escapes.
  if (text.includes("\\u")) return () => true;
  const anyName = new RegExp(names.map((name) => name.replaceAll("$", "\\$")).join("|"), "g");
  const places = [...text.matchAll(anyName)].map(({ index }) => index);
  return (start, end) => {
    const next = places[firstFrom(places, start)];
    return next !== undefined && next < end;
  };
}

/** The index of the first number that is no smaller, among numbers that ascend. */
function firstFrom(ascending: readonly number[], least: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
