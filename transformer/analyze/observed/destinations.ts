import type ts from "typescript";
import type { FunctionNode } from "../../compiler/adapter.js";
import { assignmentTo } from "../functions/assignment.js";
import { isWrapper } from "../functions/unwrap.js";
import { builtInPath, type Lookup } from "./built-in-path.js";

/** Of what is given to these, the result tells. */
const TELLING = /^(?:Math\..*|Number|String|BigInt|Date)$/;

/** Whether a function that an expression names is handed on, to be called elsewhere: not compared, tested or replaced. */
export function isHandedOn({ compiler: { syntax } }: Lookup, node: ts.Node): boolean {
  const { SyntaxKind } = syntax;
  if (assignmentTo(syntax, node) !== undefined) return false;
  for (let inner = node; ; inner = inner.parent) {
    const { parent } = inner;
    switch (parent.kind) {
      case SyntaxKind.ConditionalExpression:
        if ((parent as ts.ConditionalExpression).condition === inner) return false;
        break;
      case SyntaxKind.BinaryExpression: {
        const { left, operatorToken } = parent as ts.BinaryExpression;
        const { kind } = operatorToken;
        if (kind >= SyntaxKind.FirstAssignment && kind <= SyntaxKind.LastAssignment) return left !== inner;
        if (kind === SyntaxKind.BarBarToken || kind === SyntaxKind.QuestionQuestionToken) break;
        if (left === inner) return false;
        if (kind !== SyntaxKind.AmpersandAmpersandToken && kind !== SyntaxKind.CommaToken) return false;
        break;
      }
      case SyntaxKind.CallExpression:
      case SyntaxKind.NewExpression:
        return (parent as ts.CallExpression).expression !== inner;
      case SyntaxKind.PropertyAccessExpression:
        return ["bind", "call", "apply"].includes((parent as ts.PropertyAccessExpression).name.text);
      case SyntaxKind.VariableDeclaration:
      case SyntaxKind.BindingElement:
      case SyntaxKind.Parameter:
      case SyntaxKind.PropertyDeclaration:
      case SyntaxKind.PropertyAssignment:
        return (parent as ts.VariableDeclaration).initializer === inner;
      case SyntaxKind.ArrowFunction:
      case SyntaxKind.ShorthandPropertyAssignment:
      case SyntaxKind.ArrayLiteralExpression:
      case SyntaxKind.ReturnStatement:
        return true;
      default:
        if (!isWrapper(syntax, parent)) return false;
    }
  }
}

/**
 * Whether a number is part of what a function returns, as far as that can be told from where it stands. A difference is
 * not: who subtracts one reading of a clock from another measures how long something took.
 */
export function isReturned(lookup: Lookup, fn: FunctionNode, node: ts.Node): boolean {
  const { syntax } = lookup.compiler;
  const { SyntaxKind } = syntax;
  for (let inner = node; ; inner = inner.parent) {
    const { parent } = inner;
    switch (parent.kind) {
      case SyntaxKind.ReturnStatement:
        return functionAround(parent) === fn;
      case SyntaxKind.ArrowFunction:
        return parent === fn;
      case SyntaxKind.ConditionalExpression:
        if ((parent as ts.ConditionalExpression).condition === inner) return false;
        break;
      case SyntaxKind.BinaryExpression:
        if (!CARRIES.some((name) => (parent as ts.BinaryExpression).operatorToken.kind === SyntaxKind[name])) {
          return false;
        }
        break;
      case SyntaxKind.CallExpression:
      case SyntaxKind.NewExpression: {
        const { expression } = parent as ts.CallExpression;
        if (expression !== inner && !TELLING.test(builtInPath(lookup, expression) ?? "")) return false;
        break;
      }
      case SyntaxKind.PropertyAssignment:
      case SyntaxKind.PropertyAccessExpression:
      case SyntaxKind.ElementAccessExpression:
      case SyntaxKind.ObjectLiteralExpression:
      case SyntaxKind.ArrayLiteralExpression:
      case SyntaxKind.SpreadElement:
      case SyntaxKind.TemplateSpan:
      case SyntaxKind.TemplateExpression:
      case SyntaxKind.AwaitExpression:
        break;
      default:
        if (!isWrapper(syntax, parent)) return false;
    }
  }

  function functionAround(statement: ts.Node): ts.Node {
    let around = statement;
    while (!syntax.isFunctionLike(around)) around = around.parent;
    return around;
  }
}

/** Operators whose result tells of both sides. */
const CARRIES = ["PlusToken", "AsteriskToken", "SlashToken", "PercentToken", "QuestionQuestionToken"] as const;
