import type ts from "typescript";
import type { Syntax } from "../../compiler/adapter.js";
import { assignmentTo } from "../functions/assignment.js";
import { isWrapper, unwrap } from "../functions/unwrap.js";
import { walkValues } from "../functions/walk.js";
import type { ReadsOf } from "./aliases.js";
import { isTested } from "./conditions.js";
import type { Path } from "./paths.js";

/**
 * How code uses what a path leads to:
 * - `value`: any way it likes
 * - `list`: an array's elements and length
 * - `presence`: whether it is there, or truthy
 * - `write`: it is changed, or something in it is
 */
export interface Use {
  readonly path: Path;
  readonly how: "value" | "list" | "presence" | "write";
  /** The expression to show; none if it isn't the code that asks for it. */
  readonly node: ts.Node | undefined;
}

/** What has to be known to tell how a value is used. */
export interface UseContext {
  readonly syntax: Syntax;
  /** Whether everything that is at the end of a path is an array, or a primitive. */
  readonly isList: (path: Path) => boolean;
  /** Whether everything that is at the end of a path is an array. */
  readonly isArray: (path: Path) => boolean;
  readonly readsOf: ReadsOf;
}

/**
 * What becomes of a value that is read at a node: climbs from there over property accesses, to where the value that
 * these lead to is put to use. Several uses for a pattern that takes it apart, and for a constant that it is given to.
 *
 * @param before the path that leads to the value at the node
 */
export function usesOf(context: UseContext, start: ts.Node, before: Path = []): Use[] {
  const { syntax, isList } = context;
  const { SyntaxKind } = syntax;
  let node = start;
  const path: (string | number)[] = [...before];

  for (;;) {
    const { parent } = node;
    if (isWrapper(syntax, parent)) {
      node = parent;
      continue;
    }
    const step = stepFrom(syntax, node);
    if (step === undefined) break;
    path.push(step);
    node = parent;
  }
  if (assignmentTo(syntax, node) !== undefined) return [use("write")];
  const { parent } = node;
  if (isCallee(syntax, node)) return [path.length === before.length ? use("value") : ofCall(path.slice(0, -1))];
  if (syntax.isVariableDeclaration(parent) && parent.initializer === node) {
    return syntax.isIdentifier(parent.name)
      ? usesOfName(context, parent.name, path)
      : usesOfPattern(context, parent.name, path);
  }
  if (isTested(syntax, node)) return [use("presence")];
  const isSpread = parent.kind === SyntaxKind.SpreadElement;
  const isLoop = parent.kind === SyntaxKind.ForOfStatement && (parent as ts.ForOfStatement).awaitModifier === undefined;
  return [use((isSpread || isLoop) && isList(path) ? "list" : "value")];

  function use(how: Use["how"]): Use {
    return { path, how, node };
  }

  /** A method is called on all of what has it: it is the method's `this`. */
  function ofCall(receiver: Path): Use {
    const method = path.at(-1);
    const call = node.parent as ts.CallExpression;
    const reads = typeof method === "string" && readsElements(syntax, method, call) && isList(receiver);
    return { path: receiver, how: reads ? "list" : "value", node };
  }
}

/** The property that is read of the value at a node, if one is, by a name that stands there. */
function stepFrom(syntax: Syntax, node: ts.Node): string | number | undefined {
  const { parent } = node;
  if (syntax.isPropertyAccessExpression(parent) && parent.expression === node) {
    return syntax.isPrivateIdentifier(parent.name) ? undefined : parent.name.text;
  }
  if (!syntax.isElementAccessExpression(parent) || parent.expression !== node) return undefined;
  return literalStep(syntax, parent.argumentExpression);
}

/** The property that a literal names; undefined for anything else. */
function literalStep(syntax: Syntax, expression: ts.Expression): string | number | undefined {
  const literal = unwrap(syntax, expression);
  if (syntax.isNumericLiteral(literal)) return toStep(literal.text);
  return syntax.isStringLiteralLike(literal) ? toStep(literal.text) : undefined;
}

/** `"0"` and `0` are one property. */
function toStep(text: string): string | number {
  return /^(0|[1-9]\d{0,9})$/.test(text) ? Number(text) : text;
}

