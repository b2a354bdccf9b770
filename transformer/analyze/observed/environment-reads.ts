import type ts from "typescript";
import type { Syntax } from "../../compiler/adapter.js";
import { accessedName } from "../functions/access.js";
import { assignmentTo } from "../functions/assignment.js";
import { isConstant } from "../functions/declarations.js";
import { outermost, unwrap } from "../functions/unwrap.js";
import { isReference } from "../functions/walk.js";
import { builtInPath, holderPath, takenBy, type Lookup } from "./built-in-path.js";

/** Variables of the environment, read at a node. */
export interface EnvironmentRead {
  /** All of them if it can't be told which. */
  readonly name: string | undefined;
}

const ENVIRONMENT = "process.env";

/** What of the environment a node reads by itself. */
export function environmentReadAt(lookup: Lookup, node: ts.Node): EnvironmentRead | undefined {
  const { syntax } = lookup.compiler;
  if (syntax.isBindingElement(node)) return takenAt(lookup, node);
  const isAccess = syntax.isPropertyAccessExpression(node) || syntax.isElementAccessExpression(node);
  if (isAccess && isEnvironment(lookup, unwrap(syntax, node.expression))) {
    // What is only written is nothing that the result depends on.
    return assignmentTo(syntax, node) === "set" ? undefined : { name: accessedName(syntax, node) };
  }
  if (!isEnvironment(lookup, node)) return undefined;
  return isToldByUses(syntax, node) ? undefined : { name: undefined };
}

function takenAt(lookup: Lookup, element: ts.BindingElement): EnvironmentRead | undefined {
  const { syntax } = lookup.compiler;
  const holder = holderPath(lookup, element);
  if (holder === ENVIRONMENT) return { name: takenBy(syntax, element) };
  if (holder === undefined || builtInPath(lookup, element) !== ENVIRONMENT) return undefined;
  // `const { env } = process` is told by its uses, `const { env: { HOME } } = process` by each name.
  const isTold = !syntax.isIdentifier(element.name) || isConstant(syntax, element);
  return isTold ? undefined : { name: undefined };
}

/** Whether a node is Node's `process.env`, whatever it is called there. */
function isEnvironment(lookup: Lookup, node: ts.Node): boolean {
  const { syntax } = lookup.compiler;
  const mayBe = syntax.isIdentifier(node)
    ? isReference(syntax, node)
    : (syntax.isPropertyAccessExpression(node) || syntax.isElementAccessExpression(node)) &&
      accessedName(syntax, node) === "env";
  return mayBe && builtInPath(lookup, node) === ENVIRONMENT;
}

/** Whether the environment is only given a name, taken apart or written to there. */
function isToldByUses(syntax: Syntax, node: ts.Node): boolean {
  const whole = outermost(syntax, node);
  const { parent } = whole;
  if (syntax.isVariableDeclaration(parent)) {
    return (
      syntax.isObjectBindingPattern(parent.name) || (syntax.isIdentifier(parent.name) && isConstant(syntax, parent))
    );
  }
  const isAccess = syntax.isPropertyAccessExpression(parent) || syntax.isElementAccessExpression(parent);
  return isAccess && parent.expression === whole && assignmentTo(syntax, parent) === "set";
}
