import type ts from "typescript";
import type { CopyShape } from "../analyze/copy-shape.js";
import { RUNTIME_NAMES } from "../runtime-names.js";

type TS = typeof ts;

/**
 * The copier of a shape. It takes every value for what its type says; the runtime uses it for those that it has seen it
 * copy exactly.
 *
 * For `{ id: number; tags: string[]; owner?: { name: string } }[]`:
 * ```js
 * (v) => {
 *   const v1 = v.slice();
 *   for (let v2 = 0; v2 < v1.length; v2++) {
 *     const v3 = v1[v2];
 *     const v4 = { ...v3 };
 *     v4.tags = v4.tags.slice();
 *     let v5 = v4.owner;
 *     if (typeof v5 === "object" && v5 !== null) v4.owner = { name: v5.name };
 *     v1[v2] = v4;
 *   }
 *   return v1;
 * }
 * ```
 * Written out, so that the engine learns the types of each place apart.
 */
export function renderCopier(
  host: TS,
  factory: ts.NodeFactory,
  shape: CopyShape,
  runtime: (member: string) => ts.Expression,
): ts.Expression {
  const { SyntaxKind, NodeFlags } = host;
  let names = 0;
  const value = factory.createIdentifier("v");
  const statements: ts.Statement[] = [];
  const result = copyOf(shape, value, statements);
  const parameter = factory.createParameterDeclaration(undefined, undefined, value);
  const body =
    statements.length === 0
      ? factory.createParenthesizedExpression(result)
      : factory.createBlock([...statements, factory.createReturnStatement(result)], true);
  return factory.createArrowFunction(undefined, undefined, [parameter], undefined, undefined, body);

  /** An expression for the copy of what `from` names; what has to run before goes into `before`. */
  function copyOf(of: CopyShape, from: ts.Expression, before: ts.Statement[]): ts.Expression {
    switch (of.kind) {
      case "date":
        return factory.createCallExpression(runtime(RUNTIME_NAMES.copyDate), undefined, [from]);
      case "list":
        return of.element === undefined ? sliced(from) : list(of.element, from, before);
      case "tuple": {
        const copy = declare(sliced(from), before);
        for (const { index, shape: element } of of.elements) {
          replace(element, () => factory.createElementAccessExpression(copy, index), before);
        }
        return copy;
      }
      case "literal":
        return literal(of.properties, host.isIdentifier(from) ? from : declare(from, before), before);
      case "spread": {
        const spread = factory.createObjectLiteralExpression([factory.createSpreadAssignment(from)]);
        if (of.properties.length === 0) return spread;
        const copy = declare(spread, before);
        for (const property of of.properties) replace(property.shape, () => member(copy, property.name), before);
        return copy;
      }
      case "maybe": {
        const copy = factory.createIdentifier(fresh());
        before.push(variable(copy, from, NodeFlags.Let));
        before.push(ifObject(copy, (inner) => assign(copy, copyOf(of.shape, copy, inner))));
        return copy;
      }
    }
  }

  function list(element: CopyShape, from: ts.Expression, before: ts.Statement[]): ts.Expression {
    const copy = declare(sliced(from), before);
    const index = factory.createIdentifier(fresh());
    const inner: ts.Statement[] = [];
    replace(element, () => factory.createElementAccessExpression(copy, index), inner);
    const first = factory.createVariableDeclaration(index, undefined, undefined, factory.createNumericLiteral(0));
    const loop = factory.createForStatement(
      factory.createVariableDeclarationList([first], NodeFlags.Let),
      factory.createLessThan(index, factory.createPropertyAccessExpression(copy, "length")),
      factory.createPostfixIncrement(index),
      factory.createBlock(inner, true),
    );
    before.push(loop);
    return copy;
  }

  function literal(
    properties: Extract<CopyShape, { kind: "literal" }>["properties"],
    from: ts.Identifier,
    before: ts.Statement[],
  ): ts.Expression {
    const copies = properties.map(({ name, shape: of }) => {
      const read = member(from, name);
      const copy = of === undefined ? read : copyOf(of, read, before);
      const key = isName(name) ? factory.createIdentifier(name) : factory.createStringLiteral(name);
      return factory.createPropertyAssignment(key, copy);
    });
    return factory.createObjectLiteralExpression(copies);
  }

  /** `place = <copy of place>;`, and only if it holds an object where it may hold something else. */
  function replace(of: CopyShape, place: () => ts.LeftHandSideExpression, before: ts.Statement[]): void {
    if (of.kind === "maybe") {
      const read = declare(place(), before);
      before.push(ifObject(read, (inner) => assign(place(), copyOf(of.shape, read, inner))));
    } else {
      const copy = copyOf(of, place(), before);
      before.push(assign(place(), copy));
    }
  }

  /** `if (typeof v === "object" && v !== null) { … }` */
  function ifObject(name: ts.Identifier, then: (inner: ts.Statement[]) => ts.Statement): ts.Statement {
    const isObject = factory.createLogicalAnd(
      factory.createStrictEquality(factory.createTypeOfExpression(name), factory.createStringLiteral("object")),
      factory.createStrictInequality(name, factory.createNull()),
    );
    const inner: ts.Statement[] = [];
    const last = then(inner);
    return factory.createIfStatement(isObject, factory.createBlock([...inner, last], true));
  }

  function sliced(from: ts.Expression): ts.Expression {
    return factory.createCallExpression(factory.createPropertyAccessExpression(from, "slice"), undefined, []);
  }

  function member(from: ts.Expression, name: string): ts.LeftHandSideExpression {
    return isName(name)
      ? factory.createPropertyAccessExpression(from, name)
      : factory.createElementAccessExpression(from, factory.createStringLiteral(name));
  }

  function declare(initial: ts.Expression, before: ts.Statement[]): ts.Identifier {
    const name = factory.createIdentifier(fresh());
    before.push(variable(name, initial, NodeFlags.Const));
    return name;
  }

  function variable(name: ts.Identifier, initial: ts.Expression, flags: ts.NodeFlags): ts.Statement {
    const declaration = factory.createVariableDeclaration(name, undefined, undefined, initial);
    return factory.createVariableStatement(undefined, factory.createVariableDeclarationList([declaration], flags));
  }

  function assign(target: ts.Expression, to: ts.Expression): ts.Statement {
    return factory.createExpressionStatement(
      factory.createBinaryExpression(target, factory.createToken(SyntaxKind.EqualsToken), to),
    );
  }

  function fresh(): string {
    return `v${++names}`;
  }
}

/** Whether a property can be written after a dot, in every version of the language. */
function isName(name: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(name);
}