/** Whether a node is what is called, directly or as the tag of a template. */
function isCallee(syntax: Syntax, node: ts.Node): boolean {
  const { parent } = node;
  if (syntax.isCallExpression(parent)) return parent.expression === node;
  return (
    parent.kind === syntax.SyntaxKind.TaggedTemplateExpression && (parent as ts.TaggedTemplateExpression).tag === node
  );
}

/** The methods that only read an array's elements, with the position at which a callback is given the array itself. */
const READING: ReadonlyMap<string, number | undefined> = new Map([
  ...["map", "filter", "forEach", "some", "every", "find", "findIndex", "findLast", "findLastIndex", "flatMap"].map(
    (name) => [name, 2] as const,
  ),
  ...["reduce", "reduceRight"].map((name) => [name, 3] as const),
  ...["join", "includes", "indexOf", "lastIndexOf", "slice", "at", "entries", "keys", "values"].map(
    (name) => [name, undefined] as const,
  ),
  ...["toSorted", "toReversed", "toSpliced", "with"].map((name) => [name, undefined] as const),
]);

/** Whether a method of arrays only reads elements, and hands the array to nobody. */
function readsElements(syntax: Syntax, method: string, call: ts.Node): boolean {
  if (!READING.has(method) || !syntax.isCallExpression(call)) return false;
  const arrayAt = READING.get(method);
  const [first] = call.arguments;
  if (arrayAt === undefined || first === undefined) return true;
  const callback = unwrap(syntax, first);
  if (!syntax.isArrowFunction(callback) && !syntax.isFunctionExpression(callback)) return false;
  const { parameters } = callback;
  if (parameters.length > arrayAt || parameters.some(({ dotDotDotToken }) => dotDotDotToken !== undefined))
    return false;
  return syntax.isArrowFunction(callback) || !usesArguments(syntax, callback);
}

function usesArguments(syntax: Syntax, code: ts.Node): boolean {
  let found = false;
  walkValues(syntax, code, (node) => {
    found ||= syntax.isIdentifier(node) && node.text === "arguments";
    return !found;
  });
  return found;
}

/** What becomes of a value that is given a name of its own. */
function usesOfName(context: UseContext, name: ts.Identifier, path: Path): Use[] {
  const reads = context.readsOf(name);
  return reads.length === 0
    ? [{ path, how: "value", node: name.parent }]
    : reads.flatMap((read) => usesOf(context, read, path));
}

/** What a pattern reads of the value that it takes apart. */
function usesOfPattern(context: UseContext, pattern: ts.BindingPattern, path: Path): Use[] {
  const { syntax } = context;
  // A pattern goes by the iterator: what it takes of a string is no element, but a character of one unit or two.
  if (syntax.isArrayBindingPattern(pattern) && !context.isArray(path)) return [{ path, how: "value", node: pattern }];
  const uses: Use[] = [];
  for (const [index, element] of pattern.elements.entries()) {
    if (syntax.isOmittedExpression(element)) continue;
    const step = syntax.isArrayBindingPattern(pattern) ? index : propertyOf(syntax, element);
    if (element.dotDotDotToken !== undefined || step === undefined) {
      return [{ path, how: syntax.isArrayBindingPattern(pattern) ? "list" : "value", node: element }];
    }
    const inner = [...path, step];
    // A default stands in for undefined, and not for null.
    if (element.initializer !== undefined) uses.push({ path: inner, how: "presence", node: element });
    uses.push(
      ...(syntax.isIdentifier(element.name)
        ? usesOfName(context, element.name, inner)
        : usesOfPattern(context, element.name, inner)),
    );
  }
  // Taking nothing apart still throws for null and undefined.
  return uses.length > 0 ? uses : [{ path, how: "presence", node: pattern }];
}

/** The property that an element of an object pattern reads; undefined for a name that is computed. */
function propertyOf(syntax: Syntax, { propertyName, name }: ts.BindingElement): string | number | undefined {
  const property = propertyName ?? name;
  if (syntax.isIdentifier(property)) return property.text;
  if (syntax.isComputedPropertyName(property)) return literalStep(syntax, property.expression);
  if (syntax.isNumericLiteral(property) || syntax.isStringLiteralLike(property)) return toStep(property.text);
  return undefined;
}
