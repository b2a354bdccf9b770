import type ts from "typescript";
import type { ObservedFunction } from "../analyze/plan.js";
import type { FunctionNode } from "../compiler/adapter.js";
import { RUNTIME_NAMES } from "../runtime-names.js";
import { lateDefaults } from "./late-defaults.js";
import { hoistedValue } from "./module.js";
import type { AddedNames } from "./names.js";
import { atFirstLine, withBody } from "./with-body.js";

type TS = typeof ts;

/**
 * Has the runtime run the body of an observed function, in place; name, parameters, defaults and type stay.
 *
 * ```js
 * // before
 * function show(text, { level = 1 } = {}, at = place) { console.log(level, text, at); }
 * // after
 * function show(text, { level = 1 } = {}, at = void 0) {
 *   return $runtime.replay($observed1 ?? $observe1(), [text, level, at], (text, level, at = place) => {
 *     console.log(level, text, at);
 *   });
 * }
 * ```
 *
 * What is taken down of a call is what its parameters bind: the body is run with that again. Defaults that may read what
 * changes are the body's business, so that they are evaluated again as well.
 */
export function wrapObserved(
  host: TS,
  { factory }: ts.TransformationContext,
  fn: FunctionNode,
  { role, bindings }: ObservedFunction,
  index: number,
  names: AddedNames,
): FunctionNode {
  const { EqualsGreaterThanToken, AsyncKeyword } = host.SyntaxKind;
  const identifiers = (): ts.Identifier[] => bindings.map((name) => factory.createIdentifier(name));
  const facts = hoistedValue(host, factory, names.observed(index), names.observe(index));
  const { parameters, defaults } = lateDefaults(host, factory, fn);
  const isAsync = fn.modifiers?.some(({ kind }) => kind === AsyncKeyword) === true;
  const original = factory.createArrowFunction(
    isAsync ? [factory.createModifier(AsyncKeyword)] : undefined,
    undefined,
    bindings.map((name) =>
      factory.createParameterDeclaration(undefined, undefined, name, undefined, undefined, defaults.get(name)),
    ),
    undefined,
    factory.createToken(EqualsGreaterThanToken),
    fn.body ?? factory.createBlock([]),
  );
  const call = factory.createCallExpression(
    factory.createPropertyAccessExpression(
      factory.createIdentifier(names.runtime),
      role === "replay" ? RUNTIME_NAMES.replay : RUNTIME_NAMES.ask,
    ),
    undefined,
    [facts, factory.createArrayLiteralExpression(identifiers()), original],
  );
  const body = factory.createBlock([atFirstLine(host, fn, factory.createReturnStatement(call))], true);
  if (fn.body !== undefined && host.isBlock(fn.body)) host.setTextRange(body, fn.body);
  return withBody(host, factory, fn, body, { parameters });
}
