import type ts from "typescript";
import { unwrap } from "../analyze/functions/unwrap.js";
import { definesFields, keepsFields } from "../compiler/emit-options.js";

type TS = typeof ts;

/** `holder.name`, `holder[name]` or `holder.#name`, for a name as a member declares it. */
export function readMember(
  host: TS,
  factory: ts.NodeFactory,
  holder: ts.Expression,
  name: ts.PropertyName,
): ts.Expression {
  if (host.isPrivateIdentifier(name)) {
    return factory.createPropertyAccessExpression(holder, factory.createPrivateIdentifier(name.text));
  }
  if (host.isIdentifier(name)) return factory.createPropertyAccessExpression(holder, name.text);
  const key = host.isComputedPropertyName(name)
    ? copyExpression(host, factory, name.expression)
    : literalOf(host, factory, name);
  return factory.createElementAccessExpression(holder, key);
}

/** A second node for a name, which may be evaluated a second time. */
export function copyName(host: TS, factory: ts.NodeFactory, name: ts.PropertyName): ts.PropertyName {
  if (host.isComputedPropertyName(name)) {
    return factory.createComputedPropertyName(copyExpression(host, factory, name.expression));
  }
  return host.isIdentifier(name) ? factory.createIdentifier(name.text) : literalOf(host, factory, name);
}

/**
 * Gives a function in a call the name that it would have without the call: `{ name: fn }.name`. A field's is not always
 * the field's own: where the compiler writes fields out, it assigns them, or defines them by a descriptor's `value`.
 */
export function namedLike(
  host: TS,
  factory: ts.NodeFactory,
  member: ts.PropertyAssignment | ts.PropertyDeclaration,
  fn: ts.Expression,
  options: ts.CompilerOptions,
): ts.Expression {
  const { name } = member;
  if (host.isPropertyAssignment(member)) return inLiteral(copyName(host, factory, name), name);
  if (!definesFields(host, options) || isReplaced(host, member, options)) return fn;
  if (keepsFields(host, options)) {
    if (!host.isPrivateIdentifier(name)) return inLiteral(copyName(host, factory, name), name);
    return inLiteral(factory.createStringLiteral(name.text), factory.createStringLiteral(name.text));
  }
  if (host.isPrivateIdentifier(name)) return fn;
  const value = factory.createIdentifier("value");
  return inLiteral(value, value);

  function inLiteral(key: ts.PropertyName, read: ts.PropertyName): ts.Expression {
    const literal = factory.createObjectLiteralExpression([factory.createPropertyAssignment(key, fn)]);
    return readMember(host, factory, literal, read);
  }
}

/** Whether a decorator sees a field's value first, in code that the compiler writes out. */
function isReplaced(host: TS, member: ts.PropertyDeclaration, options: ts.CompilerOptions): boolean {
  if (options.experimentalDecorators === true || options.target === host.ScriptTarget.ESNext) return false;
  return member.modifiers?.some((modifier) => host.isDecorator(modifier)) === true;
}

/** Compilers rewrite what identifiers of a file refer to, so that a copy must tell whose it is. */
function copyExpression(host: TS, factory: ts.NodeFactory, expression: ts.Expression): ts.Expression {
  const node = unwrap(host, expression);
  if (host.isIdentifier(node)) return host.setOriginalNode(factory.createIdentifier(node.text), node);
  if (host.isPropertyAccessExpression(node)) {
    const access = factory.createPropertyAccessExpression(
      copyExpression(host, factory, node.expression),
      node.name.text,
    );
    return host.setOriginalNode(access, node);
  }
  return literalOf(host, factory, node);
}

function literalOf(host: TS, factory: ts.NodeFactory, literal: ts.Node): ts.StringLiteral | ts.NumericLiteral {
  const { text } = literal as ts.StringLiteral;
  if (host.isNumericLiteral(literal)) return factory.createNumericLiteral(text);
  if (host.isStringLiteralLike(literal)) return factory.createStringLiteral(text);
  throw new Error(`a member is named by a ${host.SyntaxKind[literal.kind]}`);
}
