import type ts from "typescript";
import type { CachedFunction, KeyBase, KeyPartPlan } from "../analyze/plan.js";
import { isPropertyName } from "../analyze/keys/paths.js";
import { NODE_NAMES, RUNTIME_NAMES } from "../runtime-names.js";
import type { AddedNames } from "./names.js";

type TS = typeof ts;

/** Renders how a call finds its entry. */
export interface LookupRenderer {
  /** What has to run before: `let $v1; try { $v1 = factor; } catch { $v1 = $runtime.unset; }` */
  preparations(): ts.Statement[];
  /** `<root>.next(limit).entry(url)` */
  lookup(root: ts.Expression): ts.Expression;
  /**
   * `((url, limit) => ($root) => $root.next(limit).entry(url))(url, limit)`: the same from another root, later on. The
   * body's assignments to parameters don't show in it; changes of what these refer to do, and of the variables around.
   */
  again(): ts.Expression;
}

/**
 * A path is read without throwing, and tells where it ends: `a?.b ?? $runtime.absent(a, "b")`.
 *
 * @param original the node of the file that an identifier is to be compiled like, if it isn't a parameter's
 */
export function createLookup(
  host: TS,
  factory: ts.NodeFactory,
  { key, bindings }: CachedFunction,
  names: AddedNames,
  original: (reference: NonNullable<KeyBase["reference"]>) => ts.Node,
): LookupRenderer {
  return { preparations, lookup, again };

  function preparations(): ts.Statement[] {
    return key.flatMap((part, index) => (part.guarded ? prepare(part, names.guarded(index)) : []));
  }

  function prepare(part: KeyPartPlan, name: string): ts.Statement[] {
    const variable = factory.createVariableDeclarationList(
      [factory.createVariableDeclaration(name)],
      host.NodeFlags.Let,
    );
    const assign = (value: ts.Expression): ts.Block =>
      factory.createBlock([
        factory.createExpressionStatement(factory.createAssignment(factory.createIdentifier(name), value)),
      ]);
    const otherwise = factory.createCatchClause(undefined, assign(runtime(RUNTIME_NAMES.unset)));
    return [
      factory.createVariableStatement(undefined, variable),
      factory.createTryStatement(assign(valueOf(part)), otherwise, undefined),
    ];
  }

  function lookup(root: ts.Expression): ts.Expression {
    let node = root;
    for (const [index, part] of key.entries()) {
      const value = part.guarded ? factory.createIdentifier(names.guarded(index)) : valueOf(part);
      const isLast = index === key.length - 1;
      const method = part.read === "list" ? NODE_NAMES.list : isLast ? NODE_NAMES.entry : NODE_NAMES.next;
      node = call(factory.createPropertyAccessExpression(node, method), value);
    }
    const isOver = key.length > 0 && key.at(-1)?.read !== "list";
    return isOver ? node : call(factory.createPropertyAccessExpression(node, NODE_NAMES.leaf));
  }

  function again(): ts.Expression {
    const found = lookup(factory.createIdentifier(names.root));
    const before = preparations();
    const body = before.length === 0 ? found : factory.createBlock([...before, factory.createReturnStatement(found)]);
    const finder = arrow([names.root], body);
    const used = bindings.filter((name) => key.some(({ base }) => base.name === name && base.reference === undefined));
    if (used.length === 0) return finder;
    return call(
      factory.createParenthesizedExpression(arrow(used, finder)),
      ...used.map((name) => factory.createIdentifier(name)),
    );
  }

  function arrow(parameters: readonly string[], body: ts.ConciseBody): ts.ArrowFunction {
    const declared = parameters.map((name) => factory.createParameterDeclaration(undefined, undefined, name));
    const token = factory.createToken(host.SyntaxKind.EqualsGreaterThanToken);
    return factory.createArrowFunction(undefined, undefined, declared, undefined, token, body);
  }

  function valueOf({ base, path, read }: KeyPartPlan): ts.Expression {
    const value = path.length === 0 ? start(base) : atEnd(base, path);
    return read === "presence" ? call(runtime(RUNTIME_NAMES.presence), value) : value;
  }

  function atEnd(base: KeyBase, path: KeyPartPlan["path"]): ts.Expression {
    const question = host.SyntaxKind.QuestionDotToken;
    let value = start(base);
    for (const step of path) {
      const chain = factory.createToken(question);
      value =
        typeof step === "string" && isPropertyName(step)
          ? factory.createPropertyAccessChain(value, chain, step)
          : factory.createElementAccessChain(value, chain, literal(step));
    }
    const absent = call(runtime(RUNTIME_NAMES.absent), start(base), ...path.map(literal));
    return factory.createBinaryExpression(value, host.SyntaxKind.QuestionQuestionToken, absent);
  }

  function start({ name, reference, members }: KeyBase): ts.Expression {
    if (name === "this") return factory.createThis();
    const identifier = factory.createIdentifier(name);
    if (reference !== undefined) host.setOriginalNode(identifier, original(reference));
    return members.reduce<ts.Expression>(
      (value, member) =>
        isPropertyName(member)
          ? factory.createPropertyAccessExpression(value, member)
          : factory.createElementAccessExpression(value, literal(member)),
      identifier,
    );
  }

  function literal(step: string | number): ts.Expression {
    return typeof step === "number" ? factory.createNumericLiteral(step) : factory.createStringLiteral(step);
  }

  function runtime(member: string): ts.Expression {
    return factory.createPropertyAccessExpression(factory.createIdentifier(names.runtime), member);
  }

  function call(callee: ts.Expression, ...parameters: ts.Expression[]): ts.CallExpression {
    return factory.createCallExpression(callee, undefined, parameters);
  }
}
