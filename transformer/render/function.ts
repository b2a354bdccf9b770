import type ts from "typescript";
import type { CachedFunction } from "../analyze/plan.js";
import type { FunctionNode } from "../compiler/adapter.js";
import { CACHE_NAMES, ENTRY_NAMES } from "../runtime-names.js";
import type { LookupRenderer } from "./lookup.js";
import { hoistedValue, nameOfDefault } from "./module.js";
import { atFirstLine, withBody } from "./with-body.js";
import type { AddedNames } from "./names.js";

type TS = typeof ts;

/**
 * Wraps the body of a cached function in place; name, parameters, defaults and type stay.
 *
 * ```js
 * // before
 * async function load(url, limit = 10) { return await get(url, limit); }
 * // after
 * async function load(url, limit = 10) {
 *   const $entry = ($cache1 ?? $make1()).root.next(limit).entry(url);
 *   return $entry.hit()
 *     ? $entry.value()
 *     : $entry.computeAsync(((url, limit) => async () => { return await get(url, limit); })(url, limit),
 *       ((url, limit) => ($root) => $root.next(limit).entry(url))(url, limit));
 * }
 * ```
 *
 * A parameter that is left out of the key and holds an AbortSignal is passed on behind that: `…, _signal)`.
 */
export function wrapFunction(
  host: TS,
  context: ts.TransformationContext,
  fn: FunctionNode,
  plan: CachedFunction,
  index: number,
  names: AddedNames,
  lookups: LookupRenderer,
): FunctionNode {
  const { factory } = context;
  const block = host.isArrowFunction(fn) && !host.isBlock(fn.body) ? undefined : (fn.body as ts.Block);
  const directives = block === undefined ? [] : directivesOf(host, block);
  const lookup = factory.createVariableStatement(
    undefined,
    factory.createVariableDeclarationList(
      [factory.createVariableDeclaration(names.entry, undefined, undefined, lookUp())],
      host.NodeFlags.Const,
    ),
  );
  const added = [...lookups.preparations(), lookup, factory.createReturnStatement(answer())];
  const statements = [...directives, ...added.map((statement) => atFirstLine(host, fn, statement))];
  const body = factory.createBlock(statements, true);
  if (block !== undefined) host.setTextRange(body, block);
  return withBody(host, factory, fn, body, fn.name === undefined ? { name: nameOfDefault(host, factory, fn) } : {});

  function lookUp(): ts.Expression {
    const whole = factory.createParenthesizedExpression(
      hoistedValue(host, factory, names.cache(index), names.make(index)),
    );
    const cache =
      plan.options.scope === "session"
        ? call(factory.createPropertyAccessExpression(whole, CACHE_NAMES.inSession))
        : whole;
    const own =
      plan.options.this === "instance"
        ? call(factory.createPropertyAccessExpression(cache, CACHE_NAMES.of), factory.createThis())
        : cache;
    return lookups.lookup(factory.createPropertyAccessExpression(own, CACHE_NAMES.root));
  }

  function answer(): ts.Expression {
    const entry = (method: string): ts.Expression =>
      factory.createPropertyAccessExpression(factory.createIdentifier(names.entry), method);
    const waits = plan.result !== "sync";
    return factory.createConditionalExpression(
      call(entry(ENTRY_NAMES.hit)),
      undefined,
      call(entry(plan.result === "promise" ? ENTRY_NAMES.valueAsync : ENTRY_NAMES.value)),
      undefined,
      call(entry(waits ? ENTRY_NAMES.computeAsync : ENTRY_NAMES.compute), missClosure(), ...again(), ...signals()),
    );
  }

  /** The signals by which the caller may leave, and `void 0` for what they stand behind if it isn't there. */
  function signals(): ts.Expression[] {
    if (plan.result === "sync" || plan.signals.length === 0) return [];
    const names = plan.signals.map((name) => factory.createIdentifier(name));
    return again().length === 0 ? [factory.createVoidZero(), ...names] : names;
  }

  /** How the key is read again, where it may read differently from before. */
  function again(): ts.Expression[] {
    const { key, result } = plan;
    const isSettled = result === "sync" && key.every(({ primitive, path }) => primitive && path.length === 0);
    return key.length === 0 || isSettled ? [] : [lookups.again()];
  }

  /**
   * `((url, limit) => () => { … })(url, limit)`: the body's closure is made where a miss is, over names of its own.
   * Parameters that a closure captures live in a context that the engine makes on every call, hits included.
   *
   * Not if a default holds a function: that one shares the parameters with the body.
   */
  function missClosure(): ts.Expression {
    if (plan.bindings.length === 0 || !plan.rebindable) return miss();
    const parameters = plan.bindings.map((name) => factory.createParameterDeclaration(undefined, undefined, name));
    const maker = factory.createArrowFunction(undefined, undefined, parameters, undefined, arrowToken(), miss());
    return call(
      factory.createParenthesizedExpression(maker),
      ...plan.bindings.map((name) => factory.createIdentifier(name)),
    );
  }

  /** The original body, as an arrow function. */
  function miss(): ts.Expression {
    const arrow = arrowOf(
      plan.redeclared.map((name) => factory.createParameterDeclaration(undefined, undefined, name)),
    );
    if (plan.redeclared.length === 0) return arrow;
    // `var a` beside a parameter `a` starts with the parameter's value; as a parameter of the arrow it does so again.
    const passed = plan.redeclared.map((name) => factory.createIdentifier(name));
    const applied = call(factory.createParenthesizedExpression(arrow), ...passed);
    return factory.createArrowFunction(undefined, undefined, [], undefined, arrowToken(), applied);
  }

  function arrowOf(parameters: ts.ParameterDeclaration[]): ts.ArrowFunction {
    const isAsync = fn.modifiers?.some((modifier) => modifier.kind === host.SyntaxKind.AsyncKeyword) === true;
    const modifiers = isAsync ? [factory.createModifier(host.SyntaxKind.AsyncKeyword)] : undefined;
    return factory.createArrowFunction(modifiers, undefined, parameters, undefined, arrowToken(), innerBody());
  }

  function innerBody(): ts.ConciseBody {
    if (block === undefined) return fn.body as ts.Expression;
    if (directives.length === 0) return block;
    return factory.updateBlock(block, block.statements.slice(directives.length));
  }

  function arrowToken(): ts.EqualsGreaterThanToken {
    return factory.createToken(host.SyntaxKind.EqualsGreaterThanToken);
  }

  function call(callee: ts.Expression, ...parameters: ts.Expression[]): ts.CallExpression {
    return factory.createCallExpression(callee, undefined, parameters);
  }
}

/** The strings that a body starts with, such as "use strict"; they must stay first. */
function directivesOf(host: TS, block: ts.Block): ts.Statement[] {
  const end = block.statements.findIndex(
    (statement) => !host.isExpressionStatement(statement) || !host.isStringLiteral(statement.expression),
  );
  return block.statements.slice(0, end === -1 ? block.statements.length : end);
}
