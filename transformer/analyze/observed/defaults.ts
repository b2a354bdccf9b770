import type ts from "typescript";
import type { FunctionNode, Syntax } from "../../compiler/adapter.js";
import { bindingsIn } from "../functions/bindings.js";
import { unwrap } from "../functions/unwrap.js";

/**
 * Whether an expression gives the same whenever it is evaluated: a literal, or an object or array of these. Any other
 * default may read what changes, so it is evaluated anew whenever an observed function is run again.
 */
export function isLiteral(syntax: Syntax, expression: ts.Expression): boolean {
  const { SyntaxKind } = syntax;
  const value = unwrap(syntax, expression);
  switch (value.kind) {
    case SyntaxKind.NumericLiteral:
    case SyntaxKind.BigIntLiteral:
    case SyntaxKind.StringLiteral:
    case SyntaxKind.NoSubstitutionTemplateLiteral:
    case SyntaxKind.TrueKeyword:
    case SyntaxKind.FalseKeyword:
    case SyntaxKind.NullKeyword:
      return true;
    case SyntaxKind.PrefixUnaryExpression:
      return isLiteral(syntax, (value as ts.PrefixUnaryExpression).operand);
    case SyntaxKind.ArrayLiteralExpression:
      return (value as ts.ArrayLiteralExpression).elements.every((element) => isLiteral(syntax, element));
    case SyntaxKind.ObjectLiteralExpression:
      return (value as ts.ObjectLiteralExpression).properties.every(
        (property) =>
          syntax.isPropertyAssignment(property) &&
          !syntax.isComputedPropertyName(property.name) &&
          isLiteral(syntax, property.initializer),
      );
    default:
      return false;
  }
}

/**
 * What a pattern in the parameters evaluates when a function is called, and that isn't a literal: the default of a pattern
 * inside, or a computed name. It may read what changes, and what is taken of it would be taken down instead of it.
 */
export function patternReads(syntax: Syntax, { parameters }: FunctionNode): ts.Expression | undefined {
  for (const binding of bindingsIn(syntax, parameters)) {
    const { name, initializer } = binding;
    const property = syntax.isBindingElement(binding) ? binding.propertyName : undefined;
    const computed =
      property !== undefined && syntax.isComputedPropertyName(property) ? property.expression : undefined;
    const ofPattern = syntax.isIdentifier(name) ? undefined : initializer;
    const read = [computed, ofPattern].find((part) => part !== undefined && !isLiteral(syntax, part));
    if (read !== undefined) return read;
  }
  return undefined;
}
