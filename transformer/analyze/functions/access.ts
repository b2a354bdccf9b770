import type ts from "typescript";
import type { Syntax } from "../../compiler/adapter.js";
import { unwrap } from "./unwrap.js";

/** The name that an access reads; undefined if that is computed, and for what is no access. */
export function accessedName(syntax: Syntax, node: ts.Node): string | undefined {
  if (syntax.isPropertyAccessExpression(node)) return node.name.text;
  if (!syntax.isElementAccessExpression(node)) return undefined;
  const literal = unwrap(syntax, node.argumentExpression);
  return syntax.isStringLiteralLike(literal) ? literal.text : undefined;
}
